using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Pith.Tools.Sandboxes;

/// <summary>The child that runs a <see cref="KernelScript"/>. One method, compiled before it is needed, that calls the kernel and nothing else.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class KernelChild
{
    /// <summary>The exit code of a child whose sandbox could not be made.</summary>
    public const int NotRun = 126;

    private const nint InPlace = -1;

    /// <summary>Makes a child that runs the script, and returns its number to the parent; or minus the error's number.</summary>
    /// <param name="script">What it runs; its last call is execve or exit.</param>
    /// <param name="flags">The namespaces it begins in, as clone takes them.</param>
    public static int Start(KernelScript script, nint flags)
    {
        // Once for nothing: so all that the child needs is compiled and bound.
        Run(null, null, 0, SystemCalls.OfMachine);
        return Run(script.Begin, script.End, flags, SystemCalls.OfMachine);
    }

    /// <summary>Runs the script in this process, in place of what it is. Comes back never: where a call fails, the process ends.</summary>
    public static void Become(KernelScript script) => Run(script.Begin, script.End, InPlace, SystemCalls.OfMachine);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Run(KernelStep* step, KernelStep* end, nint flags, SystemCalls calls)
    {
        const nint childEnded = 17;
        var (clone, wait, exit, write) = (calls.Clone, calls.Wait, calls.ExitGroup, calls.Write);
        nint status = 0, kept = 0, first = Call(calls.GetPid, 0, 0, 0, 0, 0);
        var error = ErrorPlace();
        if (step == end)
            return 0;
        if (flags != InPlace && (first = Call(clone, flags | childEnded, 0, 0, 0, 0)) != 0)
            return first > 0 ? (int)first : -*error;
        for (; step < end; step++)
        {
            if (step->Number == KernelStep.Divide)
            {
                first = Call(clone, childEnded, 0, 0, 0, 0);
                if (first < 0)
                    break;
                if (first == 0)
                    continue;
                // The first process of the namespace: it gathers the dead, and when it leaves, all leave.
                while ((kept = Call(wait, -1, (nint)(&status), 0, 0, 0)) != first)
                    if (kept < 0 && *error != 4)
                        break;
                Call(exit, (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), 0, 0, 0, 0);
            }

            var result = Call(step->Number, step->UsesKept ? kept : step->First, step->Second, step->Third, step->Fourth, step->Fifth);
            if (step->Keeps)
                kept = result;
            if (result < step->Least && !step->MayFail)
                break;
        }

        if (step < end)
            Call(write, 2, (nint)step->Failure, step->FailureLength, 0, 0);
        Call(exit, NotRun, 0, 0, 0, 0);
        return NotRun;
    }

    // Without the runtime's bookkeeping around it: in the child there is nobody to keep books for.
    [LibraryImport("libc", EntryPoint = "syscall")]
    [SuppressGCTransition]
    private static partial nint Call(nint number, nint first, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", EntryPoint = "__errno_location")]
    [SuppressGCTransition]
    private static partial int* ErrorPlace();
}
