using System.Text.Unicode;

namespace Pith.Tokens;

/// <summary>Cuts at a number of tokens, from either end.</summary>
public sealed partial class TokenCounter
{
    /// <summary>Bytes of a long prefix that has at most so many tokens and ends between characters.</summary>
    /// <param name="utf8">Well-formed text; an ill-formed one is cut before its first fault.</param>
    /// <param name="tokens">Most tokens wanted.</param>
    public int SplitAt(ReadOnlySpan<byte> utf8, int tokens)
    {
        utf8 = WellFormedPrefix(utf8);
        if (tokens <= 0)
            return 0;
        var splitter = new Splitter(utf8, _pattern);
        long count = 0;
        var cut = 0;
        while (cut < utf8.Length)
        {
            var end = splitter.Next(cut);
            var piece = CountPiece(utf8[cut..end]);
            if (count + piece > tokens)
            {
                cut += PrefixOf(utf8[cut..end], (int)(tokens - count));
                break;
            }

            count += piece;
            cut = end;
        }

        // A cut changes what stands before it where blanks looked ahead; then it moves back until the count holds.
        while (cut > 0 && !TryCountUpTo(utf8[..cut], tokens, out _))
            cut = Text.Utf8Text.CutAt(utf8, cut - 1);
        return cut;
    }

    /// <summary>Start of a long suffix that has at most so many tokens and begins between characters.</summary>
    /// <param name="utf8">Well-formed text.</param>
    /// <param name="tokens">Most tokens wanted.</param>
    public int SplitAtEnd(ReadOnlySpan<byte> utf8, int tokens)
    {
        if (tokens <= 0)
            return utf8.Length;
        var low = 0; // may have too many tokens
        var high = utf8.Length; // has few enough
        var reach = (long)tokens * 4;
        while (high > 0 && reach < utf8.Length)
        {
            // Gallop, so that a short suffix of a long text costs its own length.
            var start = Text.Utf8Text.CutAt(utf8, utf8.Length - (int)reach);
            if (!TryCountUpTo(utf8[start..], tokens, out _))
            {
                low = start;
                break;
            }

            high = start;
            reach *= 2;
        }

        if (low == 0 && TryCountUpTo(utf8, tokens, out _))
            return 0;
        while (high - low > 1)
        {
            var middle = Text.Utf8Text.CutAt(utf8, low + (high - low) / 2);
            if (middle <= low)
                break;
            if (TryCountUpTo(utf8[middle..], tokens, out _))
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    private static ReadOnlySpan<byte> WellFormedPrefix(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
            return utf8;
        var at = 0;
        while (System.Text.Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return utf8[..at];
    }

    /// <summary>Bytes of the first tokens of one piece, cut back to a character's end.</summary>
    private int PrefixOf(ReadOnlySpan<byte> piece, int tokens)
    {
        if (tokens == 0)
            return 0;
        var take = new PrefixTake { Left = tokens };
        LongPiece.Walk(_vocabulary, piece, ref take);
        return Text.Utf8Text.CutAt(piece, take.Bytes);
    }

    private struct PrefixTake : ITokenTake
    {
        public int Left;
        public int Bytes;

        public bool Take(ReadOnlySpan<byte> token)
        {
            if (Left-- == 0)
                return false;
            Bytes += token.Length;
            return true;
        }
    }
}
