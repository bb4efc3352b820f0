using System.Globalization;

namespace Pith.Store;

public sealed partial class RecordLog
{
    // How much of the end is checked when a log is opened; `check` reads all of it.
    private const int Checked = 4 << 20;

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
