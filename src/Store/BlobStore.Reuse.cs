namespace Pith.Store;

public sealed partial class BlobStore
{
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
}
