using System.Security.Cryptography;

namespace Pith.Store;

public sealed partial class BlobStore
{
    // Measured on the tool results of real sessions: see docs/decisions/0003-durability.md.
    private const int Level = 3;

    // A spool that nobody has written to for so long, and nobody holds open, has lost its writer.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly bool[] durableFolders = new bool[256];
    private bool swept;

    /// <summary>
    /// Stores <paramref name="content"/> and returns its name. When this returns, the blob survives a power cut; when
    /// it throws, nothing of it is visible. Putting what is already there costs a hash and a check of the stored file.
    /// </summary>
    public BlobHash Put(ReadOnlySpan<byte> content)
    {
        var hash = BlobHash.Of(content);
        var path = PathOf(hash);
        if (IsWhole(path, hash))
        {
            disk.SyncFolder(ReadyFolder(hash));
            return hash;
        }

        using var spool = new BlobSpool(disk, ReadySpools(), Level);
        while (!content.IsEmpty)
        {
            var part = content[..Math.Min(content.Length, spool.Free.Length)];
            part.CopyTo(spool.Free);
            content = content[part.Length..];
            spool.Advance(part.Length);
        }

        return Settle(spool);
    }

    /// <summary>As the other <see cref="Put(ReadOnlySpan{byte})"/>, from a stream of any length, in half a megabyte of memory.</summary>
    public BlobHash Put(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var spool = new BlobSpool(disk, ReadySpools(), Level);
        while (content.Read(spool.Free) is > 0 and var read)
            spool.Advance(read);
        return Settle(spool);
    }

    private BlobHash Settle(BlobSpool spool)
    {
        var hash = spool.Finish();
        var folder = ReadyFolder(hash);
        var path = PathOf(hash);
        while (!spool.TryMoveTo(path) && !IsWhole(path, hash))
            Quarantine(path);
        disk.SyncFolder(folder);
        return hash;
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

    // Damage is kept for whoever wants to look at it, out of the way of the good copy.
    private void Quarantine(string path)
    {
        disk.EnsureFolder(quarantine);
        for (var i = 0; File.Exists(path); i++)
            if (disk.TryMove(path, Path.Combine(quarantine, $"{Path.GetFileName(path)}.{i}")))
                break;
    }

    private string ReadyFolder(BlobHash hash)
    {
        Span<byte> digest = stackalloc byte[BlobHash.Size];
        hash.CopyTo(digest);
        var folder = Path.GetDirectoryName(PathOf(hash))!;
        if (!durableFolders[digest[0]])
        {
            // Another process may have created it a moment ago and not have made it durable yet.
            if (!disk.EnsureFolder(folder))
                disk.SyncFolder(blobs);
            durableFolders[digest[0]] = true;
        }

        return folder;
    }

    private string ReadySpools()
    {
        disk.EnsureFolder(spools);
        if (!swept)
            Sweep();
        swept = true;
        return spools;
    }

    // The clock is the disk's own: a file of this moment is the measure of what is old.
    private void Sweep()
    {
        var old = Files(spools);
        if (old.Length == 0)
            return;
        var probe = Path.Combine(spools, RandomNumberGenerator.GetHexString(32, lowercase: true));
        disk.CreateFile(probe).Dispose();
        var now = File.GetLastWriteTimeUtc(probe);
        disk.TryDelete(probe);
        foreach (var file in old)
            if (now - File.GetLastWriteTimeUtc(file) > Abandoned)
                disk.TryDeleteUnused(file);
    }
}
