using System.Buffers;
using System.Text;
using System.Text.Unicode;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;

namespace Pith.Tokens;

/// <summary>
/// Counts a text that arrives in chunks, exactly, however it is cut. Memory: one chunk and the piece that is still open,
/// which is a word or a run of blanks in any real text.
/// </summary>
public sealed class StreamCounter : IDisposable
{
    private readonly TokenMeter _meter;
    private readonly ArrayPoolBufferWriter<byte> _open = new(1 << 16); // well-formed text that is not yet counted
    private readonly byte[] _broken = new byte[4]; // the beginning of a character whose rest has not come
    private int _brokenLength;
    private int _retryAt;
    private long _raw;

    /// <summary>A counter in a unit.</summary>
    /// <param name="meter">The unit.</param>
    public StreamCounter(TokenMeter meter) => _meter = meter;

    /// <summary>Takes the next bytes.</summary>
    /// <param name="utf8">Any bytes, cut anywhere.</param>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        while (_brokenLength > 0 && !utf8.IsEmpty)
        {
            _broken[_brokenLength++] = utf8[0];
            utf8 = utf8[1..];
            FlushBroken(final: false);
        }

        var whole = utf8.Length - BrokenTail(utf8);
        utf8[whole..].CopyTo(_broken);
        _brokenLength = utf8.Length - whole;
        Take(utf8[..whole]);
    }

    /// <summary>The count of all that came. The counter is then empty.</summary>
    public long Finish()
    {
        if (_brokenLength > 0)
            FlushBroken(final: true);
        if (_meter.Counter is { } counter)
            _raw += counter.CountValid(_open.WrittenSpan, long.MaxValue, wholeText: true, out _);
        var count = _meter.FromRaw(_raw);
        (_raw, _retryAt) = (0, 0);
        _open.Clear();
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _open.Dispose();

    private void Take(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return;
        if (_meter.Counter is not { } counter)
        {
            _raw += TokenMeter.CountCharacters(utf8);
            return;
        }

        var room = _open.GetSpan(Utf8.IsValid(utf8) ? utf8.Length : Utf8Text.ValidMaxLength(utf8.Length));
        _open.Advance(Utf8Text.CopyValid(utf8, room));
        if (_open.WrittenCount < _retryAt)
            return;
        _raw += counter.CountValid(_open.WrittenSpan, long.MaxValue, wholeText: false, out var consumed);
        KeepFrom(consumed);
        // An open piece is looked at again only when it has doubled, so that a giant one stays linear.
        _retryAt = 2 * _open.WrittenCount;
    }

    private void KeepFrom(int consumed)
    {
        var rest = _open.WrittenSpan[consumed..];
        if (consumed == 0)
            return;
        using var copy = SpanOwner<byte>.Allocate(rest.Length);
        rest.CopyTo(copy.Span);
        _open.Clear();
        copy.Span.CopyTo(_open.GetSpan(copy.Length));
        _open.Advance(copy.Length);
    }

    private void FlushBroken(bool final)
    {
        var status = Rune.DecodeFromUtf8(_broken.AsSpan(0, _brokenLength), out _, out var length);
        if (status == OperationStatus.NeedMoreData && !final)
            return;
        Take(_broken.AsSpan(0, length));
        _broken.AsSpan(length, _brokenLength - length).CopyTo(_broken);
        _brokenLength -= length;
        if (_brokenLength > 0)
            FlushBroken(final);
    }

    /// <summary>Bytes at the end that begin a character without finishing it.</summary>
    private static int BrokenTail(ReadOnlySpan<byte> utf8)
    {
        for (var back = 1; back <= Math.Min(3, utf8.Length); back++)
        {
            var b = utf8[^back];
            if ((b & 0xC0) == 0x80)
                continue;
            if (b < 0xC0)
                return 0;
            return Rune.DecodeFromUtf8(utf8[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
        }

        return 0;
    }
}
