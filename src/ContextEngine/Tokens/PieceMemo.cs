using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// Counts of pieces seen before, for pieces of at most fifteen bytes: 98 in 100. One entry is the key and the count in
/// sixteen bytes; a newcomer overwrites. Belongs to one caller at a time, so it needs no lock and no atomic store.
/// </summary>
internal sealed class PieceMemo
{
    /// <summary>The longest piece it holds.</summary>
    public const int LongestPiece = 15;

    private const int Entries = 1 << 16; // 1 MB; holds the 98 % of pieces that real text repeats
    private const int CountShift = 56;
    private const int LengthShift = 60;

    private readonly PieceKey[] entries = GC.AllocateArray<PieceKey>(Entries, pinned: true);

    /// <summary>The entry for a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref PieceKey Slot(ulong hash) => ref entries[hash & (Entries - 1)];

    /// <summary>The count in an entry if it is that of the piece, or zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Probe(in PieceKey entry, in PieceKey key, int length)
    {
        var difference = (entry.High ^ (key.High | (ulong)length << LengthShift)) & ~(0xFUL << CountShift);
        return ((entry.Low ^ key.Low) | difference) == 0 ? (int)(entry.High >> CountShift) & 0xF : 0;
    }

    /// <summary>The entry that says a piece has so many tokens.</summary>
    public static PieceKey Entry(in PieceKey key, int length, int count) =>
        new(key.Low, key.High | (ulong)length << LengthShift | (ulong)count << CountShift);
}
