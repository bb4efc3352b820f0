using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Pith.Tools.Sandboxes.Proxies;

/// <summary>
/// The socket at which a proxy listens. A child opens it inside its own network and hands it out before it becomes the command: a
/// socket belongs to the network it was made in, whoever holds it.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class ProxyDoor : IDisposable
{
    private const int Inet = 2, Stream = 1, CloseOnExec = 0x80000, Waiting = 128;

    // Beyond every file that a child could have been left.
    private const int Place = 1000;

    private readonly int ours;
    private int theirs;

    /// <summary>Adds the opening and the handing out to a child's script.</summary>
    public ProxyDoor(KernelScript script, SystemCalls calls)
    {
        (ours, theirs) = Kernel.SocketPair();
        script.Call("open its way to the network", calls.Socket, Inet, Stream | CloseOnExec)->Keeps = true;
        var address = script.Bytes([Inet, 0, ProxyVariables.Port >> 8, ProxyVariables.Port & 0xFF, 127, 0, 0, 1, .. new byte[8]]);
        script.Call("name its way to the network", calls.Bind, 0, address, 16)->UsesKept = true;
        script.Call("listen to its way to the network", calls.Listen, 0, Waiting)->UsesKept = true;
        script.Call("keep its way to the network", calls.Duplicate, 0, Place, CloseOnExec)->UsesKept = true;
        script.Call(null, calls.Close)->UsesKept = true;
        script.Call("hand out its way to the network", calls.SendMessage, theirs, Message(script, Place), 0);
        script.Call(null, calls.Close, Place);
        script.Call(null, calls.Close, theirs);
        script.Call(null, calls.Close, ours);
    }

    /// <summary>Takes the socket that the child hands out; null where the child ended before. To be called once it runs.</summary>
    public Socket? Take()
    {
        Shut();
        using var room = new KernelScript();
        var message = Message(room, -1);
        if (Kernel.Receive(ours, message) <= 0)
            return null;
        var file = BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>((byte*)Control(message) + 16, 4));
        return file < 0 ? null : new Socket(new SafeSocketHandle(file, ownsHandle: true));
    }

    public void Dispose()
    {
        Shut();
        _ = Kernel.Close(ours);
    }

    private void Shut()
    {
        if (theirs >= 0)
            _ = Kernel.Close(theirs);
        theirs = -1;
    }

    // A msghdr with one byte and one control message, which holds a file (SOL_SOCKET, SCM_RIGHTS). Source: recvmsg(2), cmsg(3).
    private static nint Message(KernelScript script, int file)
    {
        const int bytes = 56, controlBytes = 24;
        var control = new byte[controlBytes];
        BinaryPrimitives.WriteInt64LittleEndian(control, 20);
        BinaryPrimitives.WriteInt32LittleEndian(control.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(control.AsSpan(12), 1);
        BinaryPrimitives.WriteInt32LittleEndian(control.AsSpan(16), file);
        var piece = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(piece, script.Bytes([0]));
        BinaryPrimitives.WriteInt64LittleEndian(piece.AsSpan(8), 1);
        var message = new byte[bytes];
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(16), script.Bytes(piece));
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(32), script.Bytes(control));
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(40), controlBytes);
        return script.Bytes(message);
    }

    private static nint Control(nint message) => (nint)BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>((byte*)message + 32, 8));
}
