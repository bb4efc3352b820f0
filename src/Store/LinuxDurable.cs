using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Pith.Store;

/// <summary>Linux only: calls that report their errors, where the runtime's hide them or do not exist.</summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxDurable
{
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int Interrupted = 4;
    private const int AccessDenied = 13;
    private const int Exists = 17;
    private const int InvalidArgument = 22;
    private const int NoSuchCall = 38;
    private const int NotSupported = 95;
    private const int ThisFolder = -100;
    private const uint NoReplace = 1;
    private const int KeepSize = 1;
    private const int ReadOnlyCloseOnExec = 0x80000;

    public static void Sync(SafeFileHandle file)
    {
        while (FSync(file) != 0)
            if (Marshal.GetLastPInvokeError() is not Interrupted and var errno)
                throw Failed(errno);
    }

    /// <summary>Moves a file to a name that must be free. Null where the file system knows no such call.</summary>
    public static bool? TryMove(string from, string to)
    {
        if (RenameAt2(ThisFolder, from, ThisFolder, to, NoReplace) == 0)
            return true;
        return Marshal.GetLastPInvokeError() switch
        {
            Exists => false,
            InvalidArgument or NoSuchCall or NotSupported => null,
            var errno => throw Failed(errno),
        };
    }

    /// <summary>Sets a file's time to the kernel's now.</summary>
    public static void Touch(string path)
    {
        if (UTimensAt(ThisFolder, path, 0, 0) != 0)
            throw Failed(Marshal.GetLastPInvokeError());
    }

    public static void SyncFolder(string folder)
    {
        using var handle = Open(folder, ReadOnlyCloseOnExec);
        if (handle.IsInvalid)
        {
            // A folder we may write to but not list (the parent of the store's root can be one) cannot be synced by us.
            if (Marshal.GetLastPInvokeError() is not AccessDenied and var errno)
                throw Failed(errno);
            return;
        }

        while (FSync(handle) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            // Some network and FUSE file systems have no sync for folders; there the move itself is the barrier.
            if (errno is InvalidArgument or NotSupported)
                return;
            if (errno != Interrupted)
                throw Failed(errno);
        }
    }

    /// <summary>Allocates without changing the length; nothing where the file system cannot.</summary>
    public static void Reserve(SafeFileHandle file, long offset, long length)
    {
        while (FAllocate(file, KeepSize, offset, length) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno is NoSuchCall or NotSupported or InvalidArgument)
                return;
            if (errno != Interrupted)
                throw Failed(errno);
        }
    }

    // What callers tell apart keeps the type that the runtime would give it.
    private static Exception Failed(int errno) => errno switch
    {
        NoEntry => new FileNotFoundException(Marshal.GetPInvokeErrorMessage(errno)),
        NotPermitted or AccessDenied => new UnauthorizedAccessException(Marshal.GetPInvokeErrorMessage(errno)),
        _ => new IOException(Marshal.GetPInvokeErrorMessage(errno), errno),
    };

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UTimensAt(int folder, string path, nint times, int flags);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int FAllocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
