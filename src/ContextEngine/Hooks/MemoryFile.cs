using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Pith.Tools.Shells;

namespace Pith.Hooks;

/// <summary>A file that is nowhere but in memory, open at its beginning: what a child reads from it, it never waits for.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe partial class MemoryFile : IDisposable
{
    private const uint CloseOnExec = 1;

    public MemoryFile(ReadOnlySpan<byte> content)
    {
        Number = Create("pith-hook", CloseOnExec);
        if (Number < 0)
            throw Posix.Failed("make a file in memory", Marshal.GetLastPInvokeError());
        while (!content.IsEmpty)
        {
            nint written;
            fixed (byte* first = content)
                written = Posix.Write(Number, first, (nuint)content.Length);
            if (written <= 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                Dispose();
                throw Posix.Failed("write to a file in memory", errno);
            }

            content = content[(int)written..];
        }

        _ = Seek(Number, 0, 0);
    }

    /// <summary>Its number.</summary>
    public int Number { get; }

    public void Dispose() => _ = Posix.Close(Number);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(int file, long offset, int origin);
}
