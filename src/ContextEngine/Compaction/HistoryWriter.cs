using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

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

    /// <summary>The heads of lines that an earlier compaction kept.</summary>
    public List<MemoryHead> Heads { get; private set; } = [];

    /// <summary>Writes a block of an exchange.</summary>
    public void Add(int block, int exchange)
    {
        _exchange = exchange;
        Add(block);
    }

    /// <summary>Writes lines of another writer once more.</summary>
    public void Copy(HistoryWriter from, int first, int end)
    {
        Heads = from.Heads;
        if (first == end)
            return;
        var lines = CollectionsMarshal.AsSpan(from.Lines)[first..end];
        var shift = _text.WrittenCount - lines[0].Start;
        _text.Write(from.Text.Span[lines[0].Start..(lines[^1].Start + lines[^1].Length + 1)]);
        foreach (ref readonly var line in lines)
            Lines.Add(line with { Start = line.Start + shift });
    }

    private void Add(int block)
    {
        var facts = index.Blocks[block];
        var turn = index.Turns[facts.Turn].Number;
        switch (facts.Kind)
        {
            case BlockKind.Text:
                Heading(block, $"== turn {turn} {(facts.Role == Role.User ? "user" : facts.Role == Role.Assistant ? "assistant" : "system")}");
                if (EarlierMemory.Of(index, block) is { } memory)
                {
                    AddMemory(block, memory);
                    break;
                }

                var part = facts.Role == Role.Assistant ? HistoryPart.Assistant
                    : facts.Has(BlockFlags.Request) ? HistoryPart.User : HistoryPart.Notice;
                AddLines(block, index.Text(block), part);
                break;
            case BlockKind.Call:
                Heading(block, $"== turn {turn} call {Encoding.UTF8.GetString(index.Symbol(facts.Tool))}");
                Arguments(block);
                break;
            case BlockKind.Result:
                Heading(block, $"== turn {turn} {(facts.Has(BlockFlags.Error) ? "error" : "result")} {Encoding.UTF8.GetString(index.Symbol(facts.Tool))}");
                AddLines(block, index.Text(block), HistoryPart.Result);
                break;
            case BlockKind.Image:
                Heading(block, $"== turn {turn} image {Encoding.UTF8.GetString(index.Symbol(facts.Extra))}");
                break;
            default:
                break; // its turn is gone, and so is its use
        }
    }

    /// <summary>What an earlier compaction kept is the history's again, under the heads it had; its ledger is carried on by the new one.</summary>
    private void AddMemory(int block, EarlierMemory memory)
    {
        var heads = new Dictionary<string, int>(StringComparer.Ordinal);
        var text = index.Text(block);
        foreach (var (range, title) in memory.Lines)
        {
            if (title.Length > 0 && !heads.TryGetValue(title, out _head))
            {
                heads.Add(title, _head = Heads.Count);
                Heads.Add(MemoryHead.Of(index, title));
            }

            var line = text[range].TrimEnd((byte)'\r');
            Line(block, line, title.Length == 0 ? HistoryPart.Heading : line.StartsWith("names: "u8) ? HistoryPart.Names : Heads[_head].Part);
        }

        _head = -1;
    }

    private void Heading(int block, string text) => Line(block, Encoding.UTF8.GetBytes(text), HistoryPart.Heading);

    private void AddLines(int block, ReadOnlySpan<byte> text, HistoryPart part)
    {
        foreach (var range in text.TrimEnd((byte)'\n').Split((byte)'\n'))
            Line(block, text[range].TrimEnd((byte)'\r'), part);
    }

    private void Line(int block, ReadOnlySpan<byte> line, HistoryPart part, bool whole = false)
    {
        ref readonly var facts = ref index.Blocks[block];
        var (work, subject) = _head < 0 ? (facts.Work, facts.Subject) : (Heads[_head].Work, Heads[_head].Subject);
        Lines.Add(new HistoryLine(Lines.Count, _text.WrittenCount, line.Length, block, _exchange, part, whole, work, subject, _head));
        line.CopyTo(_text.GetSpan(line.Length + 1));
        _text.GetSpan(line.Length + 1)[line.Length] = (byte)'\n';
        _text.Advance(line.Length + 1);
    }
}
