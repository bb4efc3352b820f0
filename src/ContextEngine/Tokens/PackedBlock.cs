using System.Runtime.InteropServices;
using ZstdSharp;

namespace Pith.Tokens;

/// <summary>A vocabulary that few need: in the binary it is a packed <see cref="MergeList"/>, laid out once, when it is first asked for.</summary>
internal sealed unsafe class PackedBlock
{
    /// <summary>What vector loads like best.</summary>
    private const nuint Alignment = 64;

    private static readonly Lazy<PackedBlock> LazyCl100k = new(() => new("cl100k_base.merges.zst"));

    private PackedBlock(string name)
    {
        var frame = new ReadOnlySpan<byte>(EmbeddedBlock.Map(name, out var packed), packed);
        var list = new byte[checked((int)Decompressor.GetDecompressedSize(frame))];
        using var zstd = new Decompressor();
        if (zstd.Unwrap(frame, list) != list.Length)
            throw new InvalidOperationException($"The block {name} is damaged; rebuild it.");
        var block = MergeList.Read(list);
        Length = block.Length;
        Address = (byte*)NativeMemory.AlignedAlloc((nuint)Length, Alignment); // never freed: it serves the process to its end
        block.CopyTo(new Span<byte>(Address, Length));
    }

    /// <summary>The vocabulary <c>cl100k_base</c>: 2.6 MB, in the binary 0.4.</summary>
    public static PackedBlock Cl100k => LazyCl100k.Value;

    /// <summary>The first byte, for the life of the process.</summary>
    public byte* Address { get; }

    /// <summary>Bytes.</summary>
    public int Length { get; }
}
