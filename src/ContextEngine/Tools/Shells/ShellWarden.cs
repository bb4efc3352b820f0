using System.Runtime.Versioning;
using System.Text;

namespace Pith.Tools.Shells;

/// <summary>
/// A shell that outlives us by two seconds: it knows the groups of the commands that run, and when its input ends,
/// because we left or were killed, it ends them. Half a megabyte, and asleep until then.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ShellWarden : IDisposable
{
    private const string Script =
        """
        trap '' HUP INT QUIT TERM
        g=
        while read -r o p; do
          case $o in
            +) g="$g $p" ;;
            -) n=; for x in $g; do [ "$x" = "$p" ] || n="$n $x"; done; g=$n ;;
          esac
        done
        [ -n "$g" ] || exit 0
        for x in $g; do kill -TERM -"$x" 2>/dev/null; done
        sleep 2
        for x in $g; do kill -KILL -"$x" 2>/dev/null; done
        """;

    private readonly Lock gate = new();
    private int pipe = -1;
    private int pid;

    /// <summary>A command has started.</summary>
    public void Watch(int group) => Tell($"+ {group}\n");

    /// <summary>A command and all that it started have ended.</summary>
    public void Forget(int group) => Tell($"- {group}\n");

    /// <summary>Ends the warden; what it still watches, it ends first.</summary>
    public unsafe void Dispose()
    {
        lock (gate)
        {
            if (pipe < 0)
                return;
            _ = Posix.Close(pipe);
            pipe = -1;
            // With nothing to end it leaves at once; otherwise whoever comes after us reaps it.
            int status;
            _ = Posix.WaitPid(pid, &status, 1);
        }
    }

    private unsafe void Tell(string line)
    {
        lock (gate)
        {
            if (pipe < 0)
                Start();
            var bytes = Encoding.ASCII.GetBytes(line);
            fixed (byte* first = bytes)
                _ = Posix.Write(pipe, first, (nuint)bytes.Length);
        }
    }

    private void Start()
    {
        var (read, write) = Posix.Pipe();
        try
        {
            pid = new ChildStart("/bin/sh", ["sh", "-c", Script], "/", ["PATH=/usr/bin:/bin"]).Run(read);
            pipe = write;
        }
        finally
        {
            _ = Posix.Close(read);
        }
    }
}
