using System.Buffers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Wire;

/// <summary>A message of the Messages API as the input items that the Responses API takes for it. Pure: the same bytes give the same bytes.</summary>
internal static class ResponsesItems
{
    /// <summary>Converts one message; several items are joined by commas. An item that the server itself made goes back as it came.</summary>
    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        var record = JsonValue.Of(message);
        var isAssistant = record.Field("role"u8).Is("assistant"u8);
        var content = record.Field("content"u8);
        var items = new ArrayBufferWriter<byte>(message.Length + 64);
        if (content.IsString)
            Said(isAssistant, content.Raw, items);
        foreach (var block in content.Elements())
            Block(block, isAssistant, items);
        foreach (var block in content.Elements()) // those of results, which hold words alone here, behind all of them
            if (block.Field("type"u8).Is("tool_result"u8))
                foreach (var part in block.Field("content"u8).Elements())
                    if (part.Field("type"u8).Is("image"u8))
                        Picture(part.Field("source"u8), items);
        return items.WrittenSpan.ToArray();
    }

    private static void Block(JsonValue block, bool isAssistant, ArrayBufferWriter<byte> items)
    {
        var type = block.Field("type"u8);
        if (block.Field(ResponsesItem.Kept) is { IsObject: true } kept)
            Add(items, kept.Raw);
        else if (type.Is("text"u8))
            Said(isAssistant, block.Field("text"u8).Raw, items);
        else if (type.Is("compaction"u8))
            Said(isAssistant, block.Field("content"u8).Raw, items);
        else if (type.Is("tool_use"u8))
            Call(block, items);
        else if (type.Is("tool_result"u8))
            Result(block, items);
        else if (type.Is("image"u8))
            Picture(block.Field("source"u8), items);
        // Thinking of other providers says nothing here, and nothing that was not signed here is taken.
    }

    private static void Said(bool isAssistant, ReadOnlySpan<byte> quoted, ArrayBufferWriter<byte> items)
    {
        Add(items, isAssistant ? "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":"u8 : "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"u8);
        items.Write(quoted);
        items.Write("}]}"u8);
    }

    private static void Call(JsonValue block, ArrayBufferWriter<byte> items)
    {
        Add(items, "{\"type\":\"function_call\",\"call_id\":"u8);
        items.Write(block.Field("id"u8).Raw);
        items.Write(",\"name\":"u8);
        items.Write(block.Field("name"u8).Raw);
        items.Write(",\"arguments\":"u8);
        JsonString.WriteQuoted(items, block.Field("input"u8).Raw);
        items.Write("}"u8);
    }

    private static void Result(JsonValue block, ArrayBufferWriter<byte> items)
    {
        Add(items, "{\"type\":\"function_call_output\",\"call_id\":"u8);
        items.Write(block.Field("tool_use_id"u8).Raw);
        items.Write(",\"output\":\""u8);
        var result = block.Field("content"u8);
        items.Write(result.Bytes);
        var isFirst = true;
        foreach (var part in result.Elements())
        {
            if (!part.Field("type"u8).Is("text"u8))
                continue;
            items.Write(isFirst ? [] : "\\n\\n"u8);
            isFirst = false;
            items.Write(part.Field("text"u8).Bytes);
        }

        items.Write("\"}"u8);
    }

    private static void Picture(JsonValue source, ArrayBufferWriter<byte> items)
    {
        Add(items, "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\""u8);
        PictureUrl.Write(source, items);
        items.Write("\"}]}"u8);
    }

    private static void Add(ArrayBufferWriter<byte> items, ReadOnlySpan<byte> item)
    {
        if (items.WrittenCount > 0)
            items.Write(","u8);
        items.Write(item);
    }
}
