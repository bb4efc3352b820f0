using System.Runtime.Versioning;
using Pith.Tools.Shells;

namespace Pith.Tools.Sandboxes;

/// <summary>Where a child in a user namespace waits until its parent has said who it is: a child may not give itself names.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class ChildGate : IDisposable
{
    private readonly int read;
    private int write;

    /// <summary>Adds the waiting to the script.</summary>
    public ChildGate(KernelScript script, SystemCalls calls)
    {
        (read, write) = Posix.Pipe();
        // Its own end would keep the pipe open after the parent is gone.
        script.Call(null, calls.Close, write);
        var wait = script.Call("wait for its parent", calls.Read, read, script.Bytes(new byte[8]), 1);
        wait->Least = 1;
    }

    /// <summary>Gives the child our own user and group, and lets it go on. What is not said, it lives without.</summary>
    public void Open(int pid)
    {
        // Root keeps all names it has, so that files of others stay what they are; anyone else may only name himself.
        var isRoot = Kernel.User() == 0;
        var (users, groups) = (isRoot ? Same("/proc/self/uid_map") : $"{Kernel.User()} {Kernel.User()} 1\n", isRoot ? Same("/proc/self/gid_map") : $"{Kernel.Group()} {Kernel.Group()} 1\n");
        if (!isRoot)
            Kernel.TryWrite($"/proc/{pid}/setgroups", "deny");
        if (Kernel.TryWrite($"/proc/{pid}/uid_map", users) && Kernel.TryWrite($"/proc/{pid}/gid_map", groups))
        {
            byte go = 1;
            _ = Posix.Write(write, &go, 1);
        }

        Shut();
    }

    public void Dispose()
    {
        Shut();
        _ = Posix.Close(read);
    }

    private void Shut()
    {
        if (write >= 0)
            _ = Posix.Close(write);
        write = -1;
    }

    // "inside outside count" of ours: what we are called here is what the child is called there.
    private static string Same(string map) => string.Concat(File.ReadLines(map).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(l => $"{l[0]} {l[0]} {l[2]}\n"));
}
