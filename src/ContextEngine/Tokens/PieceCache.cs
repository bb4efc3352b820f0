using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pith.Tokens;

/// <summary>
/// Remembers the counts of short pieces: nine in ten pieces of real text repeat. One cache a thread and encoding, so no
/// locks; 16-byte entries, direct-mapped, overwritten when two pieces meet; 512 KB, which fits a second-level cache.
/// </summary>
internal sealed class PieceCache
{
    /// <summary>Longest piece that has a place: 15 bytes of text and one of length and count.</summary>
    public const int LongestPiece = 15;

    private const int Log = 15;

    private readonly UInt128[] _entries = new UInt128[1 << Log];

    [ThreadStatic]
    private static PieceCache?[]? t_caches;

    /// <summary>This thread's cache for an encoding; the first call of a thread allocates it.</summary>
    public static PieceCache For(SplitPattern pattern)
    {
        t_caches ??= new PieceCache?[2];
        return t_caches[(int)pattern] ??= new PieceCache();
    }

    /// <summary>The key of a piece of 1 to 15 bytes that may be read as 16: text low, length in the top four bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt128 KeyOf(ref byte piece, int length)
    {
        var low = Unsafe.ReadUnaligned<ulong>(ref piece);
        var high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref piece, 8));
        if (length <= 8)
            return new UInt128((ulong)length << 60, length == 8 ? low : low & ((1UL << (8 * length)) - 1));
        return new UInt128((high & ((1UL << (8 * (length - 8))) - 1)) | (ulong)length << 60, low);
    }

    /// <summary>The place of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref UInt128 EntryOf(UInt128 key)
    {
        var mixed = ((ulong)key ^ BitRotate((ulong)(key >> 64))) * 0x9E3779B97F4A7C15;
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_entries), (nint)(mixed >> (64 - Log)));
    }

    /// <summary>The count in an entry if it belongs to the key, else 0. The count sits in bits 120 to 123.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountIn(UInt128 entry, UInt128 key)
    {
        var high = (ulong)(entry >> 64);
        return (high & ~(0xFUL << 56)) == (ulong)(key >> 64) && (ulong)entry == (ulong)key ? (int)(high >> 56) & 0xF : 0;
    }

    /// <summary>The entry for a key with its count, 1 to 15.</summary>
    public static UInt128 Entry(UInt128 key, int count) => key | new UInt128((ulong)count << 56, 0);

    private static ulong BitRotate(ulong value) => value << 29 | value >> 35;
}
