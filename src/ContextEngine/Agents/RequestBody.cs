using System.Buffers;
using System.Text.Json;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>Messages as a body that the reader of transcripts knows, and back.</summary>
internal static class RequestBody
{
    /// <summary>The body of a conversation.</summary>
    public static byte[] Of(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        var body = new ArrayBufferWriter<byte>(1 << 16);
        body.Write("{\"model\":\"claude\",\"messages\":["u8);
        for (var i = 0; i < messages.Count; i++)
        {
            body.Write(i == 0 ? default : ","u8);
            body.Write(messages[i].Span);
        }

        body.Write("]}"u8);
        return body.WrittenSpan.ToArray();
    }

    /// <summary>A body as the compactor wants it, counted in o200k. The caller disposes it.</summary>
    public static ContextIndex Index(byte[] body)
    {
        var index = new ContextIndex(TokenMeter.Exact(TokenCounter.O200k), new IndexOptions());
        using var stream = new MemoryStream(body);
        using (var reader = new TranscriptReader(stream, new ReaderOptions { MaxLine = body.Length + 1, Name = "the conversation" }))
            while (reader.Read(index))
            {
            }

        index.Seal();
        return index;
    }

    /// <summary>The raw messages of a body.</summary>
    public static List<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> body)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(body.Span);
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
