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

    private const int LengthShift = 56;
    private const int CountShift = 60; // at the very top: a shift drops it

    private const int Line = 64;
    private const int Spare = Line / 16; // entries, so that the first can begin a line of memory: else half of all looks read two lines

    private readonly PieceKey[] room;

    /// <summary>A memo of so many bytes, a power of two; one of none has places too, but its owner puts nothing there.</summary>
    public PieceMemo(int bytes)
    {
        var places = Math.Max(2, bytes / sizeof(PieceKey));
        room = GC.AllocateArray<PieceKey>(places + 2 + Spare, pinned: true);
        First = (PieceKey*)(((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(room)) + (Line - 1)) & ~(nuint)(Line - 1));
        Mask = (ulong)(places - 2) * (ulong)sizeof(PieceKey);
    }

    /// <summary>One for those who only want pieces split.</summary>
    public static PieceMemo None { get; } = new(0);

    /// <summary>What to keep of a hash: the distance in bytes from the first entry to the first place of a piece.</summary>
    public ulong Mask { get; }

    /// <summary>The first entry; the address holds as long as the memo does.</summary>
    public PieceKey* First { get; }

    /// <summary>The place of what the memo does not take: always empty.</summary>
    public PieceKey* Nowhere => First + (room.Length - Spare - 2);

    /// <summary>The first of the two places of a piece, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceKey* Slot(PieceKey* first, ulong mask, PieceKey piece)
    {
        // Any hash will do here, so take the one instruction that some processors have.
        var hash = Sse42.X64.IsSupported
            ? Sse42.X64.Crc32(Sse42.X64.Crc32(0, piece.Low), piece.High)
            : PieceHash.OfShort(piece.Low, piece.High, 0);
        return (PieceKey*)((byte*)first + (hash & mask));
    }

    /// <summary>Whether an entry is that of a piece, which comes as an entry of count zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Matches(PieceKey* entry, in PieceKey piece) =>
        ((entry->Low ^ piece.Low) | (entry->High ^ piece.High) << (64 - CountShift)) == 0;

    /// <summary>The count in an entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountOf(PieceKey* entry) => (int)(entry->High >> CountShift);

    /// <summary>Lets what was found in the second of two places change places with the first.</summary>
    /// <returns>Its count.</returns>
    public static int Promote(PieceKey* slot)
    {
        (slot[0], slot[1]) = (slot[1], slot[0]);
        return CountOf(slot);
    }

    /// <summary>The entry for a piece, without a count as yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceKey Entry(PieceKey key, nuint length) => new(key.Low, key.High | (ulong)length << LengthShift);

    /// <summary>The key in an entry.</summary>
    public static PieceKey KeyOf(PieceKey entry) => new(entry.Low, entry.High & ((1UL << LengthShift) - 1));

    /// <summary>The length in an entry; zero for what the memo does not take.</summary>
    public static int LengthOf(PieceKey entry) => (int)(entry.High >> LengthShift) & 0xF;

    /// <summary>
    /// Keeps the count of a newcomer, in the second of its places unless both are free: so a thousand words that occur once
    /// cannot push out one that occurs a thousand times.
    /// </summary>
    public static void Remember(PieceKey* slot, PieceKey piece, int count) =>
        slot[slot[0].High == 0 ? 0 : 1] = new(piece.Low, piece.High | (ulong)count << CountShift);
}
