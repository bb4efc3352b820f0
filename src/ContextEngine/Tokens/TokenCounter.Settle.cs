namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>How much of a valid text can be counted on its own: up to the last safe cut, or zero.</summary>
    internal int SafePrefix(ReadOnlySpan<byte> text) => SafeCut.Last(text, classes);

    /// <summary>Counts a valid text whose first bytes are the stem of a piece that was counted that far.</summary>
    internal unsafe int CountBehind(int stem, ReadOnlySpan<byte> text)
    {
        if (stem == 0 || text.IsEmpty)
            return CountUpTo(text, int.MaxValue);
        fixed (byte* first = text)
        {
            var length = (int)(NextPiece(first, first + text.Length) - first);
            var sink = default(CountSink);
            if (length > stem)
                EncodePiece(first + stem, length - stem, ref sink);
            return sink.Count + CountUpTo(text[length..], int.MaxValue);
        }
    }

    /// <summary>
    /// Counts the beginning of a valid text that is one piece without an end yet, as far as nothing that follows can change it.
    /// </summary>
    /// <param name="text">A stem and what follows it.</param>
    /// <param name="stem">The length of the stem; room for the new stem.</param>
    /// <param name="cut">How much of the text has been counted; zero if none of it could be.</param>
    /// <returns>The tokens counted.</returns>
    internal unsafe int CountGiant(ReadOnlySpan<byte> text, ref PieceStem stem, out int cut)
    {
        cut = 0;
        var sink = default(CountSink);
        fixed (byte* first = text)
        {
            var end = first + text.Length;
            var giant = new GiantPiece(first, NextPiece(first, end), end, classes, pattern == SplitPattern.O200k);
            var length = (int)(giant.Least - first) - stem.Length;
            if (length <= 0)
                return 0;
            var merger = mergers.Borrow();
            var settled = merger.Settle(first + stem.Length, length, ref sink);
            mergers.Return(merger);
            if (settled > 0)
            {
                cut = stem.Length + settled;
                stem = giant.StemAt(first + cut);
            }
        }

        return sink.Count;
    }

    /// <summary>
    /// Counts the pieces whose ends were decided by characters that are already there. They are split with what follows
    /// them in sight: white space at the end of a text would be other pieces.
    /// </summary>
    /// <param name="stem">The length of the stem that the text starts with.</param>
    /// <param name="text">The text.</param>
    /// <param name="cut">How much of it has been counted.</param>
    /// <returns>The tokens counted.</returns>
    internal unsafe int CountSettled(int stem, ReadOnlySpan<byte> text, out int cut)
    {
        var sink = default(CountSink);
        fixed (byte* first = text)
        {
            var end = first + text.Length;
            var p = first;
            while (p < end)
            {
                var next = NextPiece(p, end);
                if (!IsSettled(next, end))
                    break;
                var counted = p == first ? stem : 0;
                if (next - p > counted)
                    EncodePiece(p + counted, next - p - counted, ref sink);
                p = next;
            }

            cut = (int)(p - first);
        }

        return sink.Count;
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
