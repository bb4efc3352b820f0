using System.Buffers.Binary;

namespace Pith.Bench.Exact;

/// <summary>What the official core says of a text: how many ids, and a hash of them, for both encodings.</summary>
internal readonly record struct CoreAnswer(IdList O200k, IdList Cl100k)
{
    public static CoreAnswer Read(byte[] answer) => new(List(answer), List(answer.AsSpan(8)));

    private static IdList List(ReadOnlySpan<byte> bytes) =>
        new((int)BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
}
