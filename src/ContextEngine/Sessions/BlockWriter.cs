using System.Buffers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>Writes pieces of other programs' records as JSON on one line: texts, names, arguments.</summary>
internal sealed class BlockWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new(1024), quoted = new();

    /// <summary>Whether nothing was written since the last <see cref="Take"/>.</summary>
    public bool IsEmpty => bytes.WrittenCount == 0;

    /// <summary>What was written; begins anew.</summary>
    public byte[] Take()
    {
        var taken = bytes.WrittenSpan.ToArray();
        bytes.ResetWrittenCount();
        return taken;
    }

    /// <summary>JSON as it is.</summary>
    public void Write(ReadOnlySpan<byte> json) => bytes.Write(json);

    /// <summary>A text as a string.</summary>
    public void Quote(ReadOnlySpan<byte> text) => JsonString.WriteQuoted(bytes, text);

    /// <summary>A string, its escapes as they stand.</summary>
    public void Quote(JsonPiece text)
    {
        bytes.Write("\""u8);
        Inside(text);
        bytes.Write("\""u8);
    }

    /// <summary>What stands between the quotes of a string.</summary>
    public void Inside(JsonPiece text)
    {
        if (text.Escaped)
        {
            bytes.Write(text.Bytes);
            return;
        }

        quoted.ResetWrittenCount();
        JsonString.WriteQuoted(quoted, text.Bytes);
        bytes.Write(quoted.WrittenSpan[1..^1]);
    }

    /// <summary>An object as it is; anything else becomes the only member of one, since the API takes nothing else for arguments.</summary>
    public void Object(JsonPiece text)
    {
        ReadOnlySpan<byte> json = text.Escaped ? text.ToBytes() : text.Bytes;
        if (JsonLimits.IsObject(json))
        {
            OnOneLine(json);
            return;
        }

        bytes.Write(json.IsEmpty ? "{"u8 : "{\"input\":"u8);
        if (!json.IsEmpty)
            JsonString.WriteQuoted(bytes, json);
        bytes.Write("}"u8);
    }

    // A record is a line. Ends of lines in JSON are between its tokens, where a space says the same.
    private void OnOneLine(ReadOnlySpan<byte> json)
    {
        var room = bytes.GetSpan(json.Length)[..json.Length];
        json.CopyTo(room);
        room.Replace((byte)'\n', (byte)' ');
        room.Replace((byte)'\r', (byte)' ');
        bytes.Advance(json.Length);
    }
}
