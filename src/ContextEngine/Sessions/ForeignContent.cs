using System.Globalization;
using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// The content of a message of another program's session, in the form of the Messages API. A JSON string keeps its
/// escapes as they stand, so that signed thinking stays what was signed; thinking without a signature is left out.
/// </summary>
internal sealed class ForeignContent
{
    private readonly BlockWriter output = new();
    private readonly Queue<string> unnamed = []; // calls of formats without ids, which join in order
    private string? result;
    private int calls;

    /// <summary>Whether no block was added.</summary>
    public bool IsEmpty => output.IsEmpty;

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
        output.Write("]"u8);
        return output.Take();
    }

    private void Next()
    {
        CloseResult();
        output.Write(output.IsEmpty ? "["u8 : ","u8);
    }

    private void CloseResult()
    {
        if (result is not null)
            output.Write("\"}"u8);
        result = null;
    }

    private void Text(JsonPiece text)
    {
        output.Write("{\"type\":\"text\",\"text\":"u8);
        output.Quote(text);
        output.Write("}"u8);
    }

    private void Thinking(in BlockView block)
    {
        output.Write("{\"type\":\"thinking\",\"thinking\":"u8);
        output.Quote(block.Text);
        output.Write(",\"signature\":"u8);
        output.Quote(new JsonPiece(block.Signature, true));
        output.Write("}"u8);
    }

    private void Call(in BlockView block)
    {
        var id = block.CallId.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"call_{++calls}") : Encoding.UTF8.GetString(block.CallId);
        if (block.CallId.IsEmpty)
            unnamed.Enqueue(id);
        output.Write("{\"type\":\"tool_use\",\"id\":"u8);
        output.Quote(Encoding.UTF8.GetBytes(id));
        output.Write(",\"name\":"u8);
        output.Quote(block.Tool);
        output.Write(",\"input\":"u8);
        output.Object(block.Text);
        output.Write("}"u8);
    }

    // Texts of one result come one by one, and make one.
    private void Result(in BlockView block)
    {
        var id = !block.CallId.IsEmpty ? Encoding.UTF8.GetString(block.CallId) : unnamed.Count > 0 ? unnamed.Dequeue() : "";
        if (result is not null && result == id)
        {
            output.Write("\\n"u8);
            output.Inside(block.Text);
            return;
        }

        Next();
        output.Write("{\"type\":\"tool_result\",\"tool_use_id\":"u8);
        output.Quote(Encoding.UTF8.GetBytes(id));
        output.Write(block.IsError ? ",\"is_error\":true,\"content\":\""u8 : ",\"content\":\""u8);
        result = id;
        output.Inside(block.Text);
    }

    private void Image(in BlockView block)
    {
        var isUrl = block.Text.Bytes.StartsWith("http"u8);
        output.Write(block.MediaType.SequenceEqual("application/pdf"u8) ? "{\"type\":\"document\",\"source\":"u8 : "{\"type\":\"image\",\"source\":"u8);
        output.Write(isUrl ? "{\"type\":\"url\",\"url\":"u8 : "{\"type\":\"base64\",\"media_type\":"u8);
        if (!isUrl)
        {
            output.Quote(block.MediaType.IsEmpty ? "image/png"u8 : block.MediaType);
            output.Write(",\"data\":"u8);
        }

        output.Quote(block.Text);
        output.Write("}}"u8);
    }
}
