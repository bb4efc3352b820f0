using System.Buffers;
using System.Text;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>A text that comes in strings, kept as a content block of the Messages API with its escapes as they came.</summary>
internal sealed class ChatText(string kind)
{
    private readonly ArrayBufferWriter<byte> _escaped = new();

    /// <summary>Whether a string came, be it an empty one.</summary>
    public bool HasAny { get; private set; }

    public bool IsEmpty => _escaped.WrittenCount == 0;

    /// <summary>The text that was added.</summary>
    public byte[] Append(JsonValue text)
    {
        HasAny = true;
        _escaped.Write(text.Bytes);
        return JsonText.Bytes(text);
    }

    public byte[] Complete()
    {
        var block = new ArrayBufferWriter<byte>(_escaped.WrittenCount + 64);
        block.Write("{\"type\":"u8);
        JsonString.WriteQuoted(block, Encoding.UTF8.GetBytes(kind));
        block.Write(",\""u8);
        block.Write(Encoding.UTF8.GetBytes(kind));
        block.Write("\":\""u8);
        block.Write(_escaped.WrittenSpan);
        block.Write("\"}"u8);
        return block.WrittenSpan.ToArray();
    }
}
