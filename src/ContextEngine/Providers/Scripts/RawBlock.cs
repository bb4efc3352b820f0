using System.Buffers;
using Pith.Providers.Streaming;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Scripts;

/// <summary>A block of a transcript as a content block of the Messages API.</summary>
internal static class RawBlock
{
    /// <summary>Nothing for what an answer does not hold: results, images.</summary>
    public static byte[]? Of(in BlockView block)
    {
        var raw = new ArrayBufferWriter<byte>(block.Text.Bytes.Length + 128);
        switch (block.Kind)
        {
            case BlockKind.Text:
                raw.Write("{\"type\":\"text\",\"text\":"u8);
                Quote(raw, block.Text);
                break;
            case BlockKind.Thinking:
                raw.Write("{\"type\":\"thinking\",\"thinking\":"u8);
                Quote(raw, block.Text);
                raw.Write(",\"signature\":"u8);
                JsonString.WriteQuoted(raw, block.Signature);
                break;
            case BlockKind.Call:
                raw.Write("{\"type\":\"tool_use\",\"id\":"u8);
                JsonString.WriteQuoted(raw, block.CallId);
                raw.Write(",\"name\":"u8);
                Quote(raw, block.Tool);
                raw.Write(",\"input\":"u8);
                BlockAssembly.WriteObject(raw, block.Text.ToBytes());
                break;
            default:
                return null;
        }

        raw.Write("}"u8);
        return raw.WrittenSpan.ToArray();
    }

    private static void Quote(ArrayBufferWriter<byte> raw, JsonPiece text)
    {
        if (!text.Escaped)
        {
            JsonString.WriteQuoted(raw, text.Bytes);
            return;
        }

        raw.Write("\""u8);
        raw.Write(text.Bytes);
        raw.Write("\""u8);
    }
}
