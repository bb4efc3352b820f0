using System.Runtime.Intrinsics.X86;

namespace Pith.Tokens;

/// <summary>
/// A piece that has been split but not yet looked up. Pieces are taken in batches of these: while the rest of a batch is
/// split, the lines of the memo that the first ones need are on their way.
/// </summary>
internal unsafe struct SplitPiece
{
    /// <summary>How many pieces a batch has at most.</summary>
    public const int Batch = 64;

    /// <summary>The piece as a memo entry without a count; of no meaning when it is longer than the memo takes.</summary>
    public PieceKey Piece;

    /// <summary>Its places in the memo.</summary>
    public PieceKey* Slot;

    /// <summary>Where it ends.</summary>
    public byte* End;

    /// <summary>Splits the next pieces of a valid text.</summary>
    /// <returns>Behind the last entry written; its end is where to go on.</returns>
    public static SplitPiece* Fill<TGrammar>(SplitPiece* batch, byte* p, byte* end, CharacterClasses classes, PieceKey* memo)
        where TGrammar : struct, IGrammar
    {
        var wide = end - 16; // up to here sixteen bytes can be read from a piece's start
        for (var full = batch + Batch; batch < full && p < end; batch++)
        {
            var next = TGrammar.Next(p, end, classes);
            batch->End = next;
            var length = (int)(next - p);
            if (next - p <= PieceMemo.LongestPiece)
            {
                var key = p <= wide ? PieceKey.Load(p, length) : PieceKey.LoadAtEnd(p, length);
                var piece = PieceMemo.Entry(key, length);
                batch->Piece = piece;
                batch->Slot = PieceMemo.Slot(memo, piece);
                if (Sse.IsSupported)
                    Sse.Prefetch0(batch->Slot);
            }

            p = next;
        }

        return batch;
    }
}
