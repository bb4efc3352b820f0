namespace Pith.Tokens;

public sealed partial class TokenCounter
{
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
        fixed (byte* first = text)
        {
            var end = first + text.Length;
            var giant = new GiantPiece(first, NextPiece(first, end), end, classes, pattern == SplitPattern.O200k);
            var tokens = CountSettled(first + stem.Length, giant.Least, out var settled);
            if (settled > 0)
            {
                cut = stem.Length + settled;
                stem = giant.StemAt(first + cut);
            }

            return tokens;
        }
    }

    /// <summary>Counts the beginning of a piece that goes on through an open run, as far as nothing that follows can change it.</summary>
    internal unsafe int CountRun(ReadOnlySpan<byte> text, OpenRun run, out int cut)
    {
        fixed (byte* first = text)
        {
            var end = first + text.Length;
            if (run == OpenRun.Spaces && end > first)
                end = CharacterBefore(end); // it goes to what follows, if that is no white space
            return CountSettled(first, end, out cut);
        }
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
                if (end - next < LongestLookAhead || OpenRunBehind(p, next, end) != OpenRun.None)
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

    private const int LongestLookAhead = 8; // a contraction, or the next character

    private unsafe int CountSettled(byte* first, byte* end, out int settled)
    {
        settled = 0;
        var sink = default(CountSink);
        if (end <= first)
            return 0;
        var merger = mergers.Borrow();
        settled = merger.Settle(first, (int)(end - first), ref sink);
        mergers.Return(merger);
        return sink.Count;
    }
}
