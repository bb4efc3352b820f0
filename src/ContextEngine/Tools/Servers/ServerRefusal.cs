using System.Text.Json;

namespace Pith.Tools.Servers;

/// <summary>What is wrong with a reply: an error of any shape that servers give it, or one that was cut off.</summary>
internal static class ServerRefusal
{
    private const int LongestShown = 300;

    /// <summary>An error as the protocol has it, with code and message, or whatever a server puts in its place.</summary>
    public static ServerException Of(JsonElement error)
    {
        var isObject = error.ValueKind == JsonValueKind.Object;
        var words = isObject && error.TryGetProperty("message", out var message) ? message : error;
        return new ServerException(words.ValueKind == JsonValueKind.String ? words.GetString()! : $"it refuses: {Shown(error.GetRawText())}")
        {
            Code = isObject && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var value) ? value : -1,
        };
    }

    /// <summary>A result that is none, as every method's is an object.</summary>
    public static ServerException NoObject(JsonElement result) => new($"its result is no object but {PlainWords.Of(result.GetRawText(), LongestShown)}");

    /// <summary>The id in the beginning of a message; null where it does not come that early.</summary>
    public static long? IdOf(ReadOnlySpan<byte> beginning)
    {
        try
        {
            var reader = new Utf8JsonReader(beginning, isFinalBlock: false, default);
            while (reader.Read())
                if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && reader.ValueTextEquals("id"u8))
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) ? id : null;
        }
        catch (JsonException)
        {
            // no message at all
        }

        return null;
    }

    private static string Shown(string raw) => raw.Length <= LongestShown ? raw : $"{raw[..LongestShown]}…";
}
