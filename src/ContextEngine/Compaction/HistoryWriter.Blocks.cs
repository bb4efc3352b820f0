using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>What stands in the history for a block of each kind.</summary>
internal sealed partial class HistoryWriter
{
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
}
