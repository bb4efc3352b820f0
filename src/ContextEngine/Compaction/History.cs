using System.Runtime.InteropServices;
using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>
/// Everything that leaves the context, as one text with numbered lines: stored whole, cited by line, searched with
/// <c>recall</c>.
/// </summary>
internal sealed class History
{
    private readonly List<HistoryLine> _lines;
    private readonly int _count;

    /// <summary>The first lines that were written.</summary>
    public History(HistoryWriter written, int count)
    {
        (_lines, _count, Heads) = (written.Lines, count, written.Heads);
        Text = count == 0 ? default : written.Text[..(_lines[count - 1].Start + _lines[count - 1].Length + 1)];
    }

    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>Valid until more lines are written.</summary>
    public ReadOnlySpan<HistoryLine> Lines => CollectionsMarshal.AsSpan(_lines)[.._count];

    /// <summary>The heads of lines that an earlier compaction kept.</summary>
    public List<MemoryHead> Heads { get; }

    /// <summary>Bytes of a line, by its position (its number less one).</summary>
    public ReadOnlySpan<byte> this[int line] => Text.Span.Slice(_lines[line].Start, _lines[line].Length);

    /// <summary>The history of the first exchanges of an index.</summary>
    public static History Of(ContextIndex index, IReadOnlyList<Exchange> exchanges, int count)
    {
        var writer = new HistoryWriter(index, 1 << 14, 256);
        for (var e = 0; e < count; e++)
            for (var block = exchanges[e].FirstBlock; block < exchanges[e].EndBlock; block++)
                writer.Add(block, e);
        return new History(writer, writer.Lines.Count);
    }

    /// <summary>Number of the first line of a block, from 1; 0 when the block is not in the history.</summary>
    public int LineOf(int block)
    {
        var low = 0;
        var high = _count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lines[middle].Block < block)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _count && _lines[low].Block == block ? low + 1 : 0;
    }
}
