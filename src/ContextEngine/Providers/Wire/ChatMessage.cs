using System.Buffers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Wire;

/// <summary>A message of the Messages API as the messages that a Chat Completions server takes for it. Pure: the same bytes give the same bytes.</summary>
internal static class ChatMessage
{
    /// <summary>Converts one message; several come out of one with several results, joined by commas. Nothing comes of one without content.</summary>
    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        var record = JsonValue.Of(message);
        var output = new ArrayBufferWriter<byte>(message.Length + 64);
        var content = record.Field("content"u8);
        if (record.Field("role"u8).Is("assistant"u8))
            Assistant(content, output);
        else
            User(content, output);
        return output.WrittenSpan.ToArray();
    }

    private static void Assistant(JsonValue content, ArrayBufferWriter<byte> output)
    {
        var text = Joined(content, "text"u8, out _);
        var thinking = Joined(content, "thinking"u8, out var hasThinking);
        var calls = new ArrayBufferWriter<byte>();
        foreach (var block in content.Elements())
            if (block.Field("type"u8).Is("tool_use"u8))
                Call(block, calls);
        if (text.Length == 0 && calls.WrittenCount == 0 && !hasThinking)
            return;
        output.Write("{\"role\":\"assistant\",\"content\":\""u8);
        output.Write(text);
        output.Write("\""u8);
        if (hasThinking) // servers that gave it, be it empty, want it back
        {
            output.Write(",\"reasoning_content\":\""u8);
            output.Write(thinking);
            output.Write("\""u8);
        }

        if (calls.WrittenCount > 0)
        {
            output.Write(",\"tool_calls\":["u8);
            output.Write(calls.WrittenSpan);
            output.Write("]"u8);
        }

        output.Write("}"u8);
    }

    private static void Call(JsonValue block, ArrayBufferWriter<byte> calls)
    {
        calls.Write(calls.WrittenCount == 0 ? "{\"id\":"u8 : ",{\"id\":"u8);
        calls.Write(block.Field("id"u8).Raw);
        calls.Write(",\"type\":\"function\",\"function\":{\"name\":"u8);
        calls.Write(block.Field("name"u8).Raw);
        calls.Write(",\"arguments\":"u8);
        JsonString.WriteQuoted(calls, block.Field("input"u8).Raw);
        calls.Write("}}"u8);
    }

    /// <summary>Results come first, each a message of its own; then the words.</summary>
    private static void User(JsonValue content, ArrayBufferWriter<byte> output)
    {
        foreach (var block in content.Elements())
        {
            if (!block.Field("type"u8).Is("tool_result"u8))
                continue;
            output.Write(output.WrittenCount == 0 ? "{\"role\":\"tool\",\"tool_call_id\":"u8 : ",{\"role\":\"tool\",\"tool_call_id\":"u8);
            output.Write(block.Field("tool_use_id"u8).Raw);
            output.Write(",\"content\":\""u8);
            var result = block.Field("content"u8);
            output.Write(result.IsString ? result.Bytes : Joined(result, "text"u8, out _));
            output.Write(Shows(result) ? Below : []);
            output.Write("\"}"u8);
        }

        if (Shows(content))
            Parts(content, output);
        else
            Words(content, output);
    }

    // A message of the role tool holds words alone.
    private static ReadOnlySpan<byte> Below => "\\n[a picture, shown behind the results]"u8;

    private static void Words(JsonValue content, ArrayBufferWriter<byte> output)
    {
        var words = content.IsString ? content.Bytes.ToArray() : Joined(content, "text"u8, out _);
        if (words.Length == 0)
            return;
        output.Write(output.WrittenCount == 0 ? "{\"role\":\"user\",\"content\":\""u8 : ",{\"role\":\"user\",\"content\":\""u8);
        output.Write(words);
        output.Write("\"}"u8);
    }

    private static bool Shows(JsonValue content)
    {
        foreach (var block in content.Elements())
            if (block.Field("type"u8).Is("image"u8) || block.Field("type"u8).Is("tool_result"u8) && Shows(block.Field("content"u8)))
                return true;
        return false;
    }

    /// <summary>Words and pictures in their order, those of results among them. Words alone stay a string, which every server takes.</summary>
    private static void Parts(JsonValue content, ArrayBufferWriter<byte> output)
    {
        output.Write(output.WrittenCount == 0 ? "{\"role\":\"user\",\"content\":["u8 : ",{\"role\":\"user\",\"content\":["u8);
        var isFirst = true;
        foreach (var block in content.Elements())
            if (block.Field("type"u8).Is("tool_result"u8))
                foreach (var part in block.Field("content"u8).Elements())
                    Part(part, isWord: false, output, ref isFirst);
            else
                Part(block, block.Field("type"u8).Is("text"u8), output, ref isFirst);
        output.Write("]}"u8);
    }

    private static void Part(JsonValue block, bool isWord, ArrayBufferWriter<byte> output, ref bool isFirst)
    {
        var isPicture = block.Field("type"u8).Is("image"u8);
        if (!isPicture && !isWord)
            return;
        output.Write(isFirst ? "{\"type\":\""u8 : ",{\"type\":\""u8);
        isFirst = false;
        output.Write(isPicture ? "image_url\",\"image_url\":{\"url\":\""u8 : "text\",\"text\":\""u8);
        if (isPicture)
            PictureUrl.Write(block.Field("source"u8), output);
        else
            output.Write(block.Field("text"u8).Bytes);
        output.Write(isPicture ? "\"}}"u8 : "\"}"u8);
    }

    /// <summary>The texts of all blocks of a kind, with their escapes, parted by blank lines.</summary>
    private static byte[] Joined(JsonValue content, ReadOnlySpan<byte> kind, out bool any)
    {
        any = false;
        var text = new ArrayBufferWriter<byte>();
        foreach (var block in content.Elements())
        {
            var isSummary = block.Field("type"u8).Is("compaction"u8) && kind.SequenceEqual("text"u8); // by a provider that was asked before
            if (!isSummary && !block.Field("type"u8).Is(kind))
                continue;
            any = true;
            text.Write(text.WrittenCount == 0 ? [] : "\\n\\n"u8);
            text.Write(block.Field(isSummary ? "content"u8 : kind).Bytes);
        }

        return text.WrittenSpan.ToArray();
    }
}
