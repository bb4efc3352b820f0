using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// Two neighbouring tokens as one word, and its place in the merge table. The table is perfect: a pair can only be in one
/// place, which the pilot of its bucket decides, so a look-up is two loads and no branch.
/// </summary>
internal static class MergeKey
{
    /// <summary>The key of a pair of ids; the low bits are left for the id of both together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(int left, int right) => (ulong)(uint)left << (2 * VocabularyLayout.IdBits) | (ulong)(uint)right << VocabularyLayout.IdBits;

    /// <summary>A mix of all bits of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong key)
    {
        var hash = key * 0x9E37_79B9_7F4A_7C15;
        return hash ^ (hash >> 32);
    }

    /// <summary>The bucket whose pilot decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bucket(ulong hash) => (uint)(hash >> (64 - VocabularyLayout.PilotBits));

    /// <summary>The place among so many. Keys of one bucket move by strides of their own as the pilot grows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Place(ulong hash, uint pilot, uint places) => (uint)((ulong)((uint)hash + pilot * ((uint)(hash >> 20) | 1)) * places >> 32);
}
