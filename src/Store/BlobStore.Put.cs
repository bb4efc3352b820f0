namespace Pith.Store;

public sealed partial class BlobStore
{
    // Measured on the tool results of real sessions: docs/store.md.
    internal const int Level = 3;

    // How much of a long content is written between two looks at what room is left.
    private const long RoomInterval = 16 << 20;

    private readonly bool[] durableFolders = new bool[256];

    /// <summary>
    /// Stores <paramref name="content"/> and returns its name. When this returns, the blob survives a power cut; when
    /// it throws, nothing of it is visible. Putting what is already there costs a hash and a check of the stored file.
    /// Throws <see cref="StoreFullException"/> when the limits of the store are reached.
    /// </summary>
    public BlobHash Put(ReadOnlySpan<byte> content)
    {
        var hash = BlobHash.Of(content);
        if (TryReuse(hash))
            return hash;
        using var spool = NewSpool();
        spool.Append(content);
        return Settle(spool);
    }

    /// <summary>As the other <see cref="Put(ReadOnlySpan{byte})"/>, from a stream of any length, in half a megabyte of memory.</summary>
    public BlobHash Put(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var spool = NewSpool();
        var looked = 0L;
        while (content.Read(spool.Free) is > 0 and var read)
        {
            spool.Advance(read);
            if (spool.StoredLength - looked < RoomInterval)
                continue;
            looked = spool.StoredLength;
            RequireRoom(looked);
        }

        return Settle(spool);
    }

    private BlobHash Settle(BlobSpool spool)
    {
        var hash = spool.Finish();
        if (TryReuse(hash))
            return hash;
        RequireRoom(spool.StoredLength);
        var folder = ReadyFolder(hash);
        Place(spool, layout.PathOf(hash), path => IsWhole(path, hash));
        disk.SyncFolder(folder);
        return hash;
    }

    // Another writer may have been faster, with a file of the same content; only a damaged one gives way.
    private void Place(BlobSpool spool, string path, Func<string, bool> isWhole) =>
        usage.Add(spool.StoredLength, () => IsPlaced(spool, path, isWhole));

    // False when the other writer's stays.
    private bool IsPlaced(BlobSpool spool, string path, Func<string, bool> isWhole)
    {
        while (!spool.TryMoveTo(path))
        {
            if (!isWhole(path))
                Quarantine(path);
            else if (disk.TryTouch(path))
                return false;
        }

        return true;
    }

    private string ReadyFolder(BlobHash hash)
    {
        Span<byte> digest = stackalloc byte[BlobHash.Size];
        hash.CopyTo(digest);
        var folder = Path.GetDirectoryName(layout.PathOf(hash))!;
        if (!durableFolders[digest[0]])
        {
            // Another process may have created it a moment ago and not have made it durable yet.
            if (!disk.EnsureFolder(folder))
                disk.SyncFolder(layout.Blobs);
            durableFolders[digest[0]] = true;
        }

        return folder;
    }
}
