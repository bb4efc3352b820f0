using System.Runtime.Versioning;

namespace Pith.Tools.Shells;

/// <summary>How a child is started: what it runs, where, and with which files.</summary>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">All arguments, the program's name first.</param>
/// <param name="Folder">Its working folder; null for ours.</param>
/// <param name="Environment">All of its environment, <c>NAME=value</c>.</param>
internal readonly record struct ChildStart(string Program, IReadOnlyCollection<string> Arguments, string? Folder, IReadOnlyCollection<string> Environment)
{
    private const short OwnSession = 0x80;
    private const short DefaultSignals = 0x04;
    private const short SignalMask = 0x08;

    // glibc's and musl's structures are 336, 80 and 128 bytes on 64-bit machines.
    private const int Room = 1024;

    /// <summary>
    /// Starts it in a session and process group of its own, without a terminal, with no signal ignored or blocked: the
    /// runtime ignores SIGPIPE, and a child would inherit that through exec. Returns its process id.
    /// </summary>
    /// <param name="input">Its standard input; -1 for /dev/null.</param>
    /// <param name="files">Our files and the numbers they get there.</param>
    [SupportedOSPlatform("linux")]
    public int Run(int input, params ReadOnlySpan<(int Ours, int Theirs)> files) => Run(OwnSession | DefaultSignals | SignalMask, input, files);

    /// <summary>Starts it as a part of this process: with its session, its terminal and its files.</summary>
    [SupportedOSPlatform("linux")]
    public int RunHere() => Run(DefaultSignals | SignalMask, 0, []);

    [SupportedOSPlatform("linux")]
    private unsafe int Run(short flags, int input, ReadOnlySpan<(int Ours, int Theirs)> files)
    {
        var actions = stackalloc byte[Room];
        var attributes = stackalloc byte[Room];
        var signals = stackalloc byte[Room];
        Check(Posix.InitActions(actions));
        Check(Posix.InitAttributes(attributes));
        using var arguments = new NativeStrings(Arguments);
        using var environment = new NativeStrings(Environment);
        try
        {
            if (input < 0)
                Check(Posix.AddOpen(actions, 0, "/dev/null", 0, 0));
            else
                Check(Posix.AddDuplicate(actions, input, 0));
            foreach (var (ours, theirs) in files)
                Check(Posix.AddDuplicate(actions, ours, theirs));
            if (Folder is not null)
                Check(Posix.AddChangeFolder(actions, Folder));
            Check(Posix.SetFlags(attributes, flags));
            Check(Posix.FillSignals(signals));
            Check(Posix.SetDefaultSignals(attributes, signals));
            Check(Posix.ClearSignals(signals));
            Check(Posix.SetSignalMask(attributes, signals));
            int pid;
            var errno = Posix.Spawn(&pid, Program, actions, attributes, arguments.Pointers, environment.Pointers);
            return errno == 0 ? pid : throw Posix.Failed($"start {Program}", errno);
        }
        finally
        {
            _ = Posix.DestroyActions(actions);
            _ = Posix.DestroyAttributes(attributes);
        }
    }

    [SupportedOSPlatform("linux")]
    private void Check(int errno)
    {
        if (errno != 0)
            throw Posix.Failed($"prepare {Program}", errno);
    }
}
