namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>Every blob at its place, in the order of names, from the ends of files only. Memory: 64 bytes a blob.</summary>
    public IReadOnlyList<BlobInfo> List()
    {
        var found = new Dictionary<BlobHash, BlobInfo>();
        foreach (var pack in packs.Current())
            foreach (var info in MembersOf(pack))
                found.TryAdd(info.Hash, info);
        foreach (var (file, hash) in layout.BlobFiles())
            if (TryDescribe(file, hash, out var info))
                found[hash] = info;
        var list = found.Values.ToArray();
        Array.Sort(list, static (a, b) => a.Hash.CompareTo(b.Hash));
        return list;
    }

    /// <summary>The store in numbers.</summary>
    public StoreStats Stats()
    {
        var list = List();
        var all = packs.Current();
        return new StoreStats(
            list.Count,
            list.Count(b => b.RawLength < 0),
            list.Sum(b => Math.Max(0, b.RawLength)),
            layout.BlobFiles().Sum(b => LengthOf(b.File)) + layout.PackFiles().Sum(LengthOf))
        {
            Packs = all.Count,
            Packed = all.SelectMany(p => Enumerable.Range(0, p.Index.Count).Select(i => p.Index[i].Hash)).Distinct().Count(),
            Quarantined = StoreLayout.Files(layout.Damaged).Length,
            Trashed = layout.TrashFiles().Count(),
            TrashedBytes = layout.TrashFiles().Sum(LengthOf),
        };
    }

    // What a member takes on disk is its share of the pack.
    private static IEnumerable<BlobInfo> MembersOf(Pack pack)
    {
        var stored = LengthOf(pack.File);
        var raw = Enumerable.Range(0, pack.Index.Count).Sum(i => pack.Index[i].Length);
        for (var i = 0; i < pack.Index.Count; i++)
            yield return new BlobInfo(pack.Index[i].Hash, pack.Index[i].Length, (long)Math.Ceiling(stored * (double)pack.Index[i].Length / raw));
    }

    private static bool TryDescribe(string file, BlobHash hash, out BlobInfo info)
    {
        info = default;
        try
        {
            using var content = OpenFile(file, hash);
            if (content is null)
                return false;
            info = new BlobInfo(hash, content.Length, LengthOf(file));
        }
        catch (StoreException)
        {
            info = new BlobInfo(hash, -1, LengthOf(file));
        }

        return true;
    }
}
