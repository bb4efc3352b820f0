using System.Runtime.InteropServices;
using ZstdSharp;

namespace Pith.Tokens;

/// <summary>A resource of this assembly that few need: kept packed in the binary and unpacked once, when it is first asked for.</summary>
internal sealed unsafe class PackedBlock
{
    /// <summary>What vector loads like best.</summary>
    private const nuint Alignment = 64;

    private static readonly Lazy<PackedBlock> LazyCl100k = new(() => new("cl100k_base.vocabulary.zst"));

    private PackedBlock(string name)
    {
        var frame = new ReadOnlySpan<byte>(EmbeddedBlock.Map(name, out var packed), packed);
        Length = checked((int)Decompressor.GetDecompressedSize(frame));
        Address = (byte*)NativeMemory.AlignedAlloc((nuint)Length, Alignment); // never freed: it serves the process to its end
        using var zstd = new Decompressor();
        if (zstd.Unwrap(frame, new Span<byte>(Address, Length)) != Length)
            throw new InvalidOperationException($"The block {name} is damaged; rebuild it.");
    }

    /// <summary>The vocabulary <c>cl100k_base</c>: 3.2 MB, in the binary 1.7.</summary>
    public static PackedBlock Cl100k => LazyCl100k.Value;

    /// <summary>The first byte, for the life of the process.</summary>
    public byte* Address { get; }

    /// <summary>Bytes.</summary>
    public int Length { get; }
}
