using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Store;

namespace Pith.Compaction;

/// <summary>
/// Everything that leaves the context, as one text with numbered lines: stored whole, cited by line, searched with
/// <c>recall</c>.
/// </summary>
internal sealed class History
{
    private List<HistoryLine> _lines = [];
    private List<int> _parts = [];
    private int _count;
    private HistoryHash? _hash;
    private BlobHash? _name;

    /// <summary>Turns to the first lines that were written; what it was before is gone.</summary>
    /// <param name="written">The lines.</param>
    /// <param name="count">How many.</param>
    /// <param name="lasting">How many of them the next history is likely to begin with.</param>
    /// <param name="hash">Has hashed such beginnings; null where there is no next one.</param>
    public History Turn(HistoryWriter written, int count, int lasting = 0, HistoryHash? hash = null)
    {
        (_hash, _name, Lasting) = (hash, null, lasting);
        (_lines, _count, Heads) = (written.Lines, count, written.Heads);
        (_parts, Parts) = (written.Parts, written.PartsBefore(count));
        Text = written.Text[..EndOf(count)];
        return this;
    }

    public ReadOnlyMemory<byte> Text { get; private set; }

    /// <summary>The name of the text in the store. Costs what was not hashed before.</summary>
    public BlobHash Hash => _name ??= _hash?.Of(Text.Span, EndOf(Lasting)) ?? BlobHash.Of(Text.Span);

    /// <summary>Valid until more lines are written.</summary>
    public ReadOnlySpan<HistoryLine> Lines => CollectionsMarshal.AsSpan(_lines)[.._count];

    /// <summary>Into how many parts of blocks its lines fall.</summary>
    public int Parts { get; private set; }

    /// <summary>The lines of a part: of one kind, from one block, or one that is all of an argument.</summary>
    public (int First, int End) Part(int part) => (_parts[part], part + 1 < Parts ? _parts[part + 1] : _count);

    /// <summary>The heads of lines that an earlier compaction kept.</summary>
    public List<MemoryHead> Heads { get; private set; } = [];

    /// <summary>Bytes of a line, by its position (its number less one).</summary>
    public ReadOnlySpan<byte> this[int line] => Text.Span.Slice(_lines[line].Start, _lines[line].Length);

    /// <summary>The last bytes of a line and the line break behind it.</summary>
    public ReadOnlySpan<byte> WithEnd(int bytes, int line) => Text.Span.Slice(_lines[line].Start + _lines[line].Length - bytes, bytes + 1);

    /// <summary>The history of the first exchanges of an index.</summary>
    public static History Of(ContextIndex index, IReadOnlyList<Exchange> exchanges, int count)
    {
        var writer = new HistoryWriter(index, 1 << 14, 256);
        for (var e = 0; e < count; e++)
            for (var block = exchanges[e].FirstBlock; block < exchanges[e].EndBlock; block++)
                writer.Add(block, e);
        return new History().Turn(writer, writer.Lines.Count);
    }

    /// <summary>How many lines stand at the beginning of all histories of the conversation but earlier ones, each at the position of its id.</summary>
    public int Lasting { get; private set; }

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

    private int EndOf(int lines) => lines == 0 ? 0 : _lines[lines - 1].Start + _lines[lines - 1].Length + 1;
}
