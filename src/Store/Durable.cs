using Microsoft.Win32.SafeHandles;

namespace Pith.Store;

/// <summary>
/// Makes bytes survive a power cut, and says so when it cannot: the runtime's own flush calls return normally when
/// fsync fails (docs/decisions/0003-durability.md).
/// </summary>
public static class Durable
{
    /// <summary>Forces a file's content and length to the disk. Throws <see cref="IOException"/> when the system reports failure.</summary>
    public static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
            LinuxDurable.Sync(file);
        else
            Fallback(file);
    }

    /// <summary>Forces a folder's entries to the disk; does nothing where folders cannot be synced (Windows).</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsLinux())
            LinuxDurable.SyncFolder(folder);
    }

    /// <summary>
    /// Gives a file another name in one step, never over another file. Throws <see cref="IOException"/>; a caller that
    /// needs the new name to survive a power cut syncs both folders.
    /// </summary>
    /// <returns>False when the name is taken.</returns>
    public static bool TryMove(string from, string to)
    {
        if (OperatingSystem.IsLinux() && LinuxDurable.TryMove(from, to) is { } done)
            return done;
        try
        {
            File.Move(from, to, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(to))
        {
            return false;
        }
    }

    /// <summary>Sets a file's time to now, as the system that keeps the file understands it where that can be had.</summary>
    public static void Touch(string path)
    {
        if (OperatingSystem.IsLinux())
            LinuxDurable.Touch(path);
        else
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    /// <summary>
    /// Takes room on the disk for bytes behind the end of a file, whose length stays. Throws <see cref="IOException"/>
    /// when there is none; does nothing where the system or the file system has no such call.
    /// </summary>
    public static void Reserve(SafeFileHandle file, long offset, long length)
    {
        if (OperatingSystem.IsLinux())
            LinuxDurable.Reserve(file, offset, length);
    }

    // Windows reports errors here; macOS gets F_FULLFSYNC but, as measured on Linux, may hide its failure.
#pragma warning disable RS0030
    private static void Fallback(SafeFileHandle file) => RandomAccess.FlushToDisk(file);
#pragma warning restore RS0030
}
