using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// Two neighbouring tokens as one word, and its place in the merge table. The table is perfect: a pair can only be in one
/// place, which the pilot of its bucket decides, so a look-up is two loads and no branch.
/// </summary>
/// <remarks>
/// An entry need not hold the pair, only what its place does not tell. A pair's hash is its 36 bits, as the upper ones of a word,
/// times an odd number: it can be undone. Its upper 22 bits are kept. They decide the bucket, the pilot and the stride; the 14
/// below them are where a pair begins, 2^18 of 2^32 from the next. So of all pairs with the same kept bits no two begin less than
/// 2^18 apart, all move equally far, and with 2^15 places and more no two end in the same.
/// </remarks>
internal static class MergeKey
{
    private const int IdsShift = 64 - 2 * VocabularyLayout.IdBits;
    private const int KeptShift = 64 - VocabularyLayout.KeptBits;
    private const int StartShift = KeptShift - 32;
    private const int StepBits = IdsShift - StartShift;
    private const uint Stride = (1u << StartShift) - 1; // what a stride has for the bits that are not kept

    /// <summary>A mix of all bits of a pair of ids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(int left, int right) =>
        ((ulong)(uint)left << (IdsShift + VocabularyLayout.IdBits) | (ulong)(uint)right << IdsShift) * 0x9E37_79B9_7F4A_7C15;

    /// <summary>The bucket whose pilot decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bucket(ulong hash) => (uint)(hash >> (64 - VocabularyLayout.PilotBits));

    /// <summary>The place among so many. Keys of one bucket move by strides of their own as the pilot grows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Place(ulong hash, uint pilot, uint places) =>
        (uint)((ulong)((uint)(hash >> StartShift) + pilot * ((uint)(hash >> 32) | Stride)) * places >> 32);

    /// <summary>What an entry says: the kept bits, and below them the id of both tokens together, mixed with the rest of the hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Entry(ulong hash, int id) => (hash >> (64 - 8 * VocabularyLayout.EntryBytes)) ^ (uint)id;

    /// <summary>An entry for a place that stays empty: kept bits that no pair has whose place it is. No pilot may be zero.</summary>
    public static ulong Nobody(uint place, ReadOnlySpan<byte> pilots, uint places)
    {
        // Where in 2^32 the place begins; a start that is at or behind it by less than its width is the place's.
        var first = (((ulong)place << 32) + places - 1) / places;

        // Places are narrower than half a step, and a stride times any pilot but zero differs by that or more among the kept bits
        // of one bucket: a few tries. They are far apart since those side by side begin side by side.
        for (ulong kept = 0; ; kept += 151)
        {
            var hash = kept << KeptShift;
            var least = (uint)(hash >> StartShift) + pilots[(int)Bucket(hash)] * ((uint)(hash >> 32) | Stride) & ((1u << StepBits) - 1);
            var start = least >= first ? least : least + ((first - least + (1u << StepBits) - 1) >> StepBits << StepBits);
            if (start > uint.MaxValue || (start * places) >> 32 != place)
                return Entry(hash, 0);
        }
    }
}
