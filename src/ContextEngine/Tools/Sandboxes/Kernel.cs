using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Pith.Tools.Sandboxes;

/// <summary>System calls of the parent, which has a runtime and may fail with words.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Kernel
{
    private const int PathOnly = 0x200000, WriteOnly = 1, CloseOnExec = 0x80000;

    /// <summary>Calls; -1 where it failed.</summary>
    public static nint Call(nint number, nint first = 0, nint second = 0, nint third = 0, nint fourth = 0) => SysCall(number, first, second, third, fourth);

    /// <summary>The result of the last call, or an exception that says what it was for.</summary>
    public static nint Need(string what, nint result) =>
        result >= 0 ? result : throw new IOException($"the sandbox cannot {what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    /// <summary>A file that only stands for its path.</summary>
    public static int OpenPath(string path) => (int)Need($"open {path}", Open(path, PathOnly | CloseOnExec));

    /// <summary>Writes a file of /proc in one piece, as it must be; false where the kernel refuses.</summary>
    public static unsafe bool TryWrite(string path, string text)
    {
        var file = Open(path, WriteOnly | CloseOnExec);
        if (file < 0)
            return false;
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        fixed (byte* first = bytes)
            text = Shells.Posix.Write(file, first, (nuint)bytes.Length) == bytes.Length ? text : "";
        return Close(file) == 0 && text.Length > 0;
    }

    /// <summary>Two ends of a unix socket, closed in whatever program is started.</summary>
    public static unsafe (int First, int Second) SocketPair()
    {
        const int unix = 1, stream = 1;
        var ends = stackalloc int[2];
        Need("make a pair of sockets", MakePair(unix, stream | CloseOnExec, 0, ends));
        return (ends[0], ends[1]);
    }

    /// <summary>Waits for a message and fills its msghdr; 0 where the other end is closed, -1 where it failed.</summary>
    public static nint Receive(int socket, nint message)
    {
        const int interrupted = 4;
        nint read;
        while ((read = ReceiveMessage(socket, message, CloseOnExec)) < 0 && Marshal.GetLastPInvokeError() == interrupted)
            continue;
        return read;
    }

    /// <summary>The user that files are made by.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint User();

    /// <summary>The group that files are made by.</summary>
    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint Group();

    /// <summary>Closes a file.</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int file);

    /// <summary>Sets what a signal does; 1 is nothing.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint OnSignal(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SysCall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static unsafe partial int MakePair(int domain, int type, int protocol, int* ends);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, nint message, int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
