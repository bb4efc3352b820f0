namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>Fewest hexadecimal digits that <see cref="TryResolve"/> takes for a name.</summary>
    public const int MinimumPrefix = 8;

    /// <summary>Finds the one blob whose name starts with <paramref name="prefix"/> (at least <see cref="MinimumPrefix"/> hexadecimal digits).</summary>
    /// <returns>False when there is none, or more than one.</returns>
    public bool TryResolve(string prefix, out BlobHash hash) => Resolve(prefix, out hash) == 1;

    /// <summary>As <see cref="TryResolve"/>, but tells none (0) from several (2).</summary>
    public int Resolve(string prefix, out BlobHash hash)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        hash = default;
        if (prefix.Length is < MinimumPrefix or > BlobHash.Digits || !prefix.All(char.IsAsciiHexDigit))
            return 0;
        prefix = prefix.ToLowerInvariant();
        var found = new HashSet<BlobHash>();
        var files = StoreLayout.Files(Path.Combine(layout.Blobs, prefix[..2])).Concat(layout.TrashFiles()).Concat(StoreLayout.Files(layout.Damaged));
        foreach (var file in files)
            if (Path.GetFileName(file.AsSpan()) is var name && name.StartsWith(prefix) && StoreLayout.TryHashOf(name, out var named))
                found.Add(named);
        foreach (var pack in packs.Current().Concat(TrashedPacks()))
            AddMembers(pack, prefix, found);
        hash = found.Count == 1 ? found.First() : default;
        return Math.Min(found.Count, 2);
    }

    private static void AddMembers(Pack pack, string prefix, HashSet<BlobHash> found)
    {
        var first = Convert.FromHexString(prefix[..(prefix.Length & ~1)]);
        for (var i = pack.Index.FirstNotBefore(first); i < pack.Index.Count && pack.Index[i].Hash is var hash; i++)
            if (hash.ToString() is var name && name.StartsWith(prefix, StringComparison.Ordinal))
                found.Add(hash);
            else if (string.CompareOrdinal(name, 0, prefix, 0, prefix.Length) > 0)
                break;
    }
}
