namespace Pith.Store;

/// <summary>
/// Content-addressed blobs on disk: <c>root/blobs/ab/HASH.zst</c>, small ones many to a file in <c>root/packs</c>;
/// written once (0400, folders 0700), compressed, checked on every read. Any number of processes may use one root at
/// the same time, without a lock. Nothing is created before the first <see cref="Put(ReadOnlySpan{byte})"/>. Every
/// method may throw <see cref="StoreException"/>. docs/store.md has the format and the figures.
/// </summary>
public sealed partial class BlobStore
{
    /// <summary>Fewest hexadecimal digits that <see cref="TryResolve"/> takes for a name.</summary>
    public const int MinimumPrefix = 8;

    private readonly StoreLayout layout;
    private readonly StoreLimits limits;
    private readonly Disk disk;
    private readonly PackSet packs;
    private readonly StoreUsage usage;

    /// <summary>Uses the store under <paramref name="root"/>, which need not exist.</summary>
    public BlobStore(string root)
        : this(root, new StoreLimits())
    {
    }

    /// <summary>Uses the store under <paramref name="root"/> within limits.</summary>
    public BlobStore(string root, StoreLimits limits)
        : this(root, null, limits)
    {
    }

    internal BlobStore(string root, Action<DiskStep, string>? beforeStep)
        : this(root, beforeStep, new StoreLimits())
    {
    }

    private BlobStore(string root, Action<DiskStep, string>? beforeStep, StoreLimits limits)
    {
        layout = new StoreLayout(root);
        this.limits = limits;
        disk = new Disk(beforeStep);
        packs = new PackSet(layout);
        usage = new StoreUsage(layout.Root, CountBytes);
    }

    /// <summary>Full path of the folder that holds the store.</summary>
    public string Root => layout.Root;

    /// <summary>Whether the store has a file for <paramref name="hash"/>; says nothing of its health.</summary>
    public bool Contains(BlobHash hash) => File.Exists(layout.PathOf(hash)) || packs.TryFind(hash, out _, out _) || Trashed(hash).Any();

    /// <summary>
    /// Opens a blob for reading by range or from end to end; seeking costs one frame (256 KB), memory is two of them.
    /// Reads are verified and throw <see cref="DamagedBlobException"/>; a damaged file is then in <c>root/damaged</c>,
    /// and what is good of it can still be read. Returns false when there is no such blob.
    /// </summary>
    public bool TryOpen(BlobHash hash, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BlobStream? content)
    {
        content = OpenAtPlace(hash);
        // A collector may have moved it from one place to another between two of our looks.
        content ??= OpenAtPlace(hash) ?? OpenAside(hash);
        return content is not null;
    }

    /// <summary>
    /// Writes the whole blob to <paramref name="destination"/>, verified. Throws <see cref="MissingBlobException"/> or
    /// <see cref="DamagedBlobException"/>; then what was already written is right as far as it goes, but not whole.
    /// </summary>
    public void CopyTo(BlobHash hash, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var content = Open(hash);
        content.CopyTo(destination);
    }

    /// <summary>The whole blob in memory, verified. Throws as <see cref="CopyTo"/> does.</summary>
    public byte[] Get(BlobHash hash)
    {
        using var content = Open(hash);
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        if (bytes.Length == 0)
            content.CheckAll();
        return bytes;
    }

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

    private BlobStream Open(BlobHash hash) =>
        TryOpen(hash, out var content) ? content : throw new MissingBlobException(hash, layout.PathOf(hash));

    private BlobStream? OpenAtPlace(BlobHash hash)
    {
        var path = layout.PathOf(hash);
        try
        {
            if (OpenFile(path, hash, _ => TryQuarantine(path)) is { } loose)
                return loose;
        }
        catch (DamagedBlobException)
        {
            TryQuarantine(path);
            throw;
        }

        return packs.TryFind(hash, out var pack, out var member) ? OpenMember(pack.File, member) : null;
    }

    // In the trash, where it may be until someone puts it again; or in quarantine, where some of it may be good.
    private BlobStream? OpenAside(BlobHash hash)
    {
        foreach (var file in Trashed(hash))
            if (OpenFile(file, hash) is { } trashed)
                return trashed;
        foreach (var pack in TrashedPacks())
            if (pack.Index.TryFind(hash, out var member) && OpenMember(pack.File, member) is { } packed)
                return packed;
        foreach (var file in StoreLayout.Files(layout.Damaged))
            if (StoreLayout.TryHashOf(Path.GetFileName(file.AsSpan()), out var named) && named == hash)
                return OpenFile(file, hash);
        return null;
    }

    private IEnumerable<string> Trashed(BlobHash hash) =>
        StoreLayout.Folders(layout.Trash).Reverse().Select(folder => Path.Combine(folder, hash + StoreLayout.BlobExtension)).Where(File.Exists);

    private IEnumerable<Pack> TrashedPacks()
    {
        foreach (var file in layout.TrashFiles().Where(f => f.EndsWith(Pack.Extension, StringComparison.Ordinal)))
            if (Pack.TryOpen(file) is { } pack)
                yield return pack;
    }

    private static BlobStream? OpenFile(string path, BlobHash hash, Action<DamagedBlobException>? onDamage = null)
    {
        var frames = FrameReader.Open(path);
        if (frames?.Members is not null)
        {
            frames.Dispose();
            throw new DamagedBlobException(path, "is a pack under the name of a blob");
        }

        return frames is null ? null : new BlobStream(frames, hash, 0, frames.RawLength, onDamage);
    }

    private static BlobStream? OpenMember(string pack, PackMember member)
    {
        var frames = FrameReader.Open(pack);
        if (frames is not null && (member.Start > frames.RawLength - member.Length))
        {
            frames.Dispose();
            throw new DamagedBlobException(pack, "is shorter than its index said");
        }

        return frames is null ? null : new BlobStream(frames, member.Hash, member.Start, member.Length);
    }
}
