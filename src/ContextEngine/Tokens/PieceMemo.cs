using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Pith.Tokens;

/// <summary>
/// Counts of pieces seen before, for pieces of at most fifteen bytes: 98 in 100. One entry is the key and the count in
/// sixteen bytes, and a piece has two places side by side. Belongs to one caller at a time, so it needs no lock and no
/// atomic store.
/// </summary>
internal sealed unsafe class PieceMemo
{
    /// <summary>The longest piece it holds.</summary>
    public const int LongestPiece = 15;

    private const int Entries = 1 << 18; // 1 MB; holds the 98 % of pieces that real text repeats
    private const int CountShift = 56;
    private const int LengthShift = 60;
    private const ulong CountMask = 0xFUL << CountShift;

    private readonly PieceKey[] entries = GC.AllocateArray<PieceKey>(Entries + 2, pinned: true);

    /// <summary>The first entry; the address holds as long as the memo does.</summary>
    public PieceKey* First => (PieceKey*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(entries));

    /// <summary>The place of what the memo does not take: always empty.</summary>
    public PieceKey* Nowhere => First + Entries;

    /// <summary>The first of the two places of a piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceKey* Slot(PieceKey* first, PieceKey piece)
    {
        // Any hash will do here, so take the one instruction that some processors have.
        var hash = Sse42.X64.IsSupported
            ? Sse42.X64.Crc32(Sse42.X64.Crc32(0, piece.Low), piece.High)
            : PieceHash.OfShort(piece.Low, piece.High, 0);
        return first + (hash & (Entries - 2));
    }

    /// <summary>The count in an entry if it is that of a piece, or zero. The piece comes as an entry of count zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Probe(PieceKey entry, PieceKey piece) =>
        ((entry.Low ^ piece.Low) | ((entry.High ^ piece.High) & ~CountMask)) == 0 ? (int)(entry.High >> CountShift) & 0xF : 0;

    /// <summary>The entry for a piece, without a count as yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceKey Entry(PieceKey key, int length) => new(key.Low, key.High | (ulong)length << LengthShift);

    /// <summary>The length in an entry; zero for what the memo does not take.</summary>
    public static int LengthOf(PieceKey entry) => (int)(entry.High >> LengthShift);

    /// <summary>The entry that says a piece has so many tokens.</summary>
    public static PieceKey WithCount(PieceKey piece, int count) => new(piece.Low, piece.High | (ulong)count << CountShift);

    /// <summary>The key in an entry.</summary>
    public static PieceKey KeyOf(PieceKey entry) => new(entry.Low, entry.High & ((1UL << CountShift) - 1));
}
