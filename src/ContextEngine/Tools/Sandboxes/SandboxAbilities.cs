using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Pith.Tools.Sandboxes;

/// <summary>What the kernel gives a sandbox. Asked of the kernel itself, by trying: versions and settings promise what a container takes away.</summary>
/// <param name="Landlock">The version of Landlock; 0 without.</param>
/// <param name="HasFilter">Whether system calls can be filtered.</param>
/// <param name="NoNamespaces">Why there are no namespaces; null where there are.</param>
public readonly record struct SandboxAbilities(int Landlock, bool HasFilter, string? NoNamespaces)
{
    /// <summary>Whether writes and the network can be held at all.</summary>
    public bool Suffices => HasFilter && (HasNamespaces || Landlock > 0);

    /// <summary>Whether namespaces can be had.</summary>
    public bool HasNamespaces => NoNamespaces is null;

    /// <summary>What commands are not kept from, though they should be; sentences without a final stop, none where all is held.</summary>
    public IReadOnlyList<string> Lacks
    {
        get
        {
            if (!Suffices)
                return [!HasFilter ? "system calls cannot be filtered, so nothing keeps commands from the network" : "there is neither Landlock nor a namespace, so nothing keeps writes inside the workspace"];
            if (HasNamespaces)
                return [];
            return
            [
                "what takes effect later (git hooks, agent settings, editor tasks) is not kept from change but put back after the command",
                "files with credentials cannot be hidden from commands",
                "who may read or write files outside, and their times, are not kept from change (chmod, chown, touch)",
                .. Landlock < Sandboxes.Landlock.Scopes ? (string[])["signals to other processes are not refused"] : [],
            ];
        }
    }

    /// <summary>Asks the kernel. About two milliseconds, most of it for making namespaces once.</summary>
    public static SandboxAbilities OfKernel()
    {
        if (!OperatingSystem.IsLinux())
            return new SandboxAbilities(0, false, "this is not Linux");
        return SystemCalls.OrNull is null
            ? new SandboxAbilities(Sandboxes.Landlock.Version, false, "the system calls of this kind of machine are not known")
            : new SandboxAbilities(Sandboxes.Landlock.Version, TryFilter(), TryNamespaces());
    }

    /// <summary>The same kernel, as if it had no namespaces.</summary>
    public SandboxAbilities Plain(string why) => this with { NoNamespaces = why };

    [SupportedOSPlatform("linux")]
    private static unsafe bool TryFilter()
    {
        // Asks whether calls can be refused with an error.
        var action = 0x00050000U;
        return Kernel.Call(SystemCalls.OfMachine.Seccomp, 2, 0, (nint)(&action)) == 0;
    }

    [SupportedOSPlatform("linux")]
    private static unsafe string? TryNamespaces()
    {
        var calls = SystemCalls.OfMachine;
        using var script = new KernelScript();
        using var gate = new ChildGate(script, calls);
        NamespaceScript.Mounts(script, calls, new SandboxPolicy { Writable = ["/tmp"] });
        script.Call(null, calls.ExitGroup, 0);
        // Quiet: the reason is in the exit code.
        for (var step = script.Begin; step < script.End; step++)
            step->FailureLength = 0;
        var pid = KernelChild.Start(script, NamespaceScript.Base | NamespaceScript.Network);
        if (pid < 0)
            return $"the kernel refuses them: {Marshal.GetPInvokeErrorMessage(-pid)}";
        gate.Open(pid);
        int status;
        while (Shells.Posix.WaitPid(pid, &status, 0) != pid)
            continue;
        return status == 0 ? null : "they can be made, but nothing can be mounted in them (AppArmor, or the settings of a container)";
    }
}
