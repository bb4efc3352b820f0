using System.Globalization;

namespace Pith.Store;

public sealed partial class RecordLog
{
    // How much of the end is checked when a log is opened; `check` reads all of it.
    private const int Checked = 4 << 20;

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

    private long EndOfLastLine(long length)
    {
        var block = new byte[1 << 16];
        for (var end = length; end > 0;)
        {
            var begin = Math.Max(0, end - block.Length);
            var part = block.AsSpan(0, (int)(end - begin));
            ReadAt(begin, part);
            if (part.LastIndexOf((byte)'\n') is >= 0 and var feed)
                return begin + feed + 1;
            end = begin;
        }

        return 0;
    }

    // A last record that lacks nothing but its line feed, or whose line feed was damaged, is a record.
    private bool TryFinishLine(long length)
    {
        if (length - size > LongestRecord)
            return false;
        var tail = new byte[length - size];
        ReadAt(size, tail);
        var whole = RecordFrame.WholeLength(tail);
        if (whole == 0)
            return false;
        disk.Truncate(file, size + whole);
        disk.WriteAt(file, size + whole, "\n"u8);
        size += whole + 1;
        return true;
    }

    private string SetAside(long length)
    {
        string path;
        var number = 1;
        do
            path = string.Create(CultureInfo.InvariantCulture, $"{file.Name}.torn-{number++}");
        while (System.IO.File.Exists(path));
        using (var aside = disk.CreateFile(path))
        {
            var block = new byte[1 << 16];
            for (var at = size; at < length;)
            {
                var part = block.AsSpan(0, (int)Math.Min(block.Length, length - at));
                ReadAt(at, part);
                disk.Write(aside, part);
                at += part.Length;
            }

            disk.Sync(aside);
        }

        disk.SyncFolder(folder);
        disk.Truncate(file, size);
        return path;
    }

    // The last good record, the highest epoch, damaged lines, and the bytes that stand behind the last good record.
    private (long Last, long Epoch, long Bad, long After) Look(IReadOnlyList<string> segments)
    {
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var path = segments[i];
            var length = i == segments.Count - 1 ? size : new FileInfo(path).Length;
            var part = Look(path, Math.Max(0, length - Checked), length);
            if (part.Last < 0 && length > Checked)
                part = Look(path, 0, length);
            if (part.Last >= 0)
                return part;
        }

        return (-1, 0, 0, size);
    }

    private static (long Last, long Epoch, long Bad, long After) Look(string path, long from, long length)
    {
        var (last, epoch, end) = (-1L, 0L, from);
        using var reader = new RecordReader([path], from);
        while (reader.Read())
            if (reader.IsGood)
                (last, epoch, end) = (Math.Max(last, reader.Sequence), Math.Max(epoch, reader.Epoch), reader.Offset + reader.Line.Length + 1);
        return (last, epoch, reader.Bad, length - end);
    }

    private void ReadAt(long offset, Span<byte> part)
    {
        try
        {
            for (var read = 0; read < part.Length;)
                read += RandomAccess.Read(file.SafeFileHandle, part[read..], offset + read) is > 0 and var some ? some : throw new EndOfStreamException("the file became shorter");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From("read", file.Name, error);
        }
    }
}
