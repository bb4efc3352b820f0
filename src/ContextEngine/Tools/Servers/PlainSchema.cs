using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pith.Tools.Servers;

/// <summary>The schema of a tool's input as a model sees it: of bounded length, its names and texts without what people cannot see.</summary>
internal static class PlainSchema
{
    /// <summary>The longest schema: it is a part of every request.</summary>
    public const int MostBytes = 64 << 10;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema of any object.</summary>
    public static byte[] Any => """{"type":"object"}"""u8.ToArray();

    /// <summary>The schema, written closely; null where it is longer than <see cref="MostBytes"/>.</summary>
    public static byte[]? Of(JsonElement schema)
    {
        var plain = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(plain, Options))
            Write(json, schema);
        return plain.WrittenCount > MostBytes ? null : plain.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    json.WritePropertyName(PlainWords.Of(property.Name, MostBytes));
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    Write(json, element);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(PlainWords.Of(value.GetString()!, MostBytes));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
