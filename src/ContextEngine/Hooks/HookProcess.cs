using System.Buffers;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Pith.Tools.Shells;

namespace Pith.Hooks;

/// <summary>
/// Runs a hook's process to its end: its input is a file in memory, so that nobody waits for a hook that does not read; of
/// each output at most a megabyte is kept. At the end of its time it ends with all that it started.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class HookProcess
{
    private const int Tick = 50;

    private readonly CommandClock _clock;
    private readonly ArrayBufferWriter<byte> _output = new(), _error = new();
    private bool _isTooLong;

    private HookProcess(TimeSpan timeout) => _clock = new CommandClock(timeout);

    public static HookEnd Run(ChildStart start, ReadOnlySpan<byte> input, TimeSpan timeout, ShellWarden warden, CancellationToken cancel)
    {
        var mark = $"PITH_HOOK={RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        try
        {
            using var file = new MemoryFile(input);
            var (output, outputEnd) = Posix.Pipe();
            var (error, errorEnd) = SecondPipe(output, outputEnd);
            int pid;
            try
            {
                pid = (start with { Environment = [.. start.Environment, mark] }).Run(file.Number, (outputEnd, 1), (errorEnd, 2));
            }
            catch
            {
                Close(output, error);
                throw;
            }
            finally
            {
                Close(outputEnd, errorEnd);
            }

            warden.Watch(pid);
            try
            {
                return new HookProcess(timeout).Follow(pid, mark, output, error, timeout, cancel);
            }
            finally
            {
                warden.Forget(pid);
                Close(output, error);
            }
        }
        catch (IOException refused)
        {
            return new HookEnd($"it cannot be started: {refused.Message}", 0, default, default);
        }
    }

    private static (int Read, int Write) SecondPipe(params ReadOnlySpan<int> first)
    {
        try
        {
            return Posix.Pipe();
        }
        catch
        {
            Close(first);
            throw;
        }
    }

    private HookEnd Follow(int pid, string mark, int output, int error, TimeSpan timeout, CancellationToken cancel)
    {
        var (pidFile, tree) = (Posix.OpenPidFd(pid), new ProcessTree(pid, mark, output, error));
        var (isEnded, isLate, exitCode) = (false, false, 0);
        while (!isEnded || !(output < 0 && error < 0) && !_clock.IsDrained)
        {
            if (!isEnded && cancel.IsCancellationRequested && !isLate)
                _clock.EndNow();
            if (!isEnded && _clock.IsHopeless)
                break;
            if (!isEnded && _clock.NextSignal() is { } signal)
            {
                isLate = true;
                tree.Signal(signal);
            }

            Wait(isEnded ? -1 : pidFile, output, error, isEnded, out var hasOutput, out var hasError);
            output = hasOutput && !Take(output, _output) ? -1 : output;
            error = hasError && !Take(error, _error) ? -1 : error;
            if (!isEnded && Reap(pid, out exitCode))
            {
                isEnded = true;
                _clock.Exited();
            }
        }

        if (pidFile >= 0)
            _ = Posix.Close(pidFile);
        if (isLate)
            tree.Signal(Posix.Kill);
        var problem = isLate ? FormattableString.Invariant($"it did not end within {timeout.TotalSeconds:0.###} s and was ended with all that it started")
            : _isTooLong && exitCode == 0 ? HookEnd.TooLong : null;
        return new HookEnd(problem, exitCode, _output.WrittenMemory, _error.WrittenMemory);
    }

    private unsafe void Wait(int pidFile, int output, int error, bool isEnded, out bool hasOutput, out bool hasError)
    {
        const int MostEntries = 3;
        var entries = stackalloc Posix.PollEntry[MostEntries];
        entries[0] = new() { File = output, Asked = Posix.Readable };
        entries[1] = new() { File = error, Asked = Posix.Readable };
        entries[2] = new() { File = pidFile, Asked = Posix.Readable };
        var wait = _clock.UntilNext(isEnded);
        // Short steps: the end of the wait is a token, which wakes no poll.
        _ = Posix.Poll(entries, MostEntries, wait < 0 ? Tick : Math.Min(wait, Tick));
        (hasOutput, hasError) = (output >= 0 && entries[0].Answer != 0, error >= 0 && entries[1].Answer != 0);
    }

    private unsafe bool Take(int file, ArrayBufferWriter<byte> kept)
    {
        const int Chunk = 16 * 1024;
        var buffer = stackalloc byte[Chunk];
        var read = (int)Posix.Read(file, buffer, Chunk);
        if (read <= 0)
            return false;
        _clock.Heard();
        _isTooLong |= kept.WrittenCount + read > HookEnd.MostOutput;
        kept.Write(new ReadOnlySpan<byte>(buffer, Math.Min(read, HookEnd.MostOutput - kept.WrittenCount)));
        return true;
    }

    private static unsafe bool Reap(int pid, out int exitCode)
    {
        int status;
        var isReaped = Posix.WaitPid(pid, &status, 1) == pid;
        exitCode = !isReaped ? 0 : (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
        return isReaped;
    }

    private static void Close(params ReadOnlySpan<int> files)
    {
        foreach (var file in files)
            _ = Posix.Close(file);
    }
}
