using System.Runtime.Versioning;
using System.Text;

namespace Pith.Tools.Shells;

/// <summary>The descriptors through which a command is followed; numbers, since the kernel is asked about them together.</summary>
[SupportedOSPlatform("linux")]
internal sealed class CommandFiles
{
    /// <summary>The descriptor on which the shell tells where it stands at its end.</summary>
    public const int FolderInShell = 9;

    private const int LongestFolder = 4096;
    private readonly Lock gate = new();
    private readonly int folder;
    private bool isClosed;

    /// <summary>Starts the command with its ends of the pipes.</summary>
    public CommandFiles(ChildStart start, out int pid)
    {
        Wake = Posix.EventFd(0, Posix.CloseOnExec | Posix.NonBlocking);
        (Output, var outputEnd) = Posix.Pipe();
        (folder, var folderEnd) = Posix.Pipe();
        try
        {
            pid = start.Run(-1, (outputEnd, 1), (outputEnd, 2), (folderEnd, FolderInShell));
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            _ = Posix.Close(outputEnd);
            _ = Posix.Close(folderEnd);
        }
    }

    /// <summary>What it writes, standard output and error together.</summary>
    public int Output { get; }

    /// <summary>Can be read when somebody wants it to end.</summary>
    public int Wake { get; }

    /// <summary>Can be read when it has left; negative where the system has no such descriptors.</summary>
    public int Process { get; private set; }

    /// <summary>Begins to follow the process itself.</summary>
    public void Follow(int pid) => Process = Posix.OpenPidFd(pid);

    /// <summary>Wakes who waits. Any thread may call it.</summary>
    public unsafe void WakeUp()
    {
        var one = 1L;
        lock (gate)
            if (!isClosed)
                _ = Posix.Write(Wake, (byte*)&one, sizeof(long));
    }

    /// <summary>Where the shell stood at its end; empty when it did not say.</summary>
    public unsafe string ReadFolder()
    {
        var buffer = stackalloc byte[LongestFolder];
        var entry = new Posix.PollEntry { File = folder, Asked = Posix.Readable };
        return Posix.Poll(&entry, 1, 0) > 0 && Posix.Read(folder, buffer, LongestFolder) is > 0 and var length ? Encoding.UTF8.GetString(buffer, (int)length).TrimEnd('\n') : "";
    }

    /// <summary>Closes them all.</summary>
    public void Close()
    {
        // Under the lock: a number that is closed may be another file's the moment after.
        lock (gate)
        {
            isClosed = true;
            foreach (var file in (ReadOnlySpan<int>)[Output, folder, Wake, Process])
                if (file > 0)
                    _ = Posix.Close(file);
        }
    }
}
