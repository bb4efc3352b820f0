using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pith.Tokens;

/// <summary>
/// A piece that has been split but not yet looked up. Pieces are taken in batches of these: while the rest of a batch is
/// split, the lines of the memo that the first ones need are on their way.
/// </summary>
internal unsafe struct SplitPiece
{
    /// <summary>The piece as a memo entry without a count; for one that the memo does not take, its address and its length.</summary>
    public PieceKey Piece;

    /// <summary>Its places in the memo, or <see cref="PieceMemo.Nowhere"/>.</summary>
    public PieceKey* Slot;
}

/// <summary>Splits a valid text into pieces, a batch at a time.</summary>
internal unsafe ref struct PieceBatch
{
    /// <summary>A batch is full above this; the last block may add one piece for each of its bytes.</summary>
    private const int Full = 192;

    /// <summary>Room that the caller gives.</summary>
    public const int Capacity = Full + TextBlock.Length;

    private readonly CharacterClasses classes;
    private readonly PieceKey* memo;
    private readonly ulong mask;
    private readonly PieceKey* nowhere;
    private readonly SplitPiece* pieces;
    private readonly byte* tail; // a copy of the end of the text, so that blocks and keys can be read beyond it
    private byte* p;
    private byte* end;
    private byte* lastBlock; // the last place where a block can be read

    /// <summary>Room for the copy of the end.</summary>
    public const int TailCapacity = TextBlock.Reach * 2;

    public PieceBatch(byte* first, byte* end, byte* tail, SplitPiece* pieces, CharacterClasses classes, PieceMemo memo)
    {
        p = first;
        this.end = end;
        this.tail = tail;
        this.pieces = pieces;
        this.classes = classes;
        this.memo = memo.First;
        mask = memo.Mask;
        nowhere = memo.Nowhere;
        lastBlock = end - TextBlock.Reach;
    }

    /// <summary>Splits the next pieces.</summary>
    /// <returns>Behind the last of them; the first when the text is at its end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SplitPiece* Fill<TGrammar, TBlock>()
        where TGrammar : struct, IGrammar
        where TBlock : struct, ITextBlock<TBlock>
    {
        var next = pieces;
        var at = p;
        while (at < end && next < pieces + Full)
        {
            if (at > lastBlock)
                at = MoveToTail(at);
            var starts = TBlock.IsSupported && *at < 0x80 ? BlockSplit.Starts<TGrammar, TBlock>(at) : 0;
            if (starts != 0)
            {
                var block = at;
                do
                {
                    var stop = block + TBlock.Lowest(starts);
                    starts &= starts - 1;
                    Put(next++, at, (nuint)(stop - at));
                    at = stop;
                }
                while (starts != 0);
                continue;
            }

            // Character by character, until what lies ahead is ASCII again.
            do
            {
                var stop = TGrammar.Next(at, end, classes);
                Put(next++, at, (nuint)(stop - at));
                at = stop;
            }
            while (at < lastBlock && (!TBlock.IsSupported || (Unsafe.ReadUnaligned<ulong>(at) & 0x8080_8080_8080_8080) != 0) && next < pieces + Full);
        }

        p = at;
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Put(SplitPiece* piece, byte* at, nuint length)
    {
        if (length <= PieceMemo.LongestPiece)
        {
            var entry = PieceMemo.Entry(PieceKey.Load(at, length), length);
            var slot = PieceMemo.Slot(memo, mask, entry);
            if (Sse.IsSupported)
                Sse.Prefetch0(slot);
            piece->Piece = entry;
            piece->Slot = slot;
        }
        else
        {
            piece->Piece = new((ulong)at, length);
            piece->Slot = nowhere;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* MoveToTail(byte* at)
    {
        var length = (uint)(end - at);
        Unsafe.CopyBlockUnaligned(tail, at, length);
        Unsafe.InitBlockUnaligned(tail + length, 0xFF, TextBlock.Reach); // not ASCII: no block looks beyond
        end = tail + length;
        lastBlock = end;
        return tail;
    }
}
