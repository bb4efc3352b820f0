using System.Runtime.Versioning;
using System.Text;
using Pith.Permissions.Rules;
using Pith.Tools.Sandboxes.Proxies;
using Pith.Tools.Shells;

namespace Pith.Tools.Sandboxes;

/// <summary>Runs a command in its sandbox and waits for it. For a process of its own: it may become the command.</summary>
[SupportedOSPlatform("linux")]
public static unsafe class SandboxedProcess
{
    private static readonly int[] Ends = [1, 2, 3, 15];

    /// <summary>Runs it and returns its exit code, 128 and the signal's number where a signal ended it; 126 where its sandbox could not be made.</summary>
    /// <param name="start">What, and held to what.</param>
    /// <param name="environment">All of its environment, <c>NAME=value</c>.</param>
    /// <exception cref="IOException">The kernel lacks what the policy needs.</exception>
    public static int Run(SandboxedStart start, IReadOnlyCollection<string> environment)
    {
        ArgumentNullException.ThrowIfNull(start);
        var (policy, calls) = (start.Policy, SystemCalls.OfMachine);
        var (version, spaces) = (Landlock.Version, !policy.WithoutNamespaces);
        if (version == 0 && !spaces)
            throw new IOException("this kernel has no Landlock, and without namespaces nothing else keeps writes inside the workspace");
        if (!spaces && policy.Hidden.Count + policy.ReadOnly.Count > 0)
            throw new IOException("without namespaces nothing can be hidden, or kept from change inside a folder that may be written");
        var writable = spaces ? policy.Writable.Where(Directory.Exists).Append("/dev/shm") : policy.Writable.Where(Directory.Exists);
        var ruleset = version == 0 ? -1 : Landlock.Ruleset(version, writable, refusesTcp: !spaces && !policy.AllowsNetwork);
        using var script = new KernelScript();
        RestrictionScript.Signals(script, calls);
        if (spaces)
            return Begin(script, calls, start, ruleset, environment);
        RestrictionScript.Restrict(script, calls, ruleset, SyscallFilter.Of(calls, policy.AllowsNetwork, policy.AllowsUnixSockets));
        RestrictionScript.Execute(script, calls, start, environment);
        KernelChild.Become(script);
        return KernelChild.NotRun;
    }

    // Runs it in namespaces of its own, with a proxy beside it where it may reach hosts.
    private static int Begin(KernelScript script, SystemCalls calls, SandboxedStart start, int ruleset, IReadOnlyCollection<string> environment)
    {
        var policy = start.Policy;
        using var gate = new ChildGate(script, calls);
        RestrictionScript.DieTogether(script, calls);
        NamespaceScript.Mounts(script, calls, policy);
        if (!policy.AllowsNetwork)
            NamespaceScript.Loopback(script, calls);
        using var door = policy.AllowsNetwork || policy.Hosts.IsEmpty ? null : new ProxyDoor(script, calls);
        // The folder as it is among the new mounts; the old one still leads to the old ones.
        script.Call($"enter {start.Folder}", calls.ChangeFolder, script.Text(start.Folder));
        script.Call("divide", KernelStep.Divide);
        RestrictionScript.DieTogether(script, calls);
        RestrictionScript.Restrict(script, calls, ruleset, SyscallFilter.Of(calls, reaches: true, policy.AllowsUnixSockets));
        RestrictionScript.Execute(script, calls, start, door is null ? environment : ProxyVariables.In(environment));
        var pid = KernelChild.Start(script, NamespaceScript.Base | (policy.AllowsNetwork ? 0 : NamespaceScript.Network));
        if (pid < 0)
            throw new IOException($"the sandbox cannot make its namespaces: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(-pid)}");
        // What ends the command comes to it too; who waits must be there to say how it ended.
        foreach (var signal in Ends)
            _ = Kernel.OnSignal(signal, 1);
        gate.Open(pid);
        return door is null ? Wait(pid) : WaitBeside(door, policy.Hosts, pid);
    }

    private static int WaitBeside(ProxyDoor door, HostList hosts, int pid)
    {
        using var listener = door.Take();
        using var proxy = new HostProxy(hosts);
        if (listener is not null)
            _ = proxy.ServeAsync(listener);
        var ended = Wait(pid);
        foreach (var refused in proxy.Refused)
            Say($"pith: {refused}\n");
        return ended;
    }

    private static void Say(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        fixed (byte* first = bytes)
            _ = Posix.Write(2, first, (nuint)bytes.Length);
    }

    private static int Wait(int pid)
    {
        int status;
        while (Posix.WaitPid(pid, &status, 0) != pid)
            continue;
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F);
    }
}
