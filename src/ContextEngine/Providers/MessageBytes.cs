using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers;

/// <summary>Messages as the raw bytes in which they are kept, logged and sent.</summary>
public static class MessageBytes
{
    /// <summary>What every message with content ends in: its last block, the list, the message.</summary>
    internal static ReadOnlySpan<byte> End => "}]}"u8;

    /// <summary>A text of the user's.</summary>
    /// <param name="text">UTF-8; ill-formed parts become U+FFFD.</param>
    public static byte[] User(ReadOnlySpan<byte> text) => Blocks([TextBlock(text)]);

    /// <summary>One text as a content block.</summary>
    /// <param name="text">UTF-8; ill-formed parts become U+FFFD.</param>
    public static byte[] TextBlock(ReadOnlySpan<byte> text)
    {
        var block = new ArrayBufferWriter<byte>(text.Length + 64);
        block.Write("{\"type\":\"text\",\"text\":"u8);
        JsonString.WriteQuoted(block, text);
        block.Write("}"u8);
        return block.WrittenSpan.ToArray();
    }

    /// <summary>One picture as a content block.</summary>
    /// <param name="media">The media type.</param>
    /// <param name="base64">Its data; kept byte for byte.</param>
    public static byte[] PictureBlock(string media, ReadOnlySpan<byte> base64)
    {
        var block = new ArrayBufferWriter<byte>(base64.Length + 96);
        block.Write("{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":"u8);
        JsonString.WriteQuoted(block, Encoding.UTF8.GetBytes(media));
        block.Write(",\"data\":"u8);
        JsonString.WriteQuoted(block, base64);
        block.Write("}}"u8);
        return block.WrittenSpan.ToArray();
    }

    /// <summary>An answer, from its blocks as the stream gave them. An empty text is left out, since no provider takes one back.</summary>
    /// <param name="blocks">Content blocks, raw.</param>
    /// <returns>Nothing where no block is left.</returns>
    public static byte[] Assistant(IEnumerable<ReadOnlyMemory<byte>> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var message = new ArrayBufferWriter<byte>(1024);
        foreach (var block in blocks)
        {
            if (block.Span.SequenceEqual("{\"type\":\"text\",\"text\":\"\"}"u8))
                continue;
            message.Write(message.WrittenCount == 0 ? "{\"role\":\"assistant\",\"content\":["u8 : ","u8);
            message.Write(block.Span);
        }

        if (message.WrittenCount > 0)
            message.Write("]}"u8);
        return message.WrittenSpan.ToArray();
    }

    /// <summary>A message from its content, the raw value.</summary>
    /// <param name="isAssistant">Whether the model speaks, or the user.</param>
    /// <param name="content">Raw JSON: a string or a list of blocks.</param>
    public static byte[] Of(bool isAssistant, ReadOnlySpan<byte> content)
    {
        var message = new ArrayBufferWriter<byte>(content.Length + 40);
        message.Write(isAssistant ? "{\"role\":\"assistant\",\"content\":"u8 : "{\"role\":\"user\",\"content\":"u8);
        message.Write(content);
        message.Write("}"u8);
        return message.WrittenSpan.ToArray();
    }

    /// <summary>Whether the model speaks in a message.</summary>
    /// <param name="message">As these methods make it.</param>
    public static bool IsAssistant(ReadOnlySpan<byte> message) => message.StartsWith("{\"role\":\"assistant\""u8);

    /// <summary>Whether one of a message's blocks calls a tool. Text may speak of calls as it likes.</summary>
    public static bool HasCall(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\"tool_use\""u8) < 0)
            return false;
        foreach (var block in JsonValue.Of(ContentOf(message)).Elements())
            if (block.Field("type"u8).Is("tool_use"u8))
                return true;
        return false;
    }

    /// <summary>The content of a message, the raw value.</summary>
    /// <param name="message">One JSON object.</param>
    /// <exception cref="ArgumentException">It has no content.</exception>
    public static ReadOnlySpan<byte> ContentOf(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message, JsonLimits.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals("content"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isContent)
                return message[start..(int)reader.BytesConsumed];
        }

        throw new ArgumentException("a message without content", nameof(message));
    }

    /// <summary>One result as a content block.</summary>
    /// <param name="callId">The call it answers.</param>
    /// <param name="text">UTF-8; ill-formed parts become U+FFFD.</param>
    /// <param name="isError">Whether the call failed.</param>
    public static byte[] Result(string callId, ReadOnlySpan<byte> text, bool isError)
    {
        var block = new ArrayBufferWriter<byte>(text.Length + 96);
        block.Write("{\"type\":\"tool_result\",\"tool_use_id\":"u8);
        JsonString.WriteQuoted(block, Encoding.UTF8.GetBytes(callId));
        block.Write(",\"content\":"u8);
        JsonString.WriteQuoted(block, text);
        block.Write(isError ? ",\"is_error\":true}"u8 : "}"u8);
        return block.WrittenSpan.ToArray();
    }

    /// <summary>Content blocks together as one message of the user's: the results of an answer's calls, every one of them and before any text.</summary>
    /// <param name="blocks">At least one; see <see cref="Result"/> and <see cref="TextBlock"/>.</param>
    public static byte[] Blocks(IReadOnlyList<byte[]> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var message = new ArrayBufferWriter<byte>(blocks.Sum(r => r.Length + 1) + 32);
        for (var i = 0; i < blocks.Count; i++)
        {
            message.Write(i == 0 ? "{\"role\":\"user\",\"content\":["u8 : ","u8);
            message.Write(blocks[i]);
        }

        message.Write("]}"u8);
        return message.WrittenSpan.ToArray();
    }
}
