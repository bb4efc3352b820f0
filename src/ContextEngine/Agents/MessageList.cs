using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Conversations;
using Pith.Text;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>Raw messages as a body that the reader of transcripts knows, and back.</summary>
internal static class MessageList
{
    /// <summary>Tokens of these messages in <c>o200k_base</c>, as a body.</summary>
    public static long Tokens(IReadOnlyList<ReadOnlyMemory<byte>> messages) => TokenMeter.Exact(TokenCounter.O200k).Count(Body(messages, "claude").Span);

    /// <summary>A body of the Messages API with these messages.</summary>
    /// <param name="messages">Each one JSON object.</param>
    /// <param name="model">The model's name; it decides what may be sent back.</param>
    public static ReadOnlyMemory<byte> Body(IReadOnlyList<ReadOnlyMemory<byte>> messages, string model)
    {
        // Of its final size at once: growing would leave as much again behind among the large objects.
        var body = new ArrayBufferWriter<byte>(64 + (6 * model.Length) + messages.Sum(m => m.Length + 1));
        body.Write("{\"model\":"u8);
        Text.JsonString.WriteQuoted(body, Encoding.UTF8.GetBytes(model));
        body.Write(",\"messages\":["u8);
        for (var i = 0; i < messages.Count; i++)
        {
            body.Write(i == 0 ? default : ","u8);
            body.Write(messages[i].Span);
        }

        body.Write("]}"u8);
        return body.WrittenMemory;
    }

    /// <summary>Messages as the compactor wants them, counted in o200k. The caller disposes it.</summary>
    public static ContextIndex Index(IReadOnlyList<ReadOnlyMemory<byte>> messages) => Index(messages, "claude", TokenMeter.Exact(TokenCounter.O200k));

    /// <summary>Messages as the compactor wants them. The caller disposes it.</summary>
    /// <param name="messages">Each one JSON object.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="meter">Counts the tokens.</param>
    public static ContextIndex Index(IReadOnlyList<ReadOnlyMemory<byte>> messages, string model, TokenMeter meter)
    {
        var index = new ContextIndex(meter, new IndexOptions { Bytes = messages.Sum(m => m.Length) });
        foreach (var message in messages)
            AnthropicRequest.Message(JsonValue.Of(message.Span), Encoding.UTF8.GetBytes(model), index);
        index.Seal();
        return index;
    }

    /// <summary>The raw messages of a body.</summary>
    public static List<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> body)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(body.Span, JsonLimits.Options);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var found = reader.ValueTextEquals("messages"u8);
            reader.Read();
            if (!found)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                messages.Add(body[start..(int)reader.BytesConsumed]);
            }
        }

        return messages;
    }
}
