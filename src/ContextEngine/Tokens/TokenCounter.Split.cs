using System.Text.Unicode;

namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>
    /// Where to cut so that the first part has at most so many tokens: behind one of the text's own tokens, as late as that
    /// allows, and never inside a character.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="tokens">The most tokens the first part may have, counted alone.</param>
    /// <returns>The length of the first part in bytes; all of the text when it fits.</returns>
    public int SplitAt(ReadOnlySpan<byte> utf8, int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        for (var wanted = tokens; wanted > 0; wanted--)
        {
            var cut = Boundary(utf8, wanted);

            // Cut off from what follows, the last piece may fall into other tokens; then give one more up.
            if (TryCountUpTo(utf8[..cut], tokens, out _))
                return cut;
        }

        return 0;
    }

    /// <summary>The same from the end: the start of the longest last part of at most so many tokens.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="tokens">The most tokens the last part may have, counted alone.</param>
    /// <returns>Where the last part starts; zero when the text fits, its length when nothing does.</returns>
    public int SplitAtEnd(ReadOnlySpan<byte> utf8, int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        if (TryCountUpTo(utf8, tokens, out _))
            return 0;

        // Only the end of the text matters: take as much of it, from a safe cut on, as has more tokens than wanted.
        var from = 0;
        for (var size = Math.Max(4096L, tokens * 8L); size < utf8.Length; size *= 2)
        {
            var start = SafeStart(utf8, (int)(utf8.Length - size));
            if (start > 0 && !TryCountUpTo(utf8[start..], tokens, out _))
            {
                from = start;
                break;
            }
        }

        var tail = utf8[from..];
        var total = Count(tail);
        for (var dropped = total - tokens; dropped < total; dropped++)
        {
            var cut = Boundary(tail, dropped, roundUp: true);
            if (TryCountUpTo(tail[cut..], tokens, out _))
                return from + cut;
        }

        return utf8.Length;
    }

    /// <summary>The last safe cut at or before a position, found by its ASCII alone, or zero.</summary>
    private int SafeStart(ReadOnlySpan<byte> utf8, int at)
    {
        while (at > 0 && (utf8[at] >= 0x80 || !SafeCut.IsCut(utf8, at, classes)))
            at--;
        return at;
    }

    private int Boundary(ReadOnlySpan<byte> utf8, int tokens, bool roundUp = false)
    {
        if (Utf8.IsValid(utf8))
            return ValidBoundary(utf8, tokens, roundUp);
        using var repaired = Utf8Repair.Rent(utf8);
        return Utf8Repair.Original(utf8, ValidBoundary(repaired.Span, tokens, roundUp));
    }

    /// <summary>The end of the first so many tokens, moved to the character boundary before or behind it.</summary>
    private unsafe int ValidBoundary(ReadOnlySpan<byte> utf8, int tokens, bool roundUp)
    {
        fixed (byte* first = utf8)
        {
            var end = first + utf8.Length;
            var sink = new LengthSink(vocabulary, tokens);
            for (byte* p = first, next; p < end && !sink.IsFull; p = next)
            {
                next = NextPiece(p, end);
                EncodePiece(p, next - p, ref sink);
            }

            var cut = sink.Length;
            while (cut < utf8.Length && cut > 0 && (utf8[cut] & 0xC0) == 0x80)
                cut += roundUp ? 1 : -1;
            return cut;
        }
    }
}
