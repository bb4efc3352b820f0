using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>The one hash of a piece's bytes: its top bits choose a bucket, bits 28–33 are the tag, its low bits index the memo.</summary>
internal static unsafe class PieceHash
{
    private const ulong A = 0x9E37_79B9_7F4A_7C15;
    private const ulong B = 0xC2B2_AE3D_27D4_EB4F;
    private const ulong C = 0x1656_67B1_9E37_79F9;

    /// <summary>Of at most sixteen bytes, given as two words with zeros after the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfShort(ulong low, ulong high, int length)
    {
        var x = ((low ^ (uint)length) * A) ^ BitOperations.RotateLeft(high * B, 31);
        x ^= x >> 32;
        x *= C;
        return x ^ (x >> 29);
    }

    /// <summary>Of more than sixteen bytes; reads eight at a time and the last eight once more, so it needs no padding.</summary>
    public static ulong OfLong(byte* piece, int length)
    {
        var x = (uint)length * A;
        var last = piece + length - 8;
        for (var p = piece; p < last; p += 8)
        {
            x = (x ^ Unsafe.ReadUnaligned<ulong>(p)) * B;
            x ^= x >> 31;
        }

        x = (x ^ Unsafe.ReadUnaligned<ulong>(last)) * C;
        return x ^ (x >> 32);
    }

    /// <summary>The bucket of a hash among <c>1 &lt;&lt; bits</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bucket(ulong hash, int bits) => (uint)(hash >> (64 - bits));

    /// <summary>Six bits that tell most strangers apart before any byte is compared, already in a slot's place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Tag(ulong hash) => ((uint)(hash >> 28) & 63) << VocabularyLayout.IdBits;
}
