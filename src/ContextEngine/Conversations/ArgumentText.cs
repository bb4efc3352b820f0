using System.Buffers;
using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>
/// Call arguments in one canonical form: a compact JSON object whose strings are well-formed UTF-8. APIs refuse lone
/// surrogates and anything that is not an object, so what is neither becomes <c>{"input": …}</c>.
/// </summary>
internal static class ArgumentText
{
    public static void Write(JsonPiece piece, IBufferWriter<byte> output)
    {
        using var plain = new ArrayPoolBufferWriter<byte>(piece.Bytes.Length + 16);
        var room = plain.GetSpan(Utf8Text.ValidMaxLength(piece.Bytes.Length) + 1);
        plain.Advance(piece.Escaped ? JsonString.Unescape(piece.Bytes, room) : Utf8Text.CopyValid(piece.Bytes, room));
        var json = plain.WrittenSpan.Trim(" \t\r\n"u8);
        using var canonical = new ArrayPoolBufferWriter<byte>(json.Length + 16);
        if (json.IsEmpty)
            output.Write("{}"u8);
        else if (json[0] == '{' && TryWriteObject(json, canonical))
            output.Write(canonical.WrittenSpan);
        else
        {
            output.Write("{\"input\":"u8);
            JsonString.WriteQuoted(output, plain.WrittenSpan);
            output.Write("}"u8);
        }
    }

    private static bool TryWriteObject(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonLimits.Options);
            CompactJson.Write(ref reader, output);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
