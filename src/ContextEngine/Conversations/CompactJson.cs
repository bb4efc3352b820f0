using System.Buffers;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;

namespace Pith.Conversations;

/// <summary>Writes JSON again without white space and with our own minimal escapes: equal values give equal bytes.</summary>
public static class CompactJson
{
    /// <summary>Copies all that the reader still holds.</summary>
    /// <param name="reader">Stands before the first token.</param>
    /// <param name="output">Takes the JSON.</param>
    /// <exception cref="JsonException">The input is not JSON.</exception>
    public static void Write(ref Utf8JsonReader reader, IBufferWriter<byte> output)
    {
        var first = true;
        while (reader.Read())
        {
            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (!first && !closes)
                output.Write(","u8);
            first = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    WriteString(ref reader, output);
                    output.Write(":"u8);
                    first = true;
                    break;
                case JsonTokenType.String:
                    WriteString(ref reader, output);
                    break;
                default:
                    output.Write(reader.ValueSpan);
                    break;
            }
        }
    }

    private static void WriteString(ref Utf8JsonReader reader, IBufferWriter<byte> output)
    {
        if (!reader.ValueIsEscaped)
        {
            JsonString.WriteQuoted(output, reader.ValueSpan);
            return;
        }

        using var text = SpanOwner<byte>.Allocate(JsonString.UnescapedMaxLength(reader.ValueSpan.Length) + 1);
        JsonString.WriteQuoted(output, text.Span[..JsonString.Unescape(reader.ValueSpan, text.Span)]);
    }
}
