using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Pith.Cli.Terminal.Devices;

/// <summary>
/// Gives the terminal back when this process is killed and cannot: a small shell in a session of its own that waits for our
/// end of a pipe to close. It touches nothing unless the terminal is still as we set it, since a shell above us may have
/// taken it already. Linux only; elsewhere the shells above do what they do.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class TerminalGuard : IDisposable
{
    private const string Script =
        "was=$(stty -g <&3) || exit; echo ok 2>/dev/null || exit; trap '' HUP INT TERM; read x || exit; raw=$(stty -g <&3); read x && exit; [ \"$(stty -g <&3)\" = \"$raw\" ] || exit; stty \"$was\" <&3; printf \"$0\" >&3";

    private const int CloseOnExec = 0x80000, OpaqueSize = 512, TerminalCopy = 3;
    private const short OwnSession = 0x80;

    private readonly int _toGuard, _fromGuard;

    private TerminalGuard(int toGuard, int fromGuard) => (_toGuard, _fromGuard) = (toGuard, fromGuard);

    /// <summary>Starts one; null where there is no shell or no pipe, which is no reason not to talk.</summary>
    /// <param name="reset">What the terminal is to be sent then, as printf reads it.</param>
    public static TerminalGuard? TryStart(string reset)
    {
        int* input = stackalloc int[2], output = stackalloc int[2];
        if (pipe2(input, CloseOnExec) != 0)
            return null;
        if (pipe2(output, CloseOnExec) != 0)
        {
            _ = close(input[0]);
            _ = close(input[1]);
            return null;
        }

        var isStarted = Spawn(input[0], output[1], reset);
        _ = close(input[0]);
        _ = close(output[1]);
        var guard = new TerminalGuard(input[1], output[0]);
        if (isStarted)
            return guard;
        guard.Dispose();
        return null;
    }

    /// <summary>Waits until it knows the settings to give back: some milliseconds after its start.</summary>
    public void AwaitReady()
    {
        byte answer;
        _ = read(_fromGuard, &answer, 1);
    }

    /// <summary>The terminal is raw now.</summary>
    public void Raw() => Say("raw\n"u8);

    /// <summary>The terminal is given back; there is nothing to guard.</summary>
    public void Dispose()
    {
        Say("end\n"u8);
        _ = close(_toGuard);
        _ = close(_fromGuard);
    }

    private static bool Spawn(int input, int output, string reset)
    {
        byte* actions = stackalloc byte[OpaqueSize], attributes = stackalloc byte[OpaqueSize];
        _ = posix_spawn_file_actions_init(actions);
        _ = posix_spawnattr_init(attributes);
        _ = posix_spawnattr_setflags(attributes, OwnSession);
        _ = posix_spawn_file_actions_adddup2(actions, 0, TerminalCopy);
        _ = posix_spawn_file_actions_adddup2(actions, input, 0);
        _ = posix_spawn_file_actions_adddup2(actions, output, 1);
        byte[][] words = [Bytes("sh"), Bytes("-c"), Bytes(Script), Bytes(reset), Bytes("PATH=/usr/bin:/bin")];
        fixed (byte* name = words[0], flag = words[1], script = words[2], text = words[3], path = words[4])
        {
            byte** arguments = stackalloc byte*[] { name, flag, script, text, null };
            byte** environment = stackalloc byte*[] { path, null };
            int process;
            return posix_spawn(&process, "/bin/sh", actions, attributes, arguments, environment) == 0;
        }
    }

    private static byte[] Bytes(string word) => Encoding.UTF8.GetBytes(word + '\0');

    private void Say(ReadOnlySpan<byte> line)
    {
        fixed (byte* at = line)
            _ = write(_toGuard, at, (nuint)line.Length);
    }

    [LibraryImport("libc")]
    private static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial nint write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn(int* process, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_adddup2(byte* actions, int descriptor, int target);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(byte* attributes, short flags);
}
