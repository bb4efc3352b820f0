namespace Pith.Store;

/// <summary>
/// Content-addressed blobs on disk: <c>root/blobs/ab/HASH.zst</c>, small ones many to a file in <c>root/packs</c>;
/// written once (0400, folders 0700), compressed, checked on every read. Any number of processes may use one root at
/// the same time, without a lock. Nothing is created before the first <see cref="Put(ReadOnlySpan{byte})"/>. Every
/// method may throw <see cref="StoreException"/>. docs/store.md has the format and the figures.
/// </summary>
public sealed partial class BlobStore
{

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
}
