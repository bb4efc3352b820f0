using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Pith.Tools.Files;

/// <summary>What the system says of a file at a moment: two equal stamps of one path are, but for writers within one tick of the clock, the same bytes.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">Time of the last change, in units and from a start that only equality may rely on.</param>
/// <param name="Inode">The file's number; 0 where the system has none.</param>
/// <param name="Owner">User and group, one in each half; 0 where the system has none.</param>
/// <param name="IsRegular">Whether it is a file with content, not a pipe, a device or a socket: reading those may never end.</param>
internal readonly partial record struct FileStamp(long Length, long Modified, ulong Inode, ulong Owner, bool IsRegular)
{
    /// <summary>The stamp of a file; null when nothing is there. Links are followed.</summary>
    public static FileStamp? Of(string path)
    {
        if (OperatingSystem.IsLinux())
            return OfLinux(path);
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks, 0, 0, !file.Attributes.HasFlag(FileAttributes.Device)) : null;
    }

    /// <summary>When anything about what stands at a path last changed, which nobody can set, and its number; links are not followed. Null where nothing is, or the system tells no such time.</summary>
    public static (long Changed, ulong Inode)? OfFolder(string path)
    {
        const int NoFollow = 0x100;
        Span<byte> stat = stackalloc byte[256];
        if (!OperatingSystem.IsLinux() || StatX(ThisFolder, path, NoFollow, BasicStats, stat) != 0)
            return null;
        return (unchecked((MemoryMarshal.Read<long>(stat[96..]) * 1_000_000_000) + MemoryMarshal.Read<uint>(stat[104..])), MemoryMarshal.Read<ulong>(stat[32..]));
    }

    /// <summary>The bits of a mode that say what stands at a path, links not followed; 0 where surely nothing does, null where that cannot be told.</summary>
    public static int? TypeOf(string path)
    {
        const int NoFollow = 0x100;
        Span<byte> stat = stackalloc byte[256];
        if (!OperatingSystem.IsLinux())
            return null;
        if (StatX(ThisFolder, path, NoFollow, BasicStats, stat) == 0)
            return MemoryMarshal.Read<ushort>(stat[28..]) & Types;
        const int NoEntry = 2, NoFolder = 20;
        return Marshal.GetLastPInvokeError() is NoEntry or NoFolder ? 0 : null;
    }

    /// <summary>By what a file or folder is told from every other, links followed; null where nothing is, or the system has no such numbers.</summary>
    public static (ulong Device, ulong Inode)? IdentityOf(string path)
    {
        Span<byte> stat = stackalloc byte[256];
        return OperatingSystem.IsLinux() && StatX(ThisFolder, path, 0, BasicStats, stat) == 0 ? (MemoryMarshal.Read<ulong>(stat[136..]), MemoryMarshal.Read<ulong>(stat[32..])) : null;
    }

    /// <summary>What <see cref="TypeOf"/> says of a folder, and of a link.</summary>
    public const int Folder = 0x4000, Link = 0xA000;

    private const int ThisFolder = -100, Types = 0xF000;
    private const uint BasicStats = 0x7FF;

    // The layout of statx is the kernel's and the same on every machine, unlike that of stat.
    [SupportedOSPlatform("linux")]
    private static FileStamp? OfLinux(string path)
    {
        Span<byte> stat = stackalloc byte[256];
        if (StatX(ThisFolder, path, 0, BasicStats, stat) != 0)
            return null;
        var mode = MemoryMarshal.Read<ushort>(stat[28..]);
        var seconds = MemoryMarshal.Read<long>(stat[112..]);
        var nanoseconds = MemoryMarshal.Read<uint>(stat[120..]);
        return new FileStamp(
            MemoryMarshal.Read<long>(stat[40..]),
            unchecked((seconds * 1_000_000_000) + nanoseconds),
            MemoryMarshal.Read<ulong>(stat[32..]),
            MemoryMarshal.Read<ulong>(stat[20..]),
            (mode & Types) == 0x8000);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> result);
}
