namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>
    /// Mends what can be mended: modes; damaged blobs and packs go to <c>root/damaged</c>, the good members of a pack
    /// into a new one first; what is whole in quarantine, or is missing at its place and whole in the trash, comes back.
    /// Nothing is deleted. What <see cref="Verify"/> still reports afterwards is lost until its content is put again.
    /// Throws <see cref="StoreException"/> when the disk refuses or a collection runs.
    /// </summary>
    /// <param name="holder">Who repairs, for those who find the store locked.</param>
    public IReadOnlyList<BlobRepair> Repair(string holder)
    {
        if (!Directory.Exists(Root))
            return [];
        using var held = TakeCollectorLock(holder);
        var done = new List<BlobRepair>();
        CloseToOthers(done);
        var missing = SetAsideLoose(done);
        foreach (var file in layout.PackFiles())
            SalvagePack(file, missing, done);
        BringBack(StoreLayout.Files(layout.Damaged), _ => true, done);
        BringBack(layout.TrashFiles(), missing.Contains, done);
        if (done.Count > 0)
            usage.Recount();
        return done;
    }

    private void CloseToOthers(List<BlobRepair> done)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in OwnFiles())
            if (File.GetUnixFileMode(file) is var mode && (mode & ~OwnerOnly) != 0)
            {
                File.SetUnixFileMode(file, mode & OwnerOnly);
                done.Add(new BlobRepair(file, "was closed to all but its owner"));
            }
    }

    private HashSet<BlobHash> SetAsideLoose(List<BlobRepair> done)
    {
        var missing = new HashSet<BlobHash>();
        foreach (var fault in Loose().ToList())
        {
            Quarantine(fault.File);
            missing.Add(fault.Hash!.Value);
            done.Add(new BlobRepair(fault.File, $"{fault.Problem}, so it was moved to {layout.Damaged}"));
        }

        return missing;
    }

    private void SalvagePack(string file, HashSet<BlobHash> missing, List<BlobRepair> done)
    {
        var good = new List<(Pack?, PackMember)>();
        var total = 0;
        try
        {
            using var frames = FrameReader.Open(file);
            if (frames is null)
                return;
            var pack = new Pack(file, Pack.IndexOf(frames));
            total = pack.Index.Count;
            foreach (var member in InOrder(pack.Index))
                if (ProblemOf(() => Check(frames, member)) is null)
                    good.Add((pack, member));
                else
                    missing.Add(member.Hash);
        }
        catch (DamagedBlobException)
        {
            total = -1; // without its index nobody knows what it holds
        }

        if (good.Count == total)
            return;
        if (good.Count > 0)
            Repack(good);
        Quarantine(file);
        done.Add(new BlobRepair(file, total < 0
            ? $"has no readable index, so it was moved to {layout.Damaged}"
            : $"is damaged: {good.Count} of its {total} blobs are whole and were moved to another pack, the file to {layout.Damaged}"));
    }

    private void BringBack(IEnumerable<string> files, Func<BlobHash, bool> isWanted, List<BlobRepair> done)
    {
        foreach (var file in files.ToList())
            if (StoreLayout.TryHashOf(Path.GetFileName(file.AsSpan()), out var hash) && isWanted(hash) && !IsAtPlace(hash)
                && ProblemOf(() => Check(file, hash)) is null && disk.TryMoveIfThere(file, layout.PathOf(hash)))
            {
                disk.SyncFolder(ReadyFolder(hash));
                done.Add(new BlobRepair(file, "is whole and went back to its place"));
            }
    }
}
