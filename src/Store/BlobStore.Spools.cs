namespace Pith.Store;

public sealed partial class BlobStore
{
    // A spool that nobody has written to for so long, and nobody holds open, has lost its writer.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private bool swept;

    private BlobSpool NewSpool()
    {
        var folder = ReadySpools();
        RequireRoom(0);
        return new BlobSpool(disk, folder);
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
