using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// The content of a message of another program's session, in the form of the Messages API. A JSON string keeps its
/// escapes as they stand, so that signed thinking stays what was signed; thinking without a signature is left out.
/// </summary>
internal sealed class ForeignContent
{
    private readonly ArrayBufferWriter<byte> bytes = new(1024), quoted = new();
    private readonly Queue<string> unnamed = []; // calls of formats without ids, which join in order
    private string? result;
    private int calls;

    /// <summary>Whether no block was added.</summary>
    public bool IsEmpty => bytes.WrittenCount == 0;

    /// <summary>Adds a block.</summary>
    /// <param name="block">As a dialect gives it.</param>
    /// <param name="isSigned">Whether the model is one whose signatures the Messages API takes back.</param>
    public void Add(in BlockView block, bool isSigned)
    {
        if (block.Kind == BlockKind.Result)
        {
            Result(block);
            return;
        }

        if (block.Kind == BlockKind.Thinking && (block.Signature.IsEmpty || !isSigned))
            return;
        Next();
        if (block.Kind == BlockKind.Call)
            Call(block);
        else if (block.Kind == BlockKind.Thinking)
            Thinking(block);
        else if (block.Kind == BlockKind.Image)
            Image(block);
        else
            Text(block.Text);
    }

    /// <summary>The list of blocks; begins the next.</summary>
    public byte[] Take()
    {
        CloseResult();
        bytes.Write("]"u8);
        var taken = bytes.WrittenSpan.ToArray();
        bytes.ResetWrittenCount();
        return taken;
    }

    private void Next()
    {
        CloseResult();
        bytes.Write(bytes.WrittenCount == 0 ? "["u8 : ","u8);
    }

    private void CloseResult()
    {
        if (result is not null)
            bytes.Write("\"}"u8);
        result = null;
    }

    private void Text(JsonPiece text)
    {
        bytes.Write("{\"type\":\"text\",\"text\":"u8);
        Quote(text);
        bytes.Write("}"u8);
    }

    private void Thinking(in BlockView block)
    {
        bytes.Write("{\"type\":\"thinking\",\"thinking\":"u8);
        Quote(block.Text);
        bytes.Write(",\"signature\":"u8);
        Quote(new JsonPiece(block.Signature, true));
        bytes.Write("}"u8);
    }

    private void Call(in BlockView block)
    {
        var id = block.CallId.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"call_{++calls}") : Encoding.UTF8.GetString(block.CallId);
        if (block.CallId.IsEmpty)
            unnamed.Enqueue(id);
        bytes.Write("{\"type\":\"tool_use\",\"id\":"u8);
        JsonString.WriteQuoted(bytes, Encoding.UTF8.GetBytes(id));
        bytes.Write(",\"name\":"u8);
        Quote(block.Tool);
        bytes.Write(",\"input\":"u8);
        Arguments(block.Text);
        bytes.Write("}"u8);
    }

    // Texts of one result come one by one, and make one.
    private void Result(in BlockView block)
    {
        var id = !block.CallId.IsEmpty ? Encoding.UTF8.GetString(block.CallId) : unnamed.Count > 0 ? unnamed.Dequeue() : "";
        if (result is not null && result == id)
        {
            bytes.Write("\\n"u8);
            Inside(block.Text);
            return;
        }

        Next();
        bytes.Write("{\"type\":\"tool_result\",\"tool_use_id\":"u8);
        JsonString.WriteQuoted(bytes, Encoding.UTF8.GetBytes(id));
        bytes.Write(block.IsError ? ",\"is_error\":true,\"content\":\""u8 : ",\"content\":\""u8);
        result = id;
        Inside(block.Text);
    }

    private void Image(in BlockView block)
    {
        var isUrl = block.Text.Bytes.StartsWith("http"u8);
        bytes.Write(block.MediaType.SequenceEqual("application/pdf"u8) ? "{\"type\":\"document\",\"source\":"u8 : "{\"type\":\"image\",\"source\":"u8);
        bytes.Write(isUrl ? "{\"type\":\"url\",\"url\":"u8 : "{\"type\":\"base64\",\"media_type\":"u8);
        if (!isUrl)
        {
            JsonString.WriteQuoted(bytes, block.MediaType.IsEmpty ? "image/png"u8 : block.MediaType);
            bytes.Write(",\"data\":"u8);
        }

        Quote(block.Text);
        bytes.Write("}}"u8);
    }

    // An object as it is; anything else becomes the only member of one, since the API takes nothing else.
    private void Arguments(JsonPiece text)
    {
        var plain = new byte[JsonString.UnescapedMaxLength(text.Bytes.Length)];
        var json = text.Escaped ? plain.AsSpan(0, JsonString.Unescape(text.Bytes, plain)) : text.Bytes;
        if (IsObject(json))
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

    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonLimits.Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Quote(JsonPiece text)
    {
        bytes.Write("\""u8);
        Inside(text);
        bytes.Write("\""u8);
    }

    private void Inside(JsonPiece text)
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
}
