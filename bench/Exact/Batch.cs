using System.Buffers;

namespace Pith.Bench.Exact;

/// <summary>
/// A row of generated texts, one behind another in one buffer: what a counter reads beyond a text's end is the next one,
/// and no text starts at a round address.
/// </summary>
internal sealed class Batch
{
    private readonly ArrayBufferWriter<byte> bytes = new(1 << 16);
    private readonly int[] ends;

    public Batch(GeneratedText generator, ulong first, int count)
    {
        First = first;
        ends = new int[count];
        Kinds = new int[count];
        for (var i = 0; i < count; i++)
        {
            Kinds[i] = generator.Write(first + (ulong)i, bytes);
            ends[i] = bytes.WrittenCount;
        }
    }

    /// <summary>The number of the first text.</summary>
    public ulong First { get; }

    /// <summary>The kind of each text.</summary>
    public int[] Kinds { get; }

    public int Count => ends.Length;

    public int Length => bytes.WrittenCount;

    public ReadOnlyMemory<byte> this[int i] => bytes.WrittenMemory[(i == 0 ? 0 : ends[i - 1])..ends[i]];

    public IEnumerable<ReadOnlyMemory<byte>> Texts => Enumerable.Range(0, Count).Select(i => this[i]);
}
