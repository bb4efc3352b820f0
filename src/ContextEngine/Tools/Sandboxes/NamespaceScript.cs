using System.Runtime.Versioning;

namespace Pith.Tools.Sandboxes;

/// <summary>The part of a child's script that needs namespaces of its own: a world of mounts in which only what may be written can be.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class NamespaceScript
{
    /// <summary>User, mounts, processes, System V and POSIX messages.</summary>
    public const nint Base = 0x10000000 | 0x20000 | 0x20000000 | 0x08000000;

    /// <summary>Network.</summary>
    public const nint Network = 0x40000000;

    private const nint Bind = 4096, Recursive = 16384, Private = 1 << 18, NoSetUser = 2, NoDevices = 4, NoPrograms = 8;
    private const nint Here = -100, RecursiveAttributes = 0x8000, AttributeBytes = 32;
    private const nint Inet = 2, Datagrams = 2, SetInterfaceFlags = 0x8914;

    /// <summary>Adds the mounts. Later ones lie over earlier ones, so what contains another comes first.</summary>
    public static void Mounts(KernelScript script, SystemCalls calls, SandboxPolicy policy)
    {
        var root = script.Text("/");
        script.Call("keep its mounts to itself", calls.Mount, 0, root, 0, Recursive | Private);
        var writable = policy.Writable.Where(Directory.Exists).OrderBy(p => p.Length).ToArray();
        foreach (var path in writable)
            Over(script, calls, path, Recursive);
        script.Call("make all read-only", SystemCalls.SetMountAttributes, Here, root, RecursiveAttributes, Attributes(script, set: 1, clear: 0), AttributeBytes);
        foreach (var path in writable)
            script.Call($"make {path} writable", SystemCalls.SetMountAttributes, Here, script.Text(path), RecursiveAttributes, Attributes(script, set: 0, clear: 1), AttributeBytes);
        foreach (var path in policy.Guarded.SelectMany(GuardedPaths.Above))
            Over(script, calls, path, 0);
        foreach (var path in policy.Guarded.SelectMany(GuardedPaths.Of).Concat(policy.Started.Where(p => GuardedFile.KindOf(p).Kind != GuardedKind.Link)).Concat(policy.ReadOnly).Where(Path.Exists))
        {
            Over(script, calls, path, Recursive);
            script.Call($"make {path} read-only", SystemCalls.SetMountAttributes, Here, script.Text(path), RecursiveAttributes, Attributes(script, set: 1, clear: 0), AttributeBytes);
        }

        // What lies in a folder that is hidden is hidden with it, and not there any more.
        var hidden = policy.Hidden.ToHashSet(StringComparer.Ordinal);
        foreach (var path in hidden.Where(p => !IsBelow(p, hidden)))
            if (Directory.Exists(path))
                script.Call($"hide {path}", calls.Mount, script.Text("tmpfs"), script.Text(path), script.Text("tmpfs"), 1 | NoSetUser | NoDevices, script.Text("size=4k,mode=555"));
            else if (File.Exists(path))
                script.Call($"hide {path}", calls.Mount, script.Text("/dev/null"), script.Text(path), 0, Bind);
        // Both may be refused, in a container; then shared memory is read-only, and /proc shows names of processes outside.
        script.Call(null, calls.Mount, script.Text("tmpfs"), script.Text("/dev/shm"), script.Text("tmpfs"), NoSetUser | NoDevices, script.Text("mode=1777"));
        script.Call(null, calls.Mount, script.Text("proc"), script.Text("/proc"), script.Text("proc"), NoSetUser | NoDevices | NoPrograms);
    }

    private static bool IsBelow(string path, HashSet<string> folders)
    {
        for (var at = Path.GetDirectoryName(path); at is not null; at = Path.GetDirectoryName(at))
            if (folders.Contains(at))
                return true;
        return false;
    }

    /// <summary>Brings the loopback device up: servers that a test starts can be reached by that test, and nobody else.</summary>
    public static void Loopback(KernelScript script, SystemCalls calls)
    {
        var socket = script.Call(null, calls.Socket, Inet, Datagrams);
        socket->Keeps = true;
        var request = script.Bytes([.. "lo"u8, .. new byte[14], 1, 0, .. new byte[22]]);
        var up = script.Call(null, calls.InputOutput, 0, SetInterfaceFlags, request);
        up->UsesKept = true;
        var close = script.Call(null, calls.Close);
        close->UsesKept = true;
    }

    private static void Over(KernelScript script, SystemCalls calls, string path, nint also)
    {
        var text = script.Text(path);
        script.Call($"set {path} apart", calls.Mount, text, text, 0, Bind | also);
    }

    // set, clear, propagation, user namespace: eight bytes each.
    private static nint Attributes(KernelScript script, byte set, byte clear) => script.Bytes([set, .. new byte[7], clear, .. new byte[23]]);
}
