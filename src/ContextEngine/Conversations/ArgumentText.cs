using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
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
        if (!piece.Escaped && Utf8.IsValid(piece.Bytes))
        {
            Write(piece.Bytes, output);
            return;
        }

        using var plain = SpanOwner<byte>.Allocate(Utf8Text.ValidMaxLength(piece.Bytes.Length) + 1);
        var length = piece.Escaped ? JsonString.Unescape(piece.Bytes, plain.Span) : Utf8Text.CopyValid(piece.Bytes, plain.Span);
        Write(plain.Span[..length], output);
    }

    private static void Write(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
    {
        var json = plain.Trim(" \t\r\n"u8);
        using var canonical = new ArrayPoolBufferWriter<byte>(json.Length + 16);
        if (json.IsEmpty)
            output.Write("{}"u8);
        else if (json[0] == '{' && TryWriteObject(json, canonical))
            output.Write(canonical.WrittenSpan);
        else
        {
            output.Write("{\"input\":"u8);
            JsonString.WriteQuoted(output, plain);
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
