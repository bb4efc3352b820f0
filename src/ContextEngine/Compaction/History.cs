using System.Buffers;
using System.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// Everything that leaves the context, as one text with numbered lines: stored whole, cited by line, searched with
/// <c>recall</c>. Arguments stand unescaped, so that code in them reads as code.
/// </summary>
internal sealed class History
{
    private readonly ContextIndex _index;
    private readonly ArrayBufferWriter<byte> _text = new(1 << 16);
    private readonly List<HistoryLine> _lines = [];
    private readonly List<MemoryHead> _heads = [];
    private int _exchange;
    private int _head = -1;

    private History(ContextIndex index) => _index = index;

    public ReadOnlyMemory<byte> Text { get; private set; }

    public IReadOnlyList<HistoryLine> Lines => _lines;

    /// <summary>The heads of lines that an earlier compaction kept.</summary>
    public IReadOnlyList<MemoryHead> Heads => _heads;

    /// <summary>Bytes of a line, by its position (its number less one).</summary>
    public ReadOnlySpan<byte> this[int line] => Text.Span.Slice(_lines[line].Start, _lines[line].Length);

    /// <summary>The history of the first exchanges of a draft, and of the results behind them that it does not show whole.</summary>
    public static History Of(ContextIndex index, IReadOnlyList<Exchange> exchanges, int count, Predicate<int>? isCut = null)
    {
        var history = new History(index);
        for (history._exchange = 0; history._exchange < exchanges.Count; history._exchange++)
            for (var block = exchanges[history._exchange].FirstBlock; block < exchanges[history._exchange].EndBlock; block++)
                if (history._exchange < count || isCut is not null && isCut(block))
                    history.Add(block);
        history.Text = history._text.WrittenMemory;
        return history;
    }

    /// <summary>Number of the first line of a block, from 1; 0 when the block is not in the history.</summary>
    public int LineOf(int block)
    {
        var low = 0;
        var high = _lines.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_lines[middle].Block < block)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _lines.Count && _lines[low].Block == block ? low + 1 : 0;
    }

    private void Add(int block)
    {
        var facts = _index.Blocks[block];
        var turn = _index.Turns[facts.Turn].Number;
        switch (facts.Kind)
        {
            case BlockKind.Text:
                Heading(block, $"== turn {turn} {(facts.Role == Role.User ? "user" : facts.Role == Role.Assistant ? "assistant" : "system")}");
                if (EarlierMemory.Of(_index, block) is { } memory)
                {
                    AddMemory(block, memory);
                    break;
                }

                var part = facts.Role == Role.Assistant ? HistoryPart.Assistant
                    : facts.Has(BlockFlags.Request) ? HistoryPart.User : HistoryPart.Notice;
                AddLines(block, _index.Text(block), part);
                break;
            case BlockKind.Call:
                Heading(block, $"== turn {turn} call {Encoding.UTF8.GetString(_index.Symbol(facts.Tool))}");
                Arguments(block);
                break;
            case BlockKind.Result:
                Heading(block, $"== turn {turn} {(facts.Has(BlockFlags.Error) ? "error" : "result")} {Encoding.UTF8.GetString(_index.Symbol(facts.Tool))}");
                AddLines(block, _index.Text(block), HistoryPart.Result);
                break;
            case BlockKind.Image:
                Heading(block, $"== turn {turn} image {Encoding.UTF8.GetString(_index.Symbol(facts.Extra))}");
                break;
            default:
                break; // its turn is gone, and so is its use
        }
    }

    /// <summary>What an earlier compaction kept is the history's again, under the heads it had; its ledger is carried on by the new one.</summary>
    private void AddMemory(int block, EarlierMemory memory)
    {
        var heads = new Dictionary<string, int>(StringComparer.Ordinal);
        var text = _index.Text(block);
        foreach (var (range, title) in memory.Lines)
        {
            if (title.Length > 0 && !heads.TryGetValue(title, out _head))
            {
                heads.Add(title, _head = _heads.Count);
                _heads.Add(MemoryHead.Of(_index, title));
            }

            var line = text[range].TrimEnd((byte)'\r');
            Line(block, line, title.Length == 0 ? HistoryPart.Heading : line.StartsWith("names: "u8) ? HistoryPart.Names : _heads[_head].Part);
        }

        _head = -1;
    }

    private void Arguments(int block)
    {
        var reader = new Utf8JsonReader(_index.Text(block), JsonLimits.Options);
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = Encoding.UTF8.GetString(reader.ValueSpan);
            else if (reader.TokenType == JsonTokenType.String)
                Argument(block, name, ref reader);
            else if (reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
                Heading(block, $"{name}: {Encoding.UTF8.GetString(reader.ValueSpan)}");
        }
    }

    private void Argument(int block, string name, ref Utf8JsonReader reader)
    {
        using var value = SpanOwner<byte>.Allocate(Utf8Text.ValidMaxLength(reader.ValueSpan.Length) + 1);
        var text = value.Span[..JsonString.Unescape(reader.ValueSpan, value.Span)];
        var part = name switch
        {
            "old_string" or "oldText" or "old_str" => HistoryPart.Removed,
            "new_string" or "newText" or "new_str" or "content" or "file_text" => HistoryPart.Added,
            _ => HistoryPart.Argument,
        };
        if (text.IndexOf((byte)'\n') < 0 && part == HistoryPart.Argument)
        {
            // The subject stands in every heading already.
            var known = text.SequenceEqual(_index.Symbol(_index.Blocks[block].Subject));
            Heading(block, $"{name}:");
            Line(block, text, known && _index.Blocks[block].Work != ToolKind.Shell ? HistoryPart.Heading : part, whole: true);
            return;
        }

        Heading(block, $"{name}:");
        AddLines(block, text, part);
    }

    private void Heading(int block, string text) => Line(block, Encoding.UTF8.GetBytes(text), HistoryPart.Heading);

    private void AddLines(int block, ReadOnlySpan<byte> text, HistoryPart part)
    {
        foreach (var range in text.TrimEnd((byte)'\n').Split((byte)'\n'))
            Line(block, text[range].TrimEnd((byte)'\r'), part);
    }

    private void Line(int block, ReadOnlySpan<byte> line, HistoryPart part, bool whole = false)
    {
        ref readonly var facts = ref _index.Blocks[block];
        var (work, subject) = _head < 0 ? (facts.Work, facts.Subject) : (_heads[_head].Work, _heads[_head].Subject);
        _lines.Add(new HistoryLine(_text.WrittenCount, line.Length, block, _exchange, part, whole, work, subject, _head));
        line.CopyTo(_text.GetSpan(line.Length + 1));
        _text.GetSpan(line.Length + 1)[line.Length] = (byte)'\n';
        _text.Advance(line.Length + 1);
    }
}
