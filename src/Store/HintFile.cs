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

    /// <summary>Puts a JSON object, on one line, in place of what the file held (0600), where the disk takes it. Does not throw.</summary>
    public static void Offer(string path, ReadOnlySpan<byte> body)
    {
        var disk = new Disk(null);
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}{BeingWritten}");
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
}
