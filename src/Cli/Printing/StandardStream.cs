using System.Runtime.InteropServices;

namespace Pith.Cli.Printing;

/// <summary>
/// A standard stream of a Unix process over <c>write(2)</c>. The runtime's console stream swallows a closed pipe, so that
/// <c>| head</c> would leave us working for nobody; its file stream keeps an offset of its own, so that two streams into
/// one file overwrite each other. Elsewhere the runtime's stream serves.
/// </summary>
internal sealed partial class StandardStream : WrittenStream
{
    private const int Interrupted = 4, Again = 11, BrokenPipe = 32, NoSpace = 28, NotOpen = 9;

    private readonly int _descriptor;

    private StandardStream(int descriptor) => _descriptor = descriptor;

    public static Stream Output() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1);

    public static Stream Error() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(2);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = write(_descriptor, buffer, buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else
                Fail(Marshal.GetLastPInvokeError());
        }
    }

    private static void Fail(int error)
    {
        switch (error)
        {
            case Interrupted:
                return;
            case Again or 35: // 35 is macOS's number; a terminal that someone made non-blocking
                Thread.Sleep(1);
                return;
            case BrokenPipe:
                throw new ClosedPipeException();
            default:
                throw Failure.CannotWrite("cannot write to standard output: " + error switch
                {
                    NoSpace => "no space left on the device; free some or write elsewhere with -o FILE",
                    NotOpen => "it is closed or open only for reading; open it, or throw the output away with >/dev/null",
                    _ => Marshal.GetPInvokeErrorMessage(error),
                });
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ReadOnlySpan<byte> buffer, nint count);
}
