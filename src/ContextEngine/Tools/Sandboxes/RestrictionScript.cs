using System.Buffers.Binary;
using System.Runtime.Versioning;

namespace Pith.Tools.Sandboxes;

/// <summary>The part of a child's script that any kernel with Landlock and seccomp can do: signals, rights, rules, the filter, the program.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class RestrictionScript
{
    private const nint NoNewPrivileges = 38, DropCapability = 24, DieWithParent = 1;
    private const nint FilterMode = 1, CloseLater = 4;
    private const int LastSignal = 64, LastCapability = 40, KillSignal = 9;
    private const int FolderFile = 9;

    // CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID: what root needs to work on files of others.
    private static readonly int[] KeptCapabilities = [0, 1, 3, 4, 5, 6, 7];

    /// <summary>Undoes what a runtime did to signals: what it ignores, the program would ignore too.</summary>
    public static void Signals(KernelScript script, SystemCalls calls)
    {
        var zeros = script.Bytes(new byte[64]);
        for (var signal = 1; signal <= LastSignal; signal++)
            script.Call(null, calls.SignalAction, signal, zeros, 0, 8);
        script.Call(null, calls.SignalMask, 2, zeros, 0, 8);
    }

    /// <summary>A child does not outlive who watches over it.</summary>
    public static void DieTogether(KernelScript script, SystemCalls calls) => script.Call("be tied to its parent", calls.Control, DieWithParent, KillSignal);

    /// <summary>Adds the restrictions.</summary>
    /// <param name="script">To this.</param>
    /// <param name="calls">The numbers of this machine.</param>
    /// <param name="ruleset">The file of the Landlock rules; -1 without.</param>
    /// <param name="filter">The seccomp filter.</param>
    public static void Restrict(KernelScript script, SystemCalls calls, int ruleset, byte[] filter)
    {
        for (var capability = 0; capability <= LastCapability; capability++)
            if (!KeptCapabilities.Contains(capability))
                script.Call(null, calls.Control, DropCapability, capability);
        script.Call("give up new privileges", calls.Control, NoNewPrivileges, 1);
        if (ruleset >= 0)
            script.Call("take on its Landlock rules", SystemCalls.LandlockRestrict, ruleset);
        // What is open stays open only for what the shell knows about.
        script.Call(null, SystemCalls.CloseRange, 3, FolderFile - 1, CloseLater);
        script.Call(null, SystemCalls.CloseRange, FolderFile + 1, int.MaxValue, CloseLater);
        var program = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(program, (ushort)(filter.Length / 8));
        BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(8), script.Bytes(filter));
        script.Call("take on its filter of system calls", calls.Seccomp, FilterMode, 0, script.Bytes(program));
    }

    /// <summary>Adds the folder and the program.</summary>
    public static void Execute(KernelScript script, SystemCalls calls, SandboxedStart start, IReadOnlyCollection<string> environment) =>
        script.Call($"start {start.Program}", calls.Execute, script.Text(start.Program), script.Texts([.. start.Arguments]), script.Texts(environment));
}
