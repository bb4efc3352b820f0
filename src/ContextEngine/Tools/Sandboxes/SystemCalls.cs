using System.Runtime.InteropServices;

namespace Pith.Tools.Sandboxes;

/// <summary>The numbers of the system calls that a sandbox uses or refuses. Source: the kernel's tables for x86-64 and for the generic ABI, which arm64 has.</summary>
internal sealed class SystemCalls
{
    // The same everywhere: all calls of recent years are.
    public const nint LandlockCreate = 444, LandlockAdd = 445, LandlockRestrict = 446, CloseRange = 436, SetMountAttributes = 442;

    // fchmodat2
    private const uint SetModeAt = 452;

    private SystemCalls(params ReadOnlySpan<nint> n) =>
        (GetPid, Clone, Wait, ExitGroup, Read, Write, ChangeFolder, Execute, Control, Mount, SignalAction, SignalMask, Socket, InputOutput, Seccomp, Close, Bind, Listen, SendMessage, Duplicate) =
        (n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14], n[15], n[16], n[17], n[18], n[19]);

    private static SystemCalls Intel { get; } = new(39, 56, 61, 231, 0, 1, 80, 59, 157, 165, 13, 14, 41, 16, 317, 3, 49, 50, 46, 292)
    {
        Architecture = 0xC000003E,
        // ptrace, process_vm_readv, process_vm_writev, mount, umount2, pivot_root, chroot, unshare, setns, bpf, keyctl, add_key, request_key,
        // perf_event_open, userfaultfd, kexec_load, kexec_file_load, init_module, finit_module, delete_module, reboot, swapon, swapoff, acct,
        // quotactl, settimeofday, clock_settime, clock_adjtime, adjtimex, sethostname, setdomainname, iopl, ioperm, modify_ldt,
        // open_by_handle_at, vhangup, syslog, kcmp, fanotify_init
        ModeSecond = [90, 91],
        ModeThird = [268, SetModeAt],
        Refused = [101, 310, 311, 165, 166, 155, 161, 272, 308, 321, 250, 248, 249, 298, 323, 246, 320, 175, 313, 176, 169, 167, 168, 163, 179, 164, 227, 305, 159, 170, 171, 172, 173, 154, 304, 153, 103, 312, 300, .. Recent],
    };

    private static SystemCalls Arm { get; } = new(172, 220, 260, 94, 63, 64, 49, 221, 167, 40, 134, 135, 198, 29, 277, 57, 200, 201, 211, 24)
    {
        Architecture = 0xC00000B7,
        // The same in the same order, without iopl, ioperm and modify_ldt, which only x86 has.
        ModeSecond = [52],
        ModeThird = [53, SetModeAt],
        Refused = [117, 270, 271, 40, 39, 41, 51, 97, 268, 280, 219, 217, 218, 241, 282, 104, 294, 105, 273, 106, 142, 224, 225, 89, 60, 170, 112, 266, 171, 161, 162, 265, 58, 116, 272, 262, .. Recent],
    };

    /// <summary>Those of this machine; null on machines whose numbers are not known.</summary>
    public static SystemCalls? OrNull => RuntimeInformation.ProcessArchitecture switch { System.Runtime.InteropServices.Architecture.X64 => Intel, System.Runtime.InteropServices.Architecture.Arm64 => Arm, _ => null };

    public static SystemCalls OfMachine => OrNull ?? throw new IOException("there is no sandbox for this kind of machine");

    public nint GetPid { get; }

    public nint Clone { get; }

    public nint Wait { get; }

    public nint ExitGroup { get; }

    public nint Read { get; }

    public nint Write { get; }

    public nint ChangeFolder { get; }

    public nint Execute { get; }

    /// <summary>prctl</summary>
    public nint Control { get; }

    public nint Mount { get; }

    public nint SignalAction { get; }

    public nint SignalMask { get; }

    public nint Socket { get; }

    /// <summary>ioctl</summary>
    public nint InputOutput { get; }

    public nint Seccomp { get; }

    public nint Close { get; }

    public nint Bind { get; }

    public nint Listen { get; }

    /// <summary>sendmsg</summary>
    public nint SendMessage { get; }

    /// <summary>dup3</summary>
    public nint Duplicate { get; }

    /// <summary>The kernel's name for the machine, as seccomp tells it.</summary>
    public uint Architecture { get; private init; }

    /// <summary>Calls that set the mode of a file, which is their second argument: chmod, where the machine has it, and fchmod.</summary>
    public IReadOnlyList<uint> ModeSecond { get; private init; } = [];

    /// <summary>Those of which it is the third: fchmodat and fchmodat2.</summary>
    public IReadOnlyList<uint> ModeThird { get; private init; } = [];

    /// <summary>What no command needs: looking into other processes, mounting, namespaces, kernel modules, clocks.</summary>
    public IReadOnlyList<uint> Refused { get; private init; } = [];

    // open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, pidfd_getfd, process_madvise, mount_setattr
    private static ReadOnlySpan<uint> Recent => [428, 429, 430, 431, 432, 433, 438, 440, 442];
}
