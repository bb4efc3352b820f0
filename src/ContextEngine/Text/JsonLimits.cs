using System.Text.Json;

namespace Pith.Text;

/// <summary>How JSON is read, everywhere alike: what one room accepts, the next must not refuse.</summary>
internal static class JsonLimits
{
    /// <summary>Deeper nesting is refused where a record is read; real transcripts stay below 40.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>
    /// What becomes a part of something else, as arguments do of a message and a message of a record and of a request: it must
    /// be shallower than what is read, or a log could not read what it took.
    /// </summary>
    public static readonly JsonReaderOptions Part = new() { MaxDepth = 200 };

    /// <summary>What becomes a part of a record.</summary>
    public static readonly JsonReaderOptions Content = new() { MaxDepth = 240 };

    /// <summary>Whether bytes are one JSON object and nothing else, no deeper than a <see cref="Part"/> may be.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json) => IsValue(json, Part, out var type) && type == JsonTokenType.StartObject;

    /// <summary>Whether bytes are one JSON value and nothing else.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="limits">How deep it may be.</param>
    /// <param name="type">How it begins.</param>
    public static bool IsValue(ReadOnlySpan<byte> json, JsonReaderOptions limits, out JsonTokenType type)
    {
        type = JsonTokenType.None;
        try
        {
            var reader = new Utf8JsonReader(json, limits);
            if (!reader.Read())
                return false;
            type = reader.TokenType;
            return reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false; // models do write broken JSON
        }
    }
}
