using System.Text.Json;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>The text of JSON strings, as bytes of their own.</summary>
internal static class JsonText
{
    /// <summary>A string's text; nothing for any other value.</summary>
    public static byte[] Bytes(JsonValue value) => value.ToBytes();

    /// <summary>A string's text for names and messages; empty for any other value.</summary>
    public static string Word(JsonValue value) => value.ToText();

    /// <summary>Whether the bytes are one JSON object and nothing else.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonLimits.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false; // models do write broken JSON
        }
    }
}
