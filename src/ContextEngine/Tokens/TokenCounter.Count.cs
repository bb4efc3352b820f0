using System.Runtime.CompilerServices;

namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>The counting loop: split a batch of pieces, then look them up; only a newcomer goes to the vocabulary.</summary>
    [SkipLocalsInit]
    private unsafe int Walk<TGrammar, TBlock>(ReadOnlySpan<byte> utf8, int limit, PieceMemo memo)
        where TGrammar : struct, IGrammar
        where TBlock : struct, ITextBlock<TBlock>
    {
        var pieces = stackalloc SplitPiece[PieceBatch.Capacity];
        var tail = stackalloc byte[PieceBatch.TailCapacity];
        fixed (byte* first = utf8)
        {
            var batch = new PieceBatch(first, first + utf8.Length, tail, pieces, classes, memo);
            var count = 0;
            while (count <= limit)
            {
                var last = batch.Fill<TGrammar, TBlock>();
                if (last == pieces)
                    break;
                count += CountBatch(pieces, last, limit - count);
            }

            return count;
        }
    }

    private unsafe int CountBatch(SplitPiece* piece, SplitPiece* last, int limit)
    {
        var count = 0;
        for (; piece < last; piece++)
        {
            var known = PieceMemo.Probe(*piece->Slot, piece->Piece);
            count += known != 0 ? known : CountNew(piece->Slot, piece->Piece, limit - count);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int CountNew(PieceKey* slot, PieceKey piece, int limit)
    {
        var length = PieceMemo.LengthOf(piece);
        if (length == 0)
            return CountLong((byte*)piece.Low, (long)piece.High, limit);

        // Its other place first; what is found there moves to the front, so that of two rivals the recent one is at hand.
        var count = PieceMemo.Probe(slot[1], piece);
        if (count == 0)
        {
            var key = PieceMemo.KeyOf(piece);
            var isToken = vocabulary.FindShort(key, length, PieceHash.OfShort(key.Low, key.High, length)) >= 0;
            count = isToken ? 1 : ShortMerge.Merge(vocabulary, (byte*)&key, length, null);
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
