namespace Pith.Store;

/// <summary>The packs of a store with their indexes in memory, 48 bytes a member; new packs are noticed when a search fails.</summary>
internal sealed class PackSet(StoreLayout layout)
{
    private readonly Lock gate = new();
    private Dictionary<string, Pack> known = [];

    /// <summary>The packs there are now; those whose index is damaged are left out, and verification names them.</summary>
    public IReadOnlyCollection<Pack> Current()
    {
        lock (gate)
        {
            var next = new Dictionary<string, Pack>();
            foreach (var file in layout.PackFiles())
                if ((known.GetValueOrDefault(file) ?? Pack.TryOpen(file)) is { } pack)
                    next[file] = pack;
            known = next;
            return next.Values;
        }
    }

    /// <summary>Finds a blob. Cost: a binary search a pack, and a listing of the folder when none of the known has it.</summary>
    public bool TryFind(BlobHash hash, out Pack pack, out PackMember member)
    {
        Dictionary<string, Pack> packs;
        lock (gate)
            packs = known;
        return TryFind(packs.Values, hash, out pack, out member) || TryFind(Current(), hash, out pack, out member);
    }

    private static bool TryFind(IEnumerable<Pack> packs, BlobHash hash, out Pack pack, out PackMember member)
    {
        foreach (var candidate in packs)
            if (candidate.Index.TryFind(hash, out member))
            {
                pack = candidate;
                return true;
            }

        (pack, member) = (null!, default);
        return false;
    }
}
