using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pith.Text;

/// <summary>What stands in <c>output.Append($"…")</c>: words, numbers and texts go into the output as UTF-8, without a string between.</summary>
[InterpolatedStringHandler]
internal readonly ref struct Utf8Words
{
    private const int LongestNumber = 11;

    private readonly IBufferWriter<byte> _output;

    public Utf8Words(int literalLength, int formattedCount, IBufferWriter<byte> output)
    {
        _ = (literalLength, formattedCount);
        _output = output;
    }

    public void AppendLiteral(string words) => AppendFormatted(words);

    public void AppendFormatted(string words) => Encoding.UTF8.GetBytes(words, _output);

    public void AppendFormatted(int number)
    {
        Utf8Formatter.TryFormat(number, _output.GetSpan(LongestNumber), out var written);
        _output.Advance(written);
    }

    /// <summary>Ill-formed parts become U+FFFD, as they would by way of a string.</summary>
    public void AppendFormatted(scoped ReadOnlySpan<byte> utf8) => _output.Advance(Utf8Text.CopyValid(utf8, _output.GetSpan(Utf8Text.RoomFor(utf8))));
}
