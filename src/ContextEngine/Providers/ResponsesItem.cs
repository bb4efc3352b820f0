using System.Buffers;
using Pith.Transcripts;

namespace Pith.Providers;

/// <summary>
/// An output item of the Responses API as a content block of the Messages API. Reasoning, and whatever else only the server
/// understands, keeps the item's own bytes in one field, which goes back as it came: encrypted reasoning is refused when a
/// byte of it differs.
/// </summary>
internal static class ResponsesItem
{
    /// <summary>The field that holds an item as the server gave it.</summary>
    public static ReadOnlySpan<byte> Kept => "openai_item"u8;

    /// <summary>The block for an item that is no call; nothing for a message without text.</summary>
    public static byte[] ToBlock(JsonValue item)
    {
        var block = new ArrayBufferWriter<byte>(item.Raw.Length + 128);
        if (item.Field("type"u8).Is("message"u8))
        {
            WriteParts(block, "{\"type\":\"text\",\"text\":\""u8, item.Field("content"u8));
            if (block.WrittenCount == 0)
                return [];
            block.Write("\""u8);
            if (item.Field("phase"u8).IsNothing)
                block.Write("}"u8);
            else // which words are the answer and which are said on the way: models want it back
                Keep(block, item);
            return block.WrittenSpan.ToArray();
        }

        WriteParts(block, "{\"type\":\"thinking\",\"thinking\":\""u8, item.Field("summary"u8));
        if (block.WrittenCount == 0)
            WriteParts(block, "{\"type\":\"thinking\",\"thinking\":\""u8, item.Field("content"u8));
        block.Write(block.WrittenCount == 0 ? "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\""u8 : "\",\"signature\":\"\""u8);
        Keep(block, item);
        return block.WrittenSpan.ToArray();
    }

    /// <summary>The block for a call.</summary>
    /// <param name="item">The item.</param>
    /// <param name="input">What the model wrote as its arguments.</param>
    public static byte[] ToCall(JsonValue item, ReadOnlySpan<byte> input)
    {
        var block = new ArrayBufferWriter<byte>(input.Length + 128);
        block.Write("{\"type\":\"tool_use\",\"id\":"u8);
        block.Write(item.Field("call_id"u8).Raw);
        block.Write(",\"name\":"u8);
        block.Write(item.Field("name"u8).Raw);
        block.Write(",\"input\":"u8);
        Streaming.BlockAssembly.WriteObject(block, input);
        block.Write("}"u8);
        return block.WrittenSpan.ToArray();
    }

    private static void Keep(ArrayBufferWriter<byte> block, JsonValue item)
    {
        block.Write(",\""u8);
        block.Write(Kept);
        block.Write("\":"u8);
        block.Write(item.Raw);
        block.Write("}"u8);
    }

    /// <summary>The texts of all parts with their escapes; nothing at all where there is none.</summary>
    private static void WriteParts(ArrayBufferWriter<byte> block, ReadOnlySpan<byte> start, JsonValue parts)
    {
        foreach (var part in parts.Elements())
        {
            var text = part.Field("text"u8) is { IsString: true } said ? said : part.Field("refusal"u8);
            if (text.Bytes.IsEmpty)
                continue;
            block.Write(block.WrittenCount == 0 ? start : "\\n\\n"u8);
            block.Write(text.Bytes);
        }
    }
}
