using System.Buffers;
using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>
/// A small file that can be made anew at any time from what it tells of: one record, replaced as a whole and not waited
/// for. What a power cut or anything else damaged is taken for not there, and a disk that refuses it costs nobody anything.
/// </summary>
public static class HintFile
{
    private const string BeingWritten = ".hint";

    // A hint is written in milliseconds; one that is so old, and that nobody holds open, has lost its writer.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>The JSON object, with the frame of a record around it; null where there is none that is whole.</summary>
    public static byte[]? TryRead(string path)
    {
        try
        {
            var line = File.ReadAllBytes(path).AsSpan().TrimEnd((byte)'\n');
            return RecordFrame.TryRead(line, out _, out _) ? line.ToArray() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a file is one that somebody writes, or died writing.</summary>
    internal static bool IsBeingWritten(string path) => path.EndsWith(BeingWritten, StringComparison.Ordinal);

    /// <summary>Removes what processes died writing in a folder, and nothing that anybody may yet write. Does not throw.</summary>
    public static void RemoveAbandoned(string folder)
    {
        var disk = new Disk(null);
        try
        {
            var old = Directory.GetFiles(folder, $".*{BeingWritten}");
            if (old.Length == 0)
                return;
            var probe = Temporary(Path.Combine(folder, "now")); // the clock is the disk's own: a file of this moment is the measure of what is old
            disk.CreateFile(probe).Dispose();
            var now = File.GetLastWriteTimeUtc(probe);
            disk.TryDelete(probe);
            foreach (var file in old)
                if (now - File.GetLastWriteTimeUtc(file) > Abandoned)
                    disk.TryDeleteUnused(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They cost a few bytes; whoever comes next tries again.
        }
    }

    /// <summary>Puts a JSON object, on one line, in place of what the file held (0600), where the disk takes it. Does not throw.</summary>
    public static void Offer(string path, ReadOnlySpan<byte> body)
    {
        var disk = new Disk(null);
        var temporary = Temporary(path);
        var record = new ArrayBufferWriter<byte>(body.Length + 64);
        RecordFrame.Write(body, sequence: 0, epoch: 0, record);
        try
        {
            using (var file = disk.CreateFile(temporary))
                disk.Write(file, record.WrittenSpan);
            disk.MoveOver(temporary, path);
        }
        catch (StoreException)
        {
            disk.TryDelete(temporary);
        }
    }

    private static string Temporary(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}{BeingWritten}");
}
