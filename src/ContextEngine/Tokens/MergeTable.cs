namespace Pith.Tokens;

/// <summary>
/// Places all merges so that a look-up needs one probe: buckets take the first pilot that brings all of their pairs to
/// free places, the fullest bucket first. Few places stay empty: most buckets have one pair or two, so a byte of pilot finds room
/// even for the last.
/// </summary>
internal static class MergeTable
{
    /// <param name="merges">For each token the two that make it; no entry for a token of one byte.</param>
    /// <param name="places">Room for the entries.</param>
    /// <param name="pilots">Room for a byte for each bucket.</param>
    /// <returns>False where no pilot fits some bucket; there must be more places.</returns>
    public static bool TryWrite((int Left, int Right)?[] merges, Span<ulong> places, Span<byte> pilots)
    {
        places.Fill(VocabularyLayout.NoMerge);
        var buckets = new List<ulong>?[1 << VocabularyLayout.PilotBits];
        for (var id = 0; id < merges.Length; id++)
            if (merges[id] is var (left, right))
                (buckets[MergeKey.Bucket(MergeKey.Hash(MergeKey.Of(left, right)))] ??= []).Add(MergeKey.Of(left, right) | (uint)id);
        var order = Enumerable.Range(0, buckets.Length).Where(b => buckets[b] is not null).OrderByDescending(b => buckets[b]!.Count).ThenBy(b => b);
        foreach (var bucket in order)
        {
            var pilot = Place(buckets[bucket]!, places);
            if (pilot < 0)
                return false;
            pilots[bucket] = (byte)pilot;
        }

        return true;
    }

    /// <summary>The same by pilots that were found before; false where they are those of another number of places.</summary>
    public static bool TryPlace((int Left, int Right)?[] merges, Span<ulong> places, ReadOnlySpan<byte> pilots)
    {
        places.Fill(VocabularyLayout.NoMerge);
        for (var id = 0; id < merges.Length; id++)
            if (merges[id] is var (left, right))
            {
                var key = MergeKey.Of(left, right);
                ref var place = ref places[At(key, pilots[(int)MergeKey.Bucket(MergeKey.Hash(key))], places.Length)];
                if (place != VocabularyLayout.NoMerge)
                    return false;
                place = key | (uint)id;
            }

        return true;
    }

    private static int At(ulong key, uint pilot, int places) => (int)MergeKey.Place(MergeKey.Hash(key), pilot, (uint)places);

    private static int Place(List<ulong> entries, Span<ulong> places)
    {
        for (var pilot = 0u; pilot <= byte.MaxValue; pilot++)
        {
            var placed = 0;
            foreach (var entry in entries)
            {
                ref var place = ref places[At(Key(entry), pilot, places.Length)];
                if (place != VocabularyLayout.NoMerge)
                    break;
                place = entry;
                placed++;
            }

            if (placed == entries.Count)
                return (int)pilot;
            foreach (var entry in entries.Take(placed))
                places[At(Key(entry), pilot, places.Length)] = VocabularyLayout.NoMerge;
        }

        return -1;

        static ulong Key(ulong entry) => entry >> VocabularyLayout.IdBits << VocabularyLayout.IdBits;
    }
}
