using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// Writes blocks as numbered lines, as they stand in a <see cref="History"/>. Arguments stand unescaped, so that code in
/// them reads as code. Linear in the text.
/// </summary>
/// <param name="index">Where the blocks are.</param>
/// <param name="bytes">Text for which room is made at once.</param>
/// <param name="lines">Lines likewise.</param>
internal sealed class HistoryWriter(ContextIndex index, int bytes, int lines)
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

    /// <summary>Takes back all lines but the first.</summary>
    public void Rewind(int lines)
    {
        CollectionsMarshal.SetCount(Lines, lines);
        _text.Rewind(lines == 0 ? 0 : Lines[^1].Start + Lines[^1].Length + 1);
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
                _text.Append($"== turn {turn} {(facts.Role == Role.User ? "user" : facts.Role == Role.Assistant ? "assistant" : "system")}");
                End(block, HistoryPart.Heading);
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
                _text.Append($"== turn {turn} call {index.Symbol(facts.Tool)}");
                End(block, HistoryPart.Heading);
                Arguments(block);
                break;
            case BlockKind.Result:
                _text.Append($"== turn {turn} {(facts.Has(BlockFlags.Error) ? "error" : "result")} {index.Symbol(facts.Tool)}");
                End(block, HistoryPart.Heading);
                AddLines(block, index.Text(block), HistoryPart.Result);
                break;
            case BlockKind.Image:
                _text.Append($"== turn {turn} image {index.Symbol(facts.Extra)}");
                End(block, HistoryPart.Heading);
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

    private void Arguments(int block)
    {
        var reader = new Utf8JsonReader(index.Text(block), JsonLimits.Options);
        var name = default(ReadOnlySpan<byte>);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = reader.ValueSpan;
            else if (reader.TokenType == JsonTokenType.String)
                Argument(block, name, ref reader);
            else if (reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
            {
                _text.Append($"{name}: {reader.ValueSpan}");
                End(block, HistoryPart.Heading);
            }
        }
    }

    private void Argument(int block, ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        using var value = SpanOwner<byte>.Allocate(Utf8Text.ValidMaxLength(reader.ValueSpan.Length) + 1);
        var text = value.Span[..JsonString.Unescape(reader.ValueSpan, value.Span)];
        var part = PartOf(name);
        _text.Append($"{name}:");
        End(block, HistoryPart.Heading);
        if (text.IndexOf((byte)'\n') < 0 && part == HistoryPart.Argument)
        {
            // The subject stands in every heading already.
            var known = text.SequenceEqual(index.Symbol(index.Blocks[block].Subject));
            Line(block, text, known && index.Blocks[block].Work != ToolKind.Shell ? HistoryPart.Heading : part, whole: true);
            return;
        }

        AddLines(block, text, part);
    }

    private static HistoryPart PartOf(ReadOnlySpan<byte> argument)
    {
        if (argument.SequenceEqual("old_string"u8) || argument.SequenceEqual("oldText"u8) || argument.SequenceEqual("old_str"u8))
            return HistoryPart.Removed;
        return argument.SequenceEqual("new_string"u8) || argument.SequenceEqual("newText"u8) || argument.SequenceEqual("new_str"u8)
            || argument.SequenceEqual("content"u8) || argument.SequenceEqual("file_text"u8) ? HistoryPart.Added : HistoryPart.Argument;
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
        var (work, subject) = _head < 0 ? (facts.Work, facts.Subject) : (Heads[_head].Work, Heads[_head].Subject);
        Lines.Add(new HistoryLine(Lines.Count, start, _text.WrittenCount - start, block, _exchange, part, whole, work, subject, _head));
        _text.Write("\n"u8);
    }
}
