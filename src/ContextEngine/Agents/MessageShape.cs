using System.Text.Json;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>
/// Whether the blocks of a raw message have the members that the Messages API asks for, each of its JSON type. What a view
/// says of them does not show it: a text that is a number reads like one.
/// </summary>
internal static class MessageShape
{
    /// <summary>A string, or a list of blocks. What kinds there will be tomorrow is passed.</summary>
    public static bool IsSound(JsonValue content)
    {
        if (!content.IsArray)
            return content.IsString;
        foreach (var block in content.Elements())
            if (!IsBlock(block))
                return false;
        return true;
    }

    private static bool IsBlock(JsonValue block)
    {
        var type = block.Field("type"u8);
        if (!type.IsString)
            return false;
        if (type.Is("text"u8))
            return block.Field("text"u8).IsString;
        if (type.Is("thinking"u8))
            return block.Field("thinking"u8).IsString && block.Field("signature"u8).IsString;
        if (type.Is("redacted_thinking"u8))
            return block.Field("data"u8).IsString;
        if (type.Is("tool_use"u8))
            return block.Field("id"u8).IsString && block.Field("name"u8).IsString && block.Field("input"u8).IsObject;
        if (type.Is("tool_result"u8))
            return block.Field("tool_use_id"u8).IsString && IsResult(block);
        return !(type.Is("image"u8) || type.Is("document"u8)) || block.Field("source"u8).IsObject;
    }

    private static bool IsResult(JsonValue block) =>
        block.Field("is_error"u8).Type is JsonTokenType.None or JsonTokenType.True or JsonTokenType.False
        && block.Field("content"u8) is var content && (content.Type == JsonTokenType.None || IsSound(content));
}
