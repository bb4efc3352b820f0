namespace Pith.Tokens;

/// <summary>
/// Places all merges so that a look-up needs one probe: buckets take the first pilot that brings all of their pairs to
/// free places, the fullest bucket first.
/// </summary>
internal static class MergeTable
{
    /// <param name="merges">For each token the two that make it; no entry for a token of one byte.</param>
    /// <param name="bits">The logarithm of the places.</param>
    /// <param name="places">Room for the entries.</param>
    /// <param name="pilots">Room for a byte for each bucket.</param>
    /// <returns>False where no pilot fits some bucket; there must be more places.</returns>
    public static bool TryWrite((int Left, int Right)?[] merges, int bits, Span<ulong> places, Span<byte> pilots)
    {
        places.Fill(VocabularyLayout.NoMerge);
        var buckets = new List<ulong>?[1 << VocabularyLayout.PilotBits];
        for (var id = 0; id < merges.Length; id++)
            if (merges[id] is var (left, right))
                (buckets[MergeKey.Bucket(MergeKey.Hash(MergeKey.Of(left, right)))] ??= []).Add(MergeKey.Of(left, right) | (uint)id);
        var order = Enumerable.Range(0, buckets.Length).Where(b => buckets[b] is not null).OrderByDescending(b => buckets[b]!.Count).ThenBy(b => b);
        foreach (var bucket in order)
        {
            var pilot = Place(buckets[bucket]!, bits, places);
            if (pilot < 0)
                return false;
            pilots[bucket] = (byte)pilot;
        }

        return true;
    }

    private static int Place(List<ulong> entries, int bits, Span<ulong> places)
    {
        for (var pilot = 0u; pilot <= byte.MaxValue; pilot++)
        {
            var placed = 0;
            foreach (var entry in entries)
            {
                ref var place = ref places[At(entry, pilot)];
                if (place != VocabularyLayout.NoMerge)
                    break;
                place = entry;
                placed++;
            }

            if (placed == entries.Count)
                return (int)pilot;
            foreach (var entry in entries.Take(placed))
                places[At(entry, pilot)] = VocabularyLayout.NoMerge;
        }

        return -1;

        int At(ulong entry, uint pilot) => (int)MergeKey.Place(MergeKey.Hash(entry >> VocabularyLayout.IdBits << VocabularyLayout.IdBits), pilot, bits);
    }
}
