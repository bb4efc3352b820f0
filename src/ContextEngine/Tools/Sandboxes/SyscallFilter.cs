using System.Runtime.InteropServices;

namespace Pith.Tools.Sandboxes;

/// <summary>The seccomp filter, as the classic BPF program the kernel takes. Source: Linux, Documentation/userspace-api/seccomp_filter.rst.</summary>
internal sealed class SyscallFilter
{
    private const ushort Load = 0x20, JumpIfEqual = 0x15, JumpIfAtLeast = 0x35, JumpIfAny = 0x45, Return = 0x06;
    private const uint Allow = 0x7FFF0000, Refuse = 0x00050000, Kill = 0x80000000;
    private const uint NotPermitted = 1, NotThere = 38, NoProtocol = 93;
    private const uint NumberAt = 0, ArchitectureAt = 4, FirstArgumentAt = 16, SecondArgumentAt = 24, ThirdArgumentAt = 32;
    private const uint Clone3 = 435, RingSetup = 425, OldNumbers = 0x40000000;
    private const uint NewNamespaces = 0x7E020000;
    private const uint Unix = 1, Inet = 2, Inet6 = 10, Netlink = 16, Route = 0;
    private const uint SetUser = 0x800;
    private const uint TypeIntoTerminal = 0x5412, LinuxConsole = 0x541C;
    private readonly List<Instruction> program = [];

    private SyscallFilter()
    {
    }

    /// <summary>The filter as bytes, eight for each instruction.</summary>
    /// <param name="calls">The numbers of this machine.</param>
    /// <param name="reaches">Whether sockets of the internet may be made: because the network is allowed, or leads nowhere.</param>
    /// <param name="unix">Whether unix sockets may be made.</param>
    public static byte[] Of(SystemCalls calls, bool reaches, bool unix)
    {
        var filter = new SyscallFilter();
        filter.Add(Load, ArchitectureAt);
        filter.Add(JumpIfEqual, calls.Architecture, 1, 0);
        filter.Add(Return, Kill);
        filter.Add(Load, NumberAt);
        filter.Test(JumpIfAtLeast, OldNumbers, NotThere);
        foreach (var call in calls.Refused)
            filter.Test(JumpIfEqual, call, NotPermitted);
        // Their arguments lie in memory, where a filter cannot look; programs have an older way.
        filter.Test(JumpIfEqual, Clone3, NotThere);
        filter.Test(JumpIfEqual, RingSetup, NotThere);
        filter.Argument((uint)calls.Clone, FirstArgumentAt, JumpIfAny, [NewNamespaces]);
        filter.Argument((uint)calls.InputOutput, SecondArgumentAt, JumpIfEqual, [TypeIntoTerminal, LinuxConsole]);
        // A program that runs as whoever made it would be a way out for later. One made by open() loses that with the first byte.
        foreach (var call in calls.ModeSecond)
            filter.Argument(call, SecondArgumentAt, JumpIfAny, [SetUser]);
        foreach (var call in calls.ModeThird)
            filter.Argument(call, ThirdArgumentAt, JumpIfAny, [SetUser]);
        filter.Sockets((uint)calls.Socket, [.. reaches ? (uint[])[Inet, Inet6] : [], .. unix ? (uint[])[Unix] : []], reaches);
        filter.Add(Return, Allow);
        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(filter.program)).ToArray();
    }

    private void Add(ushort code, uint value, byte whenTrue = 0, byte whenFalse = 0) => program.Add(new Instruction { Code = code, WhenTrue = whenTrue, WhenFalse = whenFalse, Value = value });

    private void Test(ushort jump, uint value, uint error)
    {
        Add(jump, value, 0, 1);
        Add(Return, Refuse | error);
    }

    /// <summary>For one call, its argument decides: these values are refused.</summary>
    private void Argument(uint call, uint place, ushort jump, uint[] values)
    {
        // Past the load, two instructions for each value, and what is left to say.
        Add(JumpIfEqual, call, 0, (byte)(2 + 2 * values.Length));
        Add(Load, place);
        foreach (var value in values)
        {
            Add(jump, value, 0, 1);
            Add(Return, Refuse | NotPermitted);
        }

        Add(Return, Allow);
    }

    /// <summary>
    /// Of sockets only these families pass, and of those to the kernel the one that tells of addresses and routes, which names and interfaces are looked up by.
    /// The others lead to its firewalls and drivers, and one to any process that listens.
    /// </summary>
    private void Sockets(uint call, uint[] families, bool routes)
    {
        Add(JumpIfEqual, call, 0, (byte)(2 + 2 * families.Length + (routes ? 5 : 0)));
        Add(Load, FirstArgumentAt);
        foreach (var family in families)
        {
            Add(JumpIfEqual, family, 0, 1);
            Add(Return, Allow);
        }

        if (routes)
        {
            Add(JumpIfEqual, Netlink, 0, 4);
            Add(Load, ThirdArgumentAt);
            Add(JumpIfEqual, Route, 0, 1);
            Add(Return, Allow);
            Add(Return, Refuse | NoProtocol);
        }

        Add(Return, Refuse | NotPermitted);
    }

    /// <summary>As the kernel has it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Instruction
    {
        public ushort Code;
        public byte WhenTrue;
        public byte WhenFalse;
        public uint Value;
    }
}
