using System.Buffers;
using System.Text;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>Call arguments with their long values cut: strings keep a beginning, lists and objects a handle.</summary>
internal static class ClippedArguments
{
    public static void Write(ReadOnlySpan<byte> json, int bytesPerValue, string handle, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Options);
        output.Write("{"u8);
        var first = true;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            output.Write(first ? "\""u8 : ",\""u8);
            first = false;
            output.Write(reader.ValueSpan);
            output.Write("\":"u8);
            reader.Read();
            WriteValue(ref reader, json, bytesPerValue, handle, output);
        }

        output.Write("}"u8);
    }

    private static void WriteValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int limit, string handle, IBufferWriter<byte> output)
    {
        var start = (int)reader.TokenStartIndex;
        reader.TrySkip();
        var raw = json[start..(int)reader.BytesConsumed];
        if (raw.Length <= limit + 64)
        {
            output.Write(raw);
            return;
        }

        var note = Encoding.UTF8.GetBytes($"… [pith: {raw.Length} bytes in {handle}]");
        if (raw[0] != '"')
        {
            JsonString.WriteQuoted(output, note);
            return;
        }

        using var value = SpanOwner<byte>.Allocate(Utf8Text.ValidMaxLength(raw.Length) + note.Length);
        var length = Utf8Text.CutAt(value.Span[..JsonString.Unescape(raw[1..^1], value.Span)], limit);
        note.CopyTo(value.Span[length..]);
        JsonString.WriteQuoted(output, value.Span[..(length + note.Length)]);
    }
}
