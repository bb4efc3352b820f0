using System.Buffers.Binary;

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
    public static bool TryWrite((int Left, int Right)?[] merges, Span<byte> places, Span<byte> pilots)
    {
        pilots.Fill(1); // also of empty buckets: without a stride, all that is asked of them would be one place's
        var taken = new bool[places.Length / VocabularyLayout.EntryBytes];
        var buckets = new List<(ulong Hash, int Id)>?[1 << VocabularyLayout.PilotBits];
        for (var id = 0; id < merges.Length; id++)
            if (merges[id] is var (left, right) && MergeKey.Hash(left, right) is var hash)
                (buckets[MergeKey.Bucket(hash)] ??= []).Add((hash, id));
        var order = Enumerable.Range(0, buckets.Length).Where(b => buckets[b] is not null).OrderByDescending(b => buckets[b]!.Count).ThenBy(b => b);
        foreach (var bucket in order)
        {
            var pilot = Pilot(buckets[bucket]!, taken);
            if (pilot < 0)
                return false;
            pilots[bucket] = (byte)pilot;
            foreach (var (hash, id) in buckets[bucket]!)
                Write(places, (int)MergeKey.Place(hash, (uint)pilot, (uint)taken.Length), MergeKey.Entry(hash, id));
        }

        Empty(places, taken, pilots);
        return true;
    }

    /// <summary>The same by pilots that were found before; false where they are those of another number of places.</summary>
    public static bool TryPlace((int Left, int Right)?[] merges, Span<byte> places, ReadOnlySpan<byte> pilots)
    {
        var taken = new bool[places.Length / VocabularyLayout.EntryBytes];
        for (var id = 0; id < merges.Length; id++)
            if (merges[id] is var (left, right))
            {
                var hash = MergeKey.Hash(left, right);
                var place = (int)MergeKey.Place(hash, pilots[(int)MergeKey.Bucket(hash)], (uint)taken.Length);
                if (taken[place])
                    return false;
                taken[place] = true;
                Write(places, place, MergeKey.Entry(hash, id));
            }

        Empty(places, taken, pilots);
        return true;
    }

    // Without a stride, pairs of the same right token would all want the same few places.
    private static int Pilot(List<(ulong Hash, int Id)> entries, bool[] taken)
    {
        for (var pilot = 1u; pilot <= byte.MaxValue; pilot++)
        {
            var placed = 0;
            while (placed < entries.Count)
            {
                ref var place = ref taken[MergeKey.Place(entries[placed].Hash, pilot, (uint)taken.Length)];
                if (place)
                    break;
                place = true;
                placed++;
            }

            if (placed == entries.Count)
                return (int)pilot;
            while (placed > 0)
                taken[MergeKey.Place(entries[--placed].Hash, pilot, (uint)taken.Length)] = false;
        }

        return -1;
    }

    private static void Empty(Span<byte> places, bool[] taken, ReadOnlySpan<byte> pilots)
    {
        for (var place = 0; place < taken.Length; place++)
            if (!taken[place])
                Write(places, place, MergeKey.Nobody((uint)place, pilots, (uint)taken.Length));
    }

    private static void Write(Span<byte> places, int place, ulong entry)
    {
        var bytes = places.Slice(place * VocabularyLayout.EntryBytes, VocabularyLayout.EntryBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)entry);
        bytes[sizeof(uint)] = (byte)(entry >> 32);
    }
}
