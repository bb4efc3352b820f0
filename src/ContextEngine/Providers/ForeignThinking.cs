using System.Buffers;
using Pith.Transcripts;

namespace Pith.Providers;

/// <summary>
/// Takes out of an answer what the Messages API cannot read because another API made it: it refuses thinking without its own
/// signature, and fields that it does not know. Thinking of its own models stays, whichever of them made it: those that
/// cannot read it leave it out by themselves, and it is there again when the model that made it is back.
/// </summary>
internal static class ForeignThinking
{
    /// <summary>The message as an API takes it; nothing where nothing of it is left. Pure: the same bytes give the same bytes.</summary>
    /// <param name="message">A message.</param>
    /// <param name="origin">The API it came from; null where that is not known.</param>
    /// <param name="target">The API it goes to.</param>
    public static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> message, ModelApi? origin, ModelApi target)
    {
        var isForeign = origin is not null && origin != target || message.Span.IndexOf(ResponsesItem.Kept) >= 0;
        if (target != ModelApi.Messages || !isForeign || !MessageBytes.IsAssistant(message.Span))
            return message;
        var blocks = new List<ReadOnlyMemory<byte>>();
        foreach (var block in JsonValue.Of(MessageBytes.ContentOf(message.Span)).Elements())
            if (!block.Field("type"u8).Is("thinking"u8) || block.Field("signature"u8).Bytes.Length > 0 && block.Field(ResponsesItem.Kept).IsNothing)
                blocks.Add(Plain(block));
        return MessageBytes.Assistant(blocks);
    }

    private static byte[] Plain(JsonValue block)
    {
        if (block.Field(ResponsesItem.Kept).IsNothing)
            return block.Raw.ToArray();
        var plain = new ArrayBufferWriter<byte>(block.Raw.Length);
        plain.Write("{\"type\":\"text\",\"text\":"u8);
        plain.Write(block.Field("text"u8).Raw);
        plain.Write("}"u8);
        return plain.WrittenSpan.ToArray();
    }
}
