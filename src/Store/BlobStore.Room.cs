namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>How full the store is: one small file and a question to the file system.</summary>
    public StoreRoom Room()
    {
        var used = Directory.Exists(Root) ? usage.Read() : 0;
        var (free, floor) = FreeSpace();
        return new StoreRoom(used, limits.Quota, free, floor, used >= limits.Quota * limits.WarnFrom);
    }

    // Throws when so many bytes more would break a limit.
    private void RequireRoom(long more)
    {
        var (free, floor) = FreeSpace();
        if (free < floor)
            throw new StoreFullException(Root, $"the disk of {Root} is nearly full: {free:N0} bytes are free, and the store leaves the last {floor:N0} alone");
        if (usage.Read() + more > limits.Quota && usage.Recount() is var used && used + more > limits.Quota)
            throw new StoreFullException(Root, $"the store in {Root} is full: it takes {used:N0} bytes of its quota of {limits.Quota:N0}");
    }

    private (long Free, long Floor) FreeSpace()
    {
        try
        {
            var drive = new DriveInfo(Root);
            return (drive.AvailableFreeSpace, Math.Min(limits.FreeFloor, drive.TotalSize / 20));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (long.MaxValue, 0); // the system does not say; a write that finds no room says so itself
        }
    }

    private long CountBytes() =>
        layout.BlobFiles().Select(b => b.File).Concat(layout.PackFiles()).Concat(StoreLayout.Files(layout.Damaged)).Sum(LengthOf);

    // A file that goes away while we look takes nothing.
    private static long LengthOf(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;
}
