using System.Runtime.Versioning;
using Pith.Text;

namespace Pith.Tools.Shells;

/// <summary>
/// A shell command that runs. Its output, standard output and error together, is the stream's content; the stream ends
/// when the shell has left and what it wrote is drained, at most two seconds later, whoever else still holds the pipe.
/// By then everything the command started is gone, but for daemons that left its session on purpose.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Command : ForwardStream
{
    private readonly ShellWarden warden;
    private readonly CommandGuard? guard;
    private readonly int pid;
    private readonly ProcessTree tree;
    private readonly CommandFiles files;
    private readonly CommandClock clock;
    private bool isOutputClosed;
    private bool hasExited;
    private bool isFinished;

    /// <summary>Starts a command line.</summary>
    /// <param name="start">The shell and its surroundings; the command line is its last argument.</param>
    /// <param name="mark">An entry of its environment that no other command has.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="warden">Ends it if we cannot.</param>
    /// <param name="guard">What must not change through it, where there is a sandbox.</param>
    public Command(ChildStart start, string mark, TimeSpan timeout, ShellWarden warden, CommandGuard? guard)
    {
        (this.warden, this.guard) = (warden, guard);
        try
        {
            clock = new CommandClock(timeout);
            files = new CommandFiles(start, out pid);
            tree = new ProcessTree(pid, mark, files.Output);
            warden.Watch(pid);
            files.Follow(pid);
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>The command line that also tells, at its end, where the shell stands.</summary>
    public static string Script(string command) => $"trap '{{ pwd -P >&{CommandFiles.FolderInShell}; }} 2>/dev/null' EXIT; {command}";

    /// <summary>What was kept of the output.</summary>
    public HeadTail Kept { get; } = new(Shell.KeptOutput);

    /// <summary>Why it ended.</summary>
    public CommandEnd End { get; private set; }

    /// <summary>The shell's exit code; 128 and the signal's number where a signal ended it.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Where the shell stood at its end; empty when it did not say.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>Whether processes that it left behind had to be ended.</summary>
    public bool LeftProcesses { get; private set; }

    /// <summary>Whether it ran in a sandbox.</summary>
    public bool IsSandboxed => guard is { IsSandboxed: true };

    /// <summary>Lines that say what was put back after it, and what was not guarded; empty where all is well.</summary>
    public string GuardNotes => guard?.Notes ?? "";

    /// <summary>Makes it end soon. Any thread may call it.</summary>
    public void Stop() => files.WakeUp();

    public override int Read(Span<byte> buffer)
    {
        while (!isFinished)
        {
            if (hasExited && (isOutputClosed || clock.IsDrained))
            {
                Finish();
                break;
            }

            if (!hasExited && clock.IsHopeless)
            {
                // Not even KILL ends what waits for a broken disk. It is left to the system.
                (hasExited, ExitCode) = (true, 128 + Posix.Kill);
                clock.Exited();
            }
            else if (!hasExited && clock.NextSignal() is { } signal)
            {
                if (End == CommandEnd.Exited)
                    End = CommandEnd.TimedOut;
                tree.Signal(signal);
            }

            if (Wait() && Take(buffer) is > 0 and var read)
                return read;
        }

        return 0;
    }

    /// <summary>Ends it if nobody read to its end: what it changed is put back all the same.</summary>
    protected override void Dispose(bool disposing)
    {
        Span<byte> rest = stackalloc byte[1024];
        if (!isFinished)
            Stop();
        while (Read(rest) > 0)
            continue;
        base.Dispose(disposing);
    }

    // Waits for the next event; true when there is output to read.
    private unsafe bool Wait()
    {
        const int MostEntries = 3;
        var entries = stackalloc Posix.PollEntry[MostEntries];
        entries[0] = new() { File = isOutputClosed ? -1 : files.Output, Asked = Posix.Readable };
        entries[1] = new() { File = hasExited ? -1 : files.Process, Asked = Posix.Readable };
        entries[2] = new() { File = End == CommandEnd.Exited && !hasExited ? files.Wake : -1, Asked = Posix.Readable };
        // A system without pidfds has to be asked now and then.
        var wait = clock.UntilNext(hasExited);
        _ = Posix.Poll(entries, MostEntries, files.Process < 0 && !hasExited ? Math.Min(wait < 0 ? 20 : wait, 20) : wait);
        if (entries[2].Answer != 0)
        {
            End = CommandEnd.Stopped;
            clock.EndNow();
        }

        if (!hasExited && (entries[1].Answer != 0 || files.Process < 0) && Reap())
            clock.Exited();
        return entries[0].Answer != 0;
    }

    private unsafe bool Reap()
    {
        int status;
        // Once it is reaped its number is free, but a group's number is not given away while the group has members.
        if (Posix.WaitPid(pid, &status, 1) != pid)
            return false;
        hasExited = true;
        ExitCode = (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
        return true;
    }

    private unsafe int Take(Span<byte> buffer)
    {
        nint read;
        fixed (byte* first = buffer)
            read = Posix.Read(files.Output, first, (nuint)buffer.Length);
        if (read <= 0)
        {
            isOutputClosed = true;
            return 0;
        }

        clock.Heard();
        Kept.Append(buffer[..(int)read]);
        return (int)read;
    }

    private void Finish()
    {
        isFinished = true;
        Folder = files.ReadFolder();
        LeftProcesses = ProcessTree.HasLiving(pid);
        if (LeftProcesses)
            EndGroup();
        if (End != CommandEnd.Exited)
            tree.Signal(Posix.Kill);
        try
        {
            guard?.End();
        }
        finally
        {
            // The number is free, and may be another's the next moment: whoever watches it would end that one.
            warden.Forget(pid);
            files.Close();
        }
    }

    // It began, or not, and cannot be followed.
    private unsafe void Abandon()
    {
        int status;
        if (pid > 0 && Posix.Signal(-pid, Posix.Kill) == 0)
            _ = Posix.WaitPid(pid, &status, 0);
        files?.Close();
        guard?.End();
    }

    // What not even KILL ends within two more seconds is left to the system.
    private unsafe void EndGroup()
    {
        _ = Posix.Signal(-pid, Posix.Terminate);
        for (var pause = 1; ProcessTree.HasLiving(pid) && !clock.HasGivenUp; pause = Math.Min(pause * 2, 50))
        {
            if (!clock.IsPatient)
                _ = Posix.Signal(-pid, Posix.Kill);
            _ = Posix.Poll(null, 0, pause);
        }
    }
}
