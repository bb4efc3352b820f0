using System.Runtime.InteropServices;

namespace Pith.Tests.Fuzz;

/// <summary>
/// A place whose last byte lies before a page that may not be touched (and whose first page follows one): reading one
/// byte too far ends the process instead of passing by luck. Where there is no mmap it is plain memory.
/// </summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int None = 0, ReadWrite = 3, PrivateAnonymous = 0x22;

    private readonly nint _map;
    private readonly nuint _length;
    private readonly byte[] _plain = [];
    private readonly int _page = Environment.SystemPageSize;

    public GuardedMemory(int capacity)
    {
        if (!OperatingSystem.IsLinux())
        {
            _plain = new byte[capacity];
            return;
        }

        var room = (capacity + _page - 1) / _page * _page;
        _length = (nuint)(room + 2 * _page);
        _map = Map(0, _length, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, _map);
        Assert.Equal(0, Protect(_map, (nuint)_page, None));
        Assert.Equal(0, Protect(_map + _page + room, (nuint)_page, None));
    }

    /// <summary>A copy that ends at the guard.</summary>
    public ReadOnlySpan<byte> AtEnd(ReadOnlySpan<byte> text) => Copy(text, atEnd: true);

    /// <summary>A copy that begins at the guard.</summary>
    public ReadOnlySpan<byte> AtStart(ReadOnlySpan<byte> text) => Copy(text, atEnd: false);

    public void Dispose()
    {
        if (_map != 0)
            Unmap(_map, _length);
    }

    private ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> text, bool atEnd)
    {
        var room = _map == 0 ? _plain : new Span<byte>((void*)(_map + _page), (int)_length - 2 * _page);
        var place = atEnd ? room[^text.Length..] : room[..text.Length];
        text.CopyTo(place);
        return place;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
