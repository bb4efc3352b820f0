using System.Buffers.Binary;
using System.Runtime.Versioning;

namespace Pith.Tools.Sandboxes;

/// <summary>A Landlock ruleset: what the process that takes it on may write. Source: Linux, Documentation/userspace-api/landlock.rst.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Landlock
{
    /// <summary>The version that scopes abstract unix sockets and signals.</summary>
    public const int Scopes = 6;

    /// <summary>The version that refuses TCP.</summary>
    public const int Tcp = 4;

    private const ulong WriteFile = 1 << 1, Truncate = 1 << 14, DeviceControl = 1 << 15, Refer = 1 << 13;
    private const ulong MakeAndRemove = 0x1FF0;
    private const ulong TcpBindAndConnect = 3, SocketsAndSignals = 3;
    private static readonly string[] Devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx", "/dev/pts"];

    /// <summary>The version the kernel has; 0 where it has none or may not use it.</summary>
    public static int Version => (int)Math.Max(Kernel.Call(SystemCalls.LandlockCreate, 0, 0, 1), 0);

    /// <summary>Makes a ruleset and returns its file.</summary>
    /// <param name="version">The kernel's.</param>
    /// <param name="writable">Folders whose content may change.</param>
    /// <param name="refusesTcp">Whether TCP is refused here, because nothing else refuses it.</param>
    public static int Ruleset(int version, IEnumerable<string> writable, bool refusesTcp)
    {
        var handled = WriteFile | MakeAndRemove | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0) | (version >= 5 ? DeviceControl : 0);
        Span<byte> attributes = stackalloc byte[24];
        BinaryPrimitives.WriteUInt64LittleEndian(attributes, handled);
        BinaryPrimitives.WriteUInt64LittleEndian(attributes[8..], refusesTcp && version >= Tcp ? TcpBindAndConnect : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(attributes[16..], version >= Scopes ? SocketsAndSignals : 0);
        int ruleset;
        fixed (byte* first = attributes)
            ruleset = (int)Kernel.Need("make Landlock rules", Kernel.Call(SystemCalls.LandlockCreate, (nint)first, version >= Scopes ? 24 : version >= Tcp ? 16 : 8, 0));
        foreach (var folder in writable)
            Allow(ruleset, folder, handled);
        // What a file can be allowed is less than what a folder can.
        foreach (var device in Devices)
            if (Path.Exists(device))
                Allow(ruleset, device, handled & (WriteFile | Truncate | DeviceControl));
        return ruleset;
    }

    private static void Allow(int ruleset, string path, ulong access)
    {
        var file = Kernel.OpenPath(path);
        try
        {
            Span<byte> rule = stackalloc byte[12];
            BinaryPrimitives.WriteUInt64LittleEndian(rule, Directory.Exists(path) ? access : access & (WriteFile | Truncate | DeviceControl));
            BinaryPrimitives.WriteInt32LittleEndian(rule[8..], file);
            fixed (byte* first = rule)
                Kernel.Need($"allow writing to {path}", Kernel.Call(SystemCalls.LandlockAdd, ruleset, 1, (nint)first, 0));
        }
        finally
        {
            _ = Kernel.Close(file);
        }
    }
}
