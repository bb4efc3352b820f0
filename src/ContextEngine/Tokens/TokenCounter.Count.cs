using System.Runtime.CompilerServices;

namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>The counting loop: split a batch of pieces, then look them up; only a newcomer goes to the vocabulary.</summary>
    [SkipLocalsInit]
    private unsafe int Walk<TGrammar>(ReadOnlySpan<byte> utf8, int limit, PieceMemo memo)
        where TGrammar : struct, IGrammar
    {
        var batch = stackalloc SplitPiece[SplitPiece.Batch];
        fixed (byte* first = utf8)
        {
            var p = first;
            var end = first + utf8.Length;
            var count = 0;
            while (p < end && count <= limit)
            {
                var start = p;
                var last = SplitPiece.Fill<TGrammar>(batch, p, end, classes, memo.First);
                p = last[-1].End;
                count += CountBatch(batch, last, start, limit - count);
            }

            return count;
        }
    }

    private unsafe int CountBatch(SplitPiece* piece, SplitPiece* last, byte* start, int limit)
    {
        var count = 0;
        for (; piece < last; piece++)
        {
            var next = piece->End;
            if (next - start <= PieceMemo.LongestPiece)
            {
                var known = PieceMemo.Probe(*piece->Slot, piece->Piece);
                count += known != 0 ? known : CountNew(start, (int)(next - start), piece->Slot, piece->Piece);
            }
            else
            {
                count += CountLong(start, next - start, limit - count);
            }

            start = next;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int CountNew(byte* p, int length, PieceKey* slot, PieceKey piece)
    {
        // Its other place first; what is found there moves to the front, so that of two rivals the recent one is at hand.
        var count = PieceMemo.Probe(slot[1], piece);
        if (count == 0)
        {
            var key = PieceMemo.KeyOf(piece);
            var isToken = vocabulary.FindShort(key, length, PieceHash.OfShort(key.Low, key.High, length)) >= 0;
            count = isToken ? 1 : ShortMerge.Merge(vocabulary, p, length, null);
        }

        slot[1] = slot[0];
        slot[0] = PieceMemo.WithCount(piece, count);
        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int CountLong(byte* p, long length, int limit)
    {
        if (length == 16)
        {
            var key = PieceKey.Load(p, 16);
            if (vocabulary.FindShort(key, 16, PieceHash.OfShort(key.Low, key.High, 16)) >= 0)
                return 1;
        }
        else if (length <= vocabulary.LongestToken && vocabulary.FindLong(p, (int)length) >= 0)
        {
            return 1;
        }

        if (length <= PieceMerger.ShortLimit)
            return ShortMerge.Merge(vocabulary, p, (int)length, null);

        // A giant that cannot fit is not merged at all.
        var least = (int)((length + vocabulary.LongestToken - 1) / vocabulary.LongestToken);
        if (least > limit)
            return least;
        var merger = mergers.Borrow();
        var sink = default(CountSink);
        merger.Merge(p, length, ref sink);
        mergers.Return(merger);
        return sink.Count;
    }
}
