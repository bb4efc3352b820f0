using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Pith.Store;

/// <summary>Linux only: fsync that reports its errors, for files and for folders (which .NET cannot open).</summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxDurable
{
    private const int Interrupted = 4;
    private const int AccessDenied = 13;
    private const int InvalidArgument = 22;
    private const int NotSupported = 95;
    private const int ReadOnlyCloseOnExec = 0x80000;

    public static void Sync(SafeFileHandle file)
    {
        while (FSync(file) != 0)
            if (Marshal.GetLastPInvokeError() is not Interrupted and var errno)
                throw new IOException(Marshal.GetPInvokeErrorMessage(errno), errno);
    }

    public static void SyncFolder(string folder)
    {
        using var handle = Open(folder, ReadOnlyCloseOnExec);
        if (handle.IsInvalid)
        {
            // A folder we may write to but not list (the parent of the store's root can be one) cannot be synced by us.
            if (Marshal.GetLastPInvokeError() is not AccessDenied and var errno)
                throw new IOException(Marshal.GetPInvokeErrorMessage(errno), errno);
            return;
        }

        while (FSync(handle) != 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            // Some network and FUSE file systems have no sync for folders; there the move itself is the barrier.
            if (errno is InvalidArgument or NotSupported)
                return;
            if (errno != Interrupted)
                throw new IOException(Marshal.GetPInvokeErrorMessage(errno), errno);
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
