using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Pith.Store;

namespace Pith.Tools.Files;

/// <summary>
/// Puts new content in a file's place: a temporary file beside it, forced to the disk, renamed over it. A reader and a
/// power cut find the old bytes or the new ones. Mode and owner stay. Two barriers: about 5 ms.
/// </summary>
internal static partial class FileReplacement
{
    private const int Busy = 16;

    /// <summary>Writes the content. Throws <see cref="IOException"/> when the file is no longer the one of <paramref name="expected"/>.</summary>
    /// <param name="real">The file, without links: a rename would replace the link.</param>
    /// <param name="content">All its bytes.</param>
    /// <param name="expected">The file as it was read; null when there was none.</param>
    /// <param name="mode">The mode for a file that is made anew; 0 for the usual one. A file that is there keeps its own.</param>
    public static void Write(string real, ReadOnlySpan<byte> content, FileStamp? expected, UnixFileMode mode = 0)
    {
        var folder = Path.GetDirectoryName(real)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{ShortName(real)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp");
        try
        {
            if (TryWriteBeside(real, temporary, content, expected, mode))
            {
                Check(real, expected);
                Move(temporary, real, expected);
                Durable.SyncFolder(folder);
                return;
            }
        }
        catch (IOException busy) when ((busy.HResult & 0xFFFF) == Busy)
        {
            // A file that is itself a mount, as containers have them, can be written but not replaced.
        }
        finally
        {
            File.Delete(temporary);
        }

        WriteInPlace(real, content, expected);
    }

    // False where the folder takes no new files, or none of the right owner: then only writing into the file is left.
    private static bool TryWriteBeside(string real, string temporary, ReadOnlySpan<byte> content, FileStamp? expected, UnixFileMode mode)
    {
        if (expected is not null && !OperatingSystem.IsWindows())
            mode = File.GetUnixFileMode(real);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        // Until it has its mode it is for us alone: the content may be a secret.
        if (mode != 0 && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var file = new FileStream(temporary, options);
            if (OperatingSystem.IsLinux() && expected is { } before && FileStamp.Of(temporary)?.Owner != before.Owner && !TryGive(temporary, before.Owner))
                return false;
            file.Write(content);
            if (mode != 0 && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(file.SafeFileHandle, mode);
            Durable.Sync(file.SafeFileHandle);
            return true;
        }
        catch (UnauthorizedAccessException) when (expected is not null)
        {
            return false;
        }
    }

    private static void Check(string real, FileStamp? expected)
    {
        if (FileStamp.Of(real) != expected)
            throw new IOException("it was changed by someone else at this very moment; read it again");
    }

    private static void Move(string temporary, string real, FileStamp? expected)
    {
        if (expected is not null)
            File.Move(temporary, real, overwrite: true);
        else if (!Durable.TryMove(temporary, real))
            throw new IOException("someone else created it at this very moment; read it");
    }

    private static void WriteInPlace(string real, ReadOnlySpan<byte> content, FileStamp? expected)
    {
        Check(real, expected);
        using var file = new FileStream(real, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 0 });
        file.Write(content);
        file.SetLength(content.Length);
        Durable.Sync(file.SafeFileHandle);
    }

    // With what is added, a name of 255 bytes would be too long.
    private static string ShortName(string path) => Path.GetFileName(path) is { Length: > 40 } name ? name[..40] : Path.GetFileName(path);

    [SupportedOSPlatform("linux")]
    private static bool TryGive(string path, ulong owner) => ChOwn(path, (uint)owner, (uint)(owner >> 32)) == 0;

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChOwn(string path, uint user, uint group);
}
