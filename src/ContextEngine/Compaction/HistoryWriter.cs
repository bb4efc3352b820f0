using System.Buffers;
using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>
/// Writes blocks as numbered lines, as they stand in a <see cref="History"/>. Arguments stand unescaped, so that code in
/// them reads as code. Linear in the text.
/// </summary>
/// <param name="index">Where the blocks are.</param>
/// <param name="bytes">Text for which room is made at once.</param>
/// <param name="lines">Lines likewise.</param>
internal sealed partial class HistoryWriter(ContextIndex index, int bytes, int lines)
{
    private readonly ArrayBufferWriter<byte> _text = new(Math.Max(1, bytes));
    private int _exchange;
    private int _head = -1;

    /// <summary>What was written so far, a line break behind every line. Stays valid when more is written.</summary>
    public ReadOnlyMemory<byte> Text => _text.WrittenMemory;

    /// <summary>The lines written so far.</summary>
    public List<HistoryLine> Lines { get; } = new(lines);

    /// <summary>Where each part of a block begins: lines of one kind that stand together, or one that is all of an argument.</summary>
    public List<int> Parts { get; } = [];

    /// <summary>The heads of lines that an earlier compaction kept.</summary>
    public List<MemoryHead> Heads { get; private set; } = [];

    /// <summary>Writes a block of an exchange.</summary>
    public void Add(int block, int exchange)
    {
        _exchange = exchange;
        Add(block);
    }

    /// <summary>Takes back all lines but the first.</summary>
    public void Rewind(int lines)
    {
        CollectionsMarshal.SetCount(Lines, lines);
        CollectionsMarshal.SetCount(Parts, PartsBefore(lines));
        _text.Rewind(lines == 0 ? 0 : Lines[^1].Start + Lines[^1].Length + 1);
    }

    /// <summary>How many parts begin before a line.</summary>
    public int PartsBefore(int line)
    {
        var at = Parts.BinarySearch(line);
        return at < 0 ? ~at : at;
    }

    /// <summary>Writes lines of another writer once more: whole parts.</summary>
    public void Copy(HistoryWriter from, int first, int end)
    {
        Heads = from.Heads;
        if (first == end)
            return;
        var lines = CollectionsMarshal.AsSpan(from.Lines)[first..end];
        for (var part = from.PartsBefore(first); part < from.Parts.Count && from.Parts[part] < end; part++)
            Parts.Add(from.Parts[part] - first + Lines.Count);
        var shift = _text.WrittenCount - lines[0].Start;
        _text.Write(from.Text.Span[lines[0].Start..(lines[^1].Start + lines[^1].Length + 1)]);
        Lines.AddRange(lines);
        if (shift == 0)
            return;
        foreach (ref var line in CollectionsMarshal.AsSpan(Lines)[^lines.Length..])
            line = line with { Start = line.Start + shift };
    }

    private void AddLines(int block, ReadOnlySpan<byte> text, HistoryPart part)
    {
        foreach (var range in text.TrimEnd((byte)'\n').Split((byte)'\n'))
            Line(block, text[range].TrimEnd((byte)'\r'), part);
    }

    private void Line(int block, ReadOnlySpan<byte> line, HistoryPart part, bool whole = false)
    {
        _text.Write(line);
        End(block, part, whole);
    }

    /// <summary>What was written behind the last line is one.</summary>
    private void End(int block, HistoryPart part, bool whole = false)
    {
        ref readonly var facts = ref index.Blocks[block];
        var start = Lines is [.., var last] ? last.Start + last.Length + 1 : 0;
        if (whole || Lines is not [.., var before] || before.Block != block || before.Part != part || before.Head != _head)
            Parts.Add(Lines.Count);
        var (work, subject) = _head < 0 ? (facts.Work, facts.Subject) : (Heads[_head].Work, Heads[_head].Subject);
        Lines.Add(new HistoryLine(Lines.Count, start, _text.WrittenCount - start, block, _exchange, part, whole, work, subject, _head));
        _text.Write("\n"u8);
    }
}
