using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pith.Cli.Printing;

/// <summary>
/// The three descriptors that every program expects to find open. Daemons, cron and <c>&lt;&amp;-</c> close them: then the next
/// file that is opened would be taken for standard output.
/// </summary>
internal static partial class StandardDescriptors
{
    private const int GetFlags = 1, ReadOnly = 0, ReadWrite = 2;

    /// <summary>
    /// Opens nothing, <c>/dev/null</c>, where one is closed. Standard output becomes one that can only be read: what a program prints
    /// there is lost, and so every write says that.
    /// </summary>
    public static void Fill()
    {
        if (OperatingSystem.IsWindows())
            return;
        for (var descriptor = 0; descriptor <= 2; descriptor++)
            if (fcntl(descriptor, GetFlags) < 0 && open("/dev/null"u8, descriptor == 1 ? ReadOnly : ReadWrite) is var found && found != descriptor && found >= 0)
                new SafeFileHandle(found, ownsHandle: true).Dispose(); // a lower one was free: it is not ours to fill
    }

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command);

    [LibraryImport("libc")]
    private static partial int open(ReadOnlySpan<byte> path, int flags);
}
