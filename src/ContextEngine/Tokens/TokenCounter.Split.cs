using System.Text.Unicode;

namespace Pith.Tokens;

/// <remarks>
/// Only the part around the cut needs its tokens' lengths: the counting loop finds it, in windows that shrink. What is cut
/// off from its other side may fall into other tokens than it did there, and then its own tokens are what the cut is
/// sought behind, so each attempt is shorter than the one before. A few attempts settle every real text; when they do not,
/// the cut falls on the safe cut where the part starts, whose count is certain. So the work is linear in what is kept.
/// </remarks>
public sealed partial class TokenCounter
{
    private const int Attempts = 8;
    private const int WidestLook = 64 * 1024;
    private const int NarrowestLook = 1024;

    /// <summary>
    /// Where to cut so that the first part has at most so many tokens: behind a token, as late as that allows, and never
    /// inside a character.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="tokens">The most tokens the first part may have, counted alone.</param>
    /// <returns>The length of the first part in bytes; all of the text when it fits. Costs about a count of the first part.</returns>
    public int SplitAt(ReadOnlySpan<byte> utf8, int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        var at = 0;
        for (var look = WidestLook; at < utf8.Length;)
        {
            var part = utf8[at..];
            if (part.Length > look)
                part = SafeCut.Last(part[..look]) is var last and > 0 ? part[..last]
                    : SafeCut.First(part, look) is var first and > 0 ? part[..first] : part;
            if (TryCountUpTo(part, tokens, out var count))
            {
                at += part.Length;
                tokens -= count;
            }
            else if (look > NarrowestLook && part.Length <= look)
            {
                look /= 4;
            }
            else
            {
                return at + CutWithin(part, tokens);
            }
        }

        return at;
    }

    /// <summary>The same from the end: the start of a last part of at most so many tokens, as early as that allows.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="tokens">The most tokens the last part may have, counted alone.</param>
    /// <returns>Where the last part starts; zero when the text fits, its length when nothing does. Costs about a count of the last part.</returns>
    public int SplitAtEnd(ReadOnlySpan<byte> utf8, int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        var at = utf8.Length;
        for (var look = WidestLook; at > 0;)
        {
            var part = utf8[..at];
            if (part.Length > look)
                part = SafeCut.First(part, at - look) is var first and > 0 ? part[first..]
                    : SafeCut.Last(part[..(at - look)]) is var last and > 0 ? part[last..] : part;
            if (TryCountUpTo(part, tokens, out var count))
            {
                at -= part.Length;
                tokens -= count;
            }
            else if (look > NarrowestLook && part.Length <= look)
            {
                look /= 4;
            }
            else
            {
                return at - part.Length + CutWithinEnd(part, tokens);
            }
        }

        return at;
    }

    private int CutWithin(ReadOnlySpan<byte> part, int tokens)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            part = part[..Boundary(part, tokens, roundUp: false)];
            if (TryCountUpTo(part, tokens, out _))
                return part.Length;
        }

        return 0;
    }

    private int CutWithinEnd(ReadOnlySpan<byte> part, int tokens)
    {
        var rest = part;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            rest = rest[Boundary(rest, Count(rest) - tokens, roundUp: true)..];
            if (TryCountUpTo(rest, tokens, out _))
                return part.Length - rest.Length;
        }

        return part.Length;
    }

    private int Boundary(ReadOnlySpan<byte> utf8, int tokens, bool roundUp)
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
