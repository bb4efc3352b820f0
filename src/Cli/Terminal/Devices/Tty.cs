using System.Runtime.InteropServices;

namespace Pith.Cli.Terminal.Devices;

/// <summary>The calls that a terminal needs and the runtime has not: raw mode, a wait without polling, stopping oneself. Its settings are bytes to us: the C library knows their form on each system.</summary>
internal static unsafe partial class Tty
{
    /// <summary>More than the settings take on any system.</summary>
    public const int SettingsSize = 256;

    private const int In = 0, Now = 0, StopSignal = 19, StopSignalOfMac = 17;
    private const short Readable = 1;
    private const nuint WindowSize = 0x5413;

    /// <summary>The settings; null where standard input is no terminal.</summary>
    public static byte[]? Settings()
    {
        var settings = new byte[SettingsSize];
        fixed (byte* at = settings)
            return tcgetattr(In, at) == 0 ? settings : null;
    }

    /// <summary>The same settings for reading key by key: no echo, no lines, no signals.</summary>
    public static byte[] Raw(byte[] settings)
    {
        byte[] raw = [.. settings];
        fixed (byte* at = raw)
            cfmakeraw(at);
        return raw;
    }

    /// <summary>Sets them.</summary>
    public static void Set(byte[] settings)
    {
        fixed (byte* at = settings)
            _ = tcsetattr(In, Now, at);
    }

    /// <summary>Columns and rows; what a terminal has that does not say.</summary>
    public static (int Columns, int Rows) Size()
    {
        var size = stackalloc ushort[4];
        if (OperatingSystem.IsLinux() && ioctl(1, WindowSize, size) == 0 && size[1] > 0)
            return (size[1], Math.Max((int)size[0], 2));
        return OperatingSystem.IsLinux() ? (80, 24) : (Console.WindowWidth, Console.WindowHeight);
    }

    /// <summary>Waits for bytes on standard input; without a limit the machine is not woken before there are some.</summary>
    /// <param name="milliseconds">The limit; -1 for none.</param>
    /// <returns>Whether there is something to read, be it the end.</returns>
    public static bool Wait(int milliseconds)
    {
        var entry = new PollEntry { Descriptor = In, Events = Readable };
        return poll(&entry, 1, milliseconds) != 0;
    }

    /// <summary>Reads what is there; 0 at the end and where the terminal is gone.</summary>
    public static int Read(Span<byte> buffer)
    {
        fixed (byte* at = buffer)
            while (true)
            {
                var count = (int)read(In, at, (nuint)buffer.Length);
                if (count >= 0)
                    return count;
                if (Marshal.GetLastPInvokeError() is not (4 or 11 or 35)) // interrupted, or nothing there yet
                    return 0;
            }
    }

    /// <summary>Stops this process, or the whole job as Ctrl-Z does; returns when it goes on.</summary>
    public static void Stop(bool wholeJob) => _ = kill(wholeJob ? 0 : Environment.ProcessId, OperatingSystem.IsMacOS() ? StopSignalOfMac : StopSignal);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Found;
    }

    [LibraryImport("libc")]
    private static partial int tcgetattr(int descriptor, byte* settings);

    [LibraryImport("libc")]
    private static partial int tcsetattr(int descriptor, int when, byte* settings);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte* settings);

    [LibraryImport("libc")]
    private static partial int ioctl(int descriptor, nuint request, ushort* size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
