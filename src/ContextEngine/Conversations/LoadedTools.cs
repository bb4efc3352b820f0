using System.Text.Json;
using Pith.Text;
using Pith.Tokens;

namespace Pith.Conversations;

/// <summary>
/// The declared tools that are in the context: those marked <c>defer_loading</c> stay out of it until a search brings
/// them in (platform.claude.com, Tool search tool; recorded bodies with deferred tools agree).
/// </summary>
internal static class LoadedTools
{
    /// <summary>Adds their declarations as they stand in the request.</summary>
    /// <param name="parts">The stretch to add to.</param>
    /// <param name="declared">A JSON array of declarations.</param>
    public static void AddTo(ref ContextParts parts, ReadOnlySpan<byte> declared)
    {
        var reader = new Utf8JsonReader(declared, JsonLimits.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var tool = declared[start..(int)reader.BytesConsumed];
            if (!IsDeferred(tool))
                parts.Measure(tool);
        }
    }

    private static bool IsDeferred(ReadOnlySpan<byte> tool)
    {
        var reader = new Utf8JsonReader(tool, JsonLimits.Options);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var isMark = reader.ValueTextEquals("defer_loading"u8);
            reader.Read();
            if (isMark)
                return reader.TokenType == JsonTokenType.True;
            reader.Skip();
        }

        return false;
    }
}
