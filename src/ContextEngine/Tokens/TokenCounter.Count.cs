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

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)] // inlined, its counters leave the registers
    private unsafe int CountBatch(SplitPiece* pieces, SplitPiece* last, int limit)
    {
        var count = 0;
        var newcomer = pieces; // those that are not known gather at the front
        for (var piece = pieces; piece < last; piece++)
        {
            var slot = piece->Slot;
            if (PieceMemo.Matches(slot, piece->Piece))
                count += PieceMemo.CountOf(slot);
            else if (PieceMemo.Matches(slot + 1, piece->Piece))
                count += PieceMemo.Promote(slot);
            else
                *newcomer++ = *piece;
        }

        return newcomer == pieces ? count : count + CountNew(pieces, newcomer, limit - count);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int CountNew(SplitPiece* piece, SplitPiece* last, int limit)
    {
        for (var next = piece; next < last; next++)
            if (PieceMemo.LengthOf(next->Piece) is > 0 and var length)
                vocabulary.Prefetch(HashOf(next->Piece, length));

        var merges = stackalloc PartialMerge[Newcomers.Room];
        var waiting = stackalloc SplitPiece[Newcomers.Room];
        var newcomers = new Newcomers(vocabulary, remembers, merges, waiting);
        var count = 0;
        for (; piece < last; piece++)
        {
            var length = PieceMemo.LengthOf(piece->Piece);
            if (length == 0)
            {
                count += CountLong(piece, ref newcomers, limit - count);
                continue;
            }

            var key = PieceMemo.KeyOf(piece->Piece);
            if (vocabulary.FindShort(key, length, HashOf(piece->Piece, length)) < 0)
            {
                newcomers.Add(*piece, (byte*)&key, length);
                continue;
            }

            count++;
            if (remembers)
                PieceMemo.Remember(piece->Slot, piece->Piece, 1);
        }

        newcomers.Finish();
        return count + newcomers.Count;
    }

    private static ulong HashOf(PieceKey piece, int length)
    {
        var key = PieceMemo.KeyOf(piece);
        return PieceHash.OfShort(key.Low, key.High, length);
    }

    /// <summary>Counts what the memo does not take, or leaves it to the newcomers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int CountLong(SplitPiece* piece, ref Newcomers newcomers, int limit)
    {
        var p = (byte*)piece->Piece.Low;
        var length = (long)piece->Piece.High;
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

        if (length <= PartialMerge.Limit)
        {
            newcomers.Add(*piece, p, (int)length);
            return 0;
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
