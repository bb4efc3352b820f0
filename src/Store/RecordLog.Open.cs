namespace Pith.Store;

public sealed partial class RecordLog
{

    private RecordLog(Disk disk, string folder, string name, LockFile held, RecordLogOptions options)
    {
        (this.disk, this.folder, this.name, this.held, this.options) = (disk, folder, name, held, options);
        var segments = LogSegments.Of(folder, name);
        segment = Math.Max(1, segments.Count);
        var path = LogSegments.PathOf(folder, name, segment);
        file = segments.Count == 0 ? disk.CreateFile(path) : disk.OpenFile(path);
        try
        {
            var length = RandomAccess.GetLength(file.SafeFileHandle);
            size = EndOfLastLine(length);
            var mended = size < length && TryFinishLine(length);
            var torn = size < length && !mended ? SetAside(length) : "";
            var (last, epoch, bad, after) = Look(segments);
            // What is damaged behind the last good record may have been records: their numbers are not given again.
            sequence = last + 1 + after / RecordFrame.Shortest;
            (durable, Epoch) = (sequence, epoch + 1);
            Recovery = new LogRecovery(torn.Length > 0 ? length - size : 0, torn, bad + (mended ? 1 : 0), last);
            // A file of this name may be new, or its creator may have died before it was durable; so may its last records.
            disk.Sync(file);
            disk.SyncFolder(folder);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a log for appending, or begins it. The folder is created (0700). An unfinished last line is set aside in a
    /// file beside it; damaged lines stay. Costs two flushes and a look at the last 4 MB, whatever the length. Throws
    /// <see cref="LogHeldException"/> when another process writes to it, and <see cref="StoreException"/>.
    /// </summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="name">Its name, without extension.</param>
    /// <param name="options">Who opens it, and what to keep.</param>
    public static RecordLog Open(string folder, string name, RecordLogOptions options) => Open(new Disk(null), folder, name, options);

    internal static RecordLog Open(Disk disk, string folder, string name, RecordLogOptions options)
    {
        folder = Path.GetFullPath(folder);
        disk.EnsureFolder(folder);
        var path = LogSegments.LockOf(folder, name);
        var held = LockFile.TryTake(path, options.Holder) ?? throw new LogHeldException(LogSegments.PathOf(folder, name, 1), LockFile.HolderOf(path));
        try
        {
            return new RecordLog(disk, folder, name, held, options);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
