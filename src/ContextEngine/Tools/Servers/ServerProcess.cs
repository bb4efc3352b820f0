using System.Runtime.Versioning;
using System.Text;
using Pith.Tools.Shells;

namespace Pith.Tools.Servers;

/// <summary>
/// A server that is a child of ours: messages are lines of its standard input and output. One thread sleeps in the kernel
/// until it says something. Its standard error is kept as a bounded head and tail. It stands in a session and group of its
/// own; when it leaves, or is told to, everything it started is ended too.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ServerProcess : IServerTransport
{
    private const int KeptLog = 32 * 1024, Buffer = 64 * 1024;

    /// <summary>Milliseconds that a server has to leave by itself, and then to obey TERM.</summary>
    private const int OwnAccord = 300, AfterTerm = 500;

    private readonly Lock _writing = new(), _closing = new();
    private readonly ShellWarden _warden;
    private readonly LineAssembly _lines = new(IServerTransport.MostMessage);
    private readonly HeadTail _log = new(KeptLog);
    private readonly string _name;
    private readonly ProcessTree _tree;
    private readonly int _pid, _pidFile, _output, _errors, _wake;
    private int _input;
    private Thread? _thread;
    private bool _isClosed;

    /// <summary>Starts it. Throws <see cref="IOException"/> where that fails.</summary>
    /// <param name="name">The server's name, for sentences.</param>
    /// <param name="start">The program and its surroundings.</param>
    /// <param name="mark">An entry of its environment that no other process has.</param>
    /// <param name="warden">Ends it if we cannot.</param>
    public ServerProcess(string name, ChildStart start, string mark, ShellWarden warden)
    {
        (_name, _warden) = (name, warden);
        _wake = Posix.EventFd(0, Posix.CloseOnExec | Posix.NonBlocking);
        var (theirInput, input) = Posix.Pipe();
        var (output, theirOutput) = Posix.Pipe();
        var (errors, theirErrors) = Posix.Pipe();
        (_input, _output, _errors) = (input, output, errors);
        try
        {
            _pid = start.Run(theirInput, (theirOutput, 1), (theirErrors, 2));
        }
        catch
        {
            CloseFiles();
            throw;
        }
        finally
        {
            foreach (var file in (ReadOnlySpan<int>)[theirInput, theirOutput, theirErrors])
                _ = Posix.Close(file);
        }

        warden.Watch(_pid);
        (_pidFile, _tree) = (Posix.OpenPidFd(_pid), new ProcessTree(_pid, mark));
    }

    public bool AnswersWithSending => false;

    public string LastWords => Encoding.UTF8.GetString(_log.TextSince(0)).Trim();

    public void Begin(Action<ReadOnlyMemory<byte>> received, Action<ReadOnlyMemory<byte>> tooLong, Action<string> ended)
    {
        _thread = new Thread(() => Follow(received, tooLong, ended), 256 * 1024) { IsBackground = true, Name = $"server {_name}" };
        _thread.Start();
    }

    public Task SendAsync(ReadOnlyMemory<byte> message, MessageFacts facts, CancellationToken cancel) => Task.Run(() => Write(message.Span), cancel).WaitAsync(cancel);

    public unsafe void Leave()
    {
        lock (_closing)
        {
            if (_isClosed)
                return;
            var one = 1L;
            _ = Posix.Write(_wake, (byte*)&one, sizeof(long));
        }
    }

    public void Dispose()
    {
        Leave();
        if (_thread is null)
            End();
        else if (_thread != Thread.CurrentThread)
            _thread.Join();
    }

    private unsafe void Write(ReadOnlySpan<byte> message)
    {
        byte[] line = [.. message, (byte)'\n'];
        lock (_writing)
            fixed (byte* first = line)
                for (var sent = 0; sent < line.Length;)
                {
                    var wrote = _input < 0 ? -1 : Posix.Write(_input, first + sent, (nuint)(line.Length - sent));
                    if (wrote <= 0)
                        throw new ServerException("it no longer takes messages") { IsGone = true };
                    sent += (int)wrote;
                }
    }

    private unsafe void Follow(Action<ReadOnlyMemory<byte>> received, Action<ReadOnlyMemory<byte>> tooLong, Action<string> ended)
    {
        const int files = 3;
        var entries = stackalloc Posix.PollEntry[files];
        var buffer = new byte[Buffer];
        var (isOpen, hasLog) = (true, true);
        while (isOpen)
        {
            entries[0] = new() { File = _output, Asked = Posix.Readable };
            entries[1] = new() { File = hasLog ? _errors : -1, Asked = Posix.Readable };
            entries[2] = new() { File = _wake, Asked = Posix.Readable };
            if (Posix.Poll(entries, files, -1) < 0)
                continue; // a signal
            if (entries[2].Answer != 0)
                break;
            if (entries[1].Answer != 0)
                hasLog = Take(_errors, buffer, out var log) && Log(log);
            if (entries[0].Answer == 0)
                continue;
            isOpen = Take(_output, buffer, out var said);
            _lines.Take(said, received, tooLong);
        }

        if (hasLog && Poll(_errors, 0) && Take(_errors, buffer, out var last))
            Log(last);
        var how = End();
        ended(how + (_lines.TooLong > 0 ? $"; {_lines.TooLong} of its messages were longer than {IServerTransport.MostMessage >> 20} MB" : ""));
    }

    private bool Log(ReadOnlySpan<byte> text)
    {
        _log.Append(text);
        return true;
    }

    private static unsafe bool Take(int file, byte[] buffer, out ReadOnlySpan<byte> taken)
    {
        nint read;
        fixed (byte* first = buffer)
            read = Posix.Read(file, first, (nuint)buffer.Length);
        taken = read > 0 ? buffer.AsSpan(0, (int)read) : default;
        return read > 0;
    }

    private static unsafe bool Poll(int file, int milliseconds)
    {
        var entry = new Posix.PollEntry { File = file, Asked = Posix.Readable };
        return Posix.Poll(&entry, 1, milliseconds) > 0;
    }

    /// <summary>Lets it leave, makes it leave, and says how it left.</summary>
    private unsafe string End()
    {
        // A writer may be stuck in a full pipe; then the pipe is closed when its reader is gone.
        if (_writing.TryEnter())
        {
            CloseInput();
            _writing.Exit();
        }

        var left = Poll(_pidFile, OwnAccord);
        if (!left)
        {
            _tree.Signal(Posix.Terminate);
            left = Poll(_pidFile, AfterTerm);
        }

        // Also what it left behind: the group by its number, the rest by the mark.
        _tree.Signal(Posix.Kill);
        left |= Poll(_pidFile, AfterTerm);
        int status = 0;
        var reaped = Posix.WaitPid(_pid, &status, left ? 0 : 1) == _pid;
        _warden.Forget(_pid);
        lock (_writing)
            CloseInput();
        CloseFiles();
        return !reaped ? "it would not end" : (status & 0x7F) == 0 ? $"it ended with exit code {(status >> 8) & 0xFF}" : $"signal {status & 0x7F} ended it";
    }

    private void CloseInput()
    {
        if (_input >= 0)
            _ = Posix.Close(_input);
        _input = -1;
    }

    private void CloseFiles()
    {
        lock (_closing)
        {
            _isClosed = true;
            foreach (var file in (ReadOnlySpan<int>)[_input, _output, _errors, _wake, _pidFile])
                if (file > 0)
                    _ = Posix.Close(file);
            _input = -1;
        }
    }
}
