using System.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;
using Pith.Text;

namespace Pith.Compaction;

internal sealed partial class HistoryWriter
{
    private void Arguments(int block)
    {
        var reader = new Utf8JsonReader(index.Text(block), JsonLimits.Options);
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
            var known = text.SequenceEqual(index.Symbol(index.Blocks[block].Subject));
            Heading(block, $"{name}:");
            Line(block, text, known && index.Blocks[block].Work != ToolKind.Shell ? HistoryPart.Heading : part, whole: true);
            return;
        }

        Heading(block, $"{name}:");
        AddLines(block, text, part);
    }
}
