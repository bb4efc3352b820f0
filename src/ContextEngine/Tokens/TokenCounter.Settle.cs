namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>
    /// How much of a valid text can be counted now: up to a piece boundary that no continuation moves. Zero if there is none.
    /// </summary>
    internal int SettledPrefix(ReadOnlySpan<byte> text)
    {
        var cut = SafeCut.Last(text, classes);
        return cut > 0 ? cut : SettledPieces(text);
    }

    /// <summary>Walks the pieces as far as their ends were decided by characters that are already there.</summary>
    private unsafe int SettledPieces(ReadOnlySpan<byte> text)
    {
        fixed (byte* first = text)
        {
            var end = first + text.Length;
            var p = first;
            while (p < end)
            {
                var next = NextPiece(p, end);
                if (!IsSettled(next, end))
                    break;
                p = next;
            }

            return (int)(p - first);
        }
    }

    /// <summary>
    /// Whether a piece ends at <paramref name="p"/> whatever comes behind <paramref name="end"/>. A piece's end depends on
    /// what follows it only through a contraction, the rest of white space, and a run of upper-case letters.
    /// </summary>
    private unsafe bool IsSettled(byte* p, byte* end)
    {
        if (end - p < 8)
            return false;
        var c = classes.At(p, out _);
        if (c is CharacterClass.Upper)
            return EndOfRun(p, end, CharacterClass.Upper, CharacterClass.Upper) < end;
        return c < CharacterClass.Space || EndOfRun(p, end, CharacterClass.Space, CharacterClass.Newline) < end;
    }

    private unsafe byte* EndOfRun(byte* p, byte* end, CharacterClass from, CharacterClass to)
    {
        while (p < end && classes.At(p, out var width) is var c && c >= from && c <= to)
            p += width;
        return p;
    }
}
