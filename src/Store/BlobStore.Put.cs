namespace Pith.Store;

public sealed partial class BlobStore
{
    // Measured on the tool results of real sessions: docs/store.md.
    private const int Level = 3;

    // How much of a long content is written between two looks at what room is left.
    private const long RoomInterval = 16 << 20;

    // A spool that nobody has written to for so long, and nobody holds open, has lost its writer.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly bool[] durableFolders = new bool[256];
    private bool swept;

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

    /// <summary>
    /// Finds a blob that is there already, checks what is stored of it, and makes it young and durable. A collector may
    /// be at work: it looks at the time again after it has moved a file away, and we look for the file after we have
    /// set the time, so that one of the two notices the other.
    /// </summary>
    private bool TryReuse(BlobHash hash)
    {
        var path = layout.PathOf(hash);
        if (IsWhole(path, hash))
            return Confirm(path, ReadyFolder(hash));
        if (File.Exists(path))
            Quarantine(path);
        if (packs.TryFind(hash, out var pack, out var member) && IsWhole(pack, member))
            return Confirm(pack.File, layout.Packs);
        foreach (var trashed in Trashed(hash))
            if (IsWhole(trashed, hash) && disk.TryTouch(trashed) && ReadyFolder(hash) is var folder && disk.TryMoveIfThere(trashed, path))
                return Confirm(path, folder);
        return false;
    }

    private bool Confirm(string file, string folder)
    {
        if (!disk.TryTouch(file))
            return false;
        disk.SyncFolder(folder);
        return File.Exists(file);
    }

    // Whether the file is there and its stored bytes are the ones that were written.
    private static bool IsWhole(string path, BlobHash hash)
    {
        try
        {
            using var content = OpenFile(path, hash);
            content?.CheckStored();
            return content is not null;
        }
        catch (DamagedBlobException)
        {
            return false;
        }
    }

    private static bool IsWhole(Pack pack, PackMember member)
    {
        try
        {
            using var content = OpenMember(pack.File, member);
            content?.CheckStored();
            return content is not null;
        }
        catch (DamagedBlobException)
        {
            return false;
        }
    }

    // Damage is kept for whoever wants to look at it, out of the way of the good copy.
    private void Quarantine(string path)
    {
        disk.EnsureFolder(layout.Damaged);
        disk.TryMoveIfThere(path, Path.Combine(layout.Damaged, $"{Path.GetFileName(path)}.{System.Security.Cryptography.RandomNumberGenerator.GetHexString(8, lowercase: true)}"));
    }

    // A reader may lack the right to move files; what it says about the damage matters more.
    private void TryQuarantine(string path)
    {
        try
        {
            Quarantine(path);
        }
        catch (StoreException refused)
        {
            System.Diagnostics.Debug.WriteLine(refused.Message);
        }
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

    private BlobSpool NewSpool()
    {
        var folder = ReadySpools();
        RequireRoom(0);
        return new BlobSpool(disk, folder, Level);
    }

    private string ReadySpools()
    {
        disk.EnsureFolder(layout.Spools);
        if (!swept)
            RemoveAbandoned();
        swept = true;
        return layout.Spools;
    }

    // The clock is the disk's own: a file of this moment is the measure of what is old.
    private void RemoveAbandoned()
    {
        var old = StoreLayout.Files(layout.Spools);
        if (old.Length == 0)
            return;
        var now = disk.Now(layout.Spools);
        foreach (var file in old)
            if (now - File.GetLastWriteTimeUtc(file) > Abandoned)
                disk.TryDeleteUnused(file);
    }
}
