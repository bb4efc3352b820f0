using System.Runtime.InteropServices;
using System.Text;

namespace Pith.Tools.Shells;

/// <summary>An array of C strings with a null at its end, in one piece of native memory.</summary>
internal readonly unsafe ref struct NativeStrings
{
    public NativeStrings(IReadOnlyCollection<string> strings)
    {
        var table = (nuint)((strings.Count + 1) * sizeof(byte*));
        var bytes = strings.Sum(s => Encoding.UTF8.GetByteCount(s) + 1);
        Pointers = (byte**)NativeMemory.Alloc(table + (nuint)bytes);
        var at = (byte*)Pointers + table;
        var index = 0;
        foreach (var text in strings)
        {
            Pointers[index++] = at;
            at += Encoding.UTF8.GetBytes(text, new Span<byte>(at, Encoding.UTF8.GetByteCount(text)));
            *at++ = 0;
        }

        Pointers[index] = null;
    }

    public byte** Pointers { get; }

    public void Dispose() => NativeMemory.Free(Pointers);
}
