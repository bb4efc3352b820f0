using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>The text of JSON strings, as bytes of their own.</summary>
internal static class JsonText
{
    /// <summary>A string's text; nothing for any other value.</summary>
    public static byte[] Bytes(JsonValue value) => value.ToBytes();

    /// <summary>A string's text for names and messages; empty for any other value.</summary>
    public static string Word(JsonValue value) => value.ToText();
}
