using System.Security.Cryptography;

namespace Pith.Store;

/// <summary>
/// A small file that several processes replace as a whole: readers see the old bytes or the new ones, after a power cut
/// too, and never a mixture. Who must not lose another's change takes a <see cref="LockFile"/> around read and replace.
/// </summary>
public static class StateFile
{
    /// <summary>The bytes; null when there is no such file. Throws <see cref="StoreException"/>.</summary>
    public static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From("read", path, error);
        }
    }

    /// <summary>
    /// Puts <paramref name="content"/> in place of what the file held (0600; its folder must exist). When this returns
    /// the new bytes survive a power cut; when it throws <see cref="StoreException"/> one of both is there, whole. Two barriers: about 5 ms.
    /// </summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Replace(new Disk(null), path, content);

    internal static void Replace(Disk disk, string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp");
        try
        {
            using (var file = disk.CreateFile(temporary))
            {
                disk.Write(file, content);
                disk.Sync(file);
            }

            disk.MoveOver(temporary, path);
        }
        catch
        {
            disk.TryDelete(temporary);
            throw;
        }

        disk.SyncFolder(folder);
    }
}
