using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ZstdSharp;

namespace Pith.Tokens;

/// <summary>A vocabulary that few need: in the binary it is a packed <see cref="MergeList"/>, laid out once, when it is first asked for.</summary>
internal sealed unsafe class PackedBlock
{
    private static readonly Lazy<PackedBlock> LazyCl100k = new(() => new("cl100k_base.merges.zst"));

    private readonly byte[] block; // never moved, and held as long as the process lives

    private PackedBlock(string name)
    {
        var frame = new ReadOnlySpan<byte>(EmbeddedBlock.Map(name, out var packed), packed);
        var list = new byte[checked((int)Decompressor.GetDecompressedSize(frame))];
        using var zstd = new Decompressor();
        if (zstd.Unwrap(frame, list) != list.Length)
            throw new InvalidOperationException($"The block {name} is damaged; rebuild it.");
        block = MergeList.Read(list);
        Length = block.Length;
        Address = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(block));
    }

    /// <summary>The vocabulary <c>cl100k_base</c>: 2.2 MB, in the binary 0.4.</summary>
    public static PackedBlock Cl100k => LazyCl100k.Value;

    /// <summary>The first byte, for the life of the process.</summary>
    public byte* Address { get; }

    /// <summary>Bytes.</summary>
    public int Length { get; }
}
