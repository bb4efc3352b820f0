using Pith.Text;

namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    private const int Unescaped = 4096; // bytes on the stack that escapes are undone into

    /// <summary>
    /// The tokens of a JSON string's value, straight from its escaped form. Without escapes it is counted where it lies;
    /// escapes are undone a few kilobytes at a time. Allocates nothing once warm.
    /// </summary>
    /// <remarks>A surrogate without its other half counts as U+FFFD, as in the official core.</remarks>
    /// <param name="escaped">The string without its quotes, as a JSON reader has accepted it.</param>
    public int CountJsonString(ReadOnlySpan<byte> escaped)
    {
        if (!escaped.Contains((byte)'\\'))
            return Count(escaped);
        var stream = streams.Borrow();
        Span<byte> text = stackalloc byte[Unescaped];
        for (var rest = escaped; !rest.IsEmpty;)
            stream.Append(text[..JsonString.UnescapeNext(ref rest, text)]);
        var count = checked((int)stream.Total());
        stream.Clear();
        streams.Return(stream);
        return count;
    }
}
