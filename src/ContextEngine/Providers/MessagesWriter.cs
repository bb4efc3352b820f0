using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers;

/// <summary>Writes a view as a body of the Anthropic Messages API.</summary>
/// <param name="model">Model to name when the view does not name a Claude model.</param>
/// <param name="maxTokens">Value of <c>max_tokens</c>.</param>
public sealed class MessagesWriter(string model = "claude-sonnet-5", int maxTokens = 8192) : IViewWriter
{
    /// <inheritdoc/>
    public string Name => "messages";

    /// <inheritdoc/>
    public void Write(View view, IBufferWriter<byte> output)
    {
        output.Write("{\"model\":"u8);
        JsonString.WriteQuoted(output, Encoding.UTF8.GetBytes(view.Model.StartsWith("claude", StringComparison.Ordinal) ? view.Model : model));
        output.Write(",\"max_tokens\":"u8);
        WriteNumber(output, maxTokens);
        WriteSystem(view, output);
        WriteTools(view, output);
        output.Write(",\"messages\":["u8);
        for (var i = 0; i < view.Messages.Count; i++)
        {
            output.Write(i == 0 ? "\n"u8 : ",\n"u8);
            WriteMessage(view.Messages[i], output);
        }

        output.Write("\n]}\n"u8);
    }

    private static void WriteSystem(View view, IBufferWriter<byte> output)
    {
        if (view.System.Count == 0)
            return;
        output.Write(",\"system\":["u8);
        for (var i = 0; i < view.System.Count; i++)
        {
            output.Write(i == 0 ? "{\"type\":\"text\",\"text\":"u8 : ",{\"type\":\"text\",\"text\":"u8);
            JsonString.WriteQuoted(output, view.System[i].Span);
            output.Write("}"u8);
        }

        output.Write("]"u8);
    }

    /// <summary>The API refuses calls and results of tools that the request does not declare.</summary>
    private static void WriteTools(View view, IBufferWriter<byte> output)
    {
        var declared = DeclaredNames(view.Tools.Span);
        var missing = view.ToolNames.Where(name => !declared.Contains(name)).ToList();
        if (view.Tools.IsEmpty && missing.Count == 0)
            return;
        output.Write(",\"tools\":"u8);
        output.Write(view.Tools.IsEmpty ? "["u8 : view.Tools.Span.TrimEnd("] \n\r\t"u8));
        var first = declared.Count == 0;
        foreach (var name in missing)
        {
            output.Write(first ? "{\"name\":\""u8 : ",{\"name\":\""u8);
            first = false;
            output.Write(Encoding.ASCII.GetBytes(name));
            output.Write("\",\"input_schema\":{\"type\":\"object\"}}"u8);
        }

        output.Write("]"u8);
    }

    private static HashSet<string> DeclaredNames(ReadOnlySpan<byte> tools)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(tools.IsEmpty ? "[]"u8 : tools, JsonLimits.Options);
        while (reader.Read())
            if (reader.CurrentDepth == 2 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("name"u8) && reader.Read())
                names.Add(Encoding.UTF8.GetString(reader.ValueSpan));
        return names;
    }

    internal static void WriteMessage(ViewMessage message, IBufferWriter<byte> output)
    {
        output.Write(message.Role == Role.User ? "{\"role\":\"user\",\"content\":["u8 : "{\"role\":\"assistant\",\"content\":["u8);
        for (var i = 0; i < message.Blocks.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            WriteBlock(message.Blocks[i], output);
        }

        output.Write("]}"u8);
    }

    private static void WriteBlock(in ViewBlock block, IBufferWriter<byte> output)
    {
        switch (block.Kind)
        {
            case BlockKind.Text:
                output.Write("{\"type\":\"text\",\"text\":"u8);
                JsonString.WriteQuoted(output, block.Text.Span);
                break;
            case BlockKind.Thinking:
                output.Write("{\"type\":\"thinking\",\"thinking\":"u8);
                JsonString.WriteQuoted(output, block.Text.Span);
                output.Write(",\"signature\":"u8);
                JsonString.WriteQuoted(output, block.Extra.Span);
                break;
            case BlockKind.Call:
                output.Write("{\"type\":\"tool_use\",\"id\":\""u8);
                output.Write(Encoding.ASCII.GetBytes(block.CallId));
                output.Write("\",\"name\":\""u8);
                output.Write(Encoding.ASCII.GetBytes(block.Tool));
                output.Write("\",\"input\":"u8);
                output.Write(block.Text.Span);
                break;
            case BlockKind.Result:
                output.Write("{\"type\":\"tool_result\",\"tool_use_id\":\""u8);
                output.Write(Encoding.ASCII.GetBytes(block.CallId));
                output.Write("\",\"content\":"u8);
                JsonString.WriteQuoted(output, block.Text.Span);
                if (block.IsError)
                    output.Write(",\"is_error\":true"u8);
                break;
            default:
                WriteImage(block, output);
                break;
        }

        output.Write("}"u8);
    }

    private static void WriteImage(in ViewBlock block, IBufferWriter<byte> output)
    {
        var isDocument = block.Extra.Span.SequenceEqual("application/pdf"u8);
        output.Write(isDocument ? "{\"type\":\"document\",\"source\":"u8 : "{\"type\":\"image\",\"source\":"u8);
        if (block.Text.Span.StartsWith("http"u8))
            output.Write("{\"type\":\"url\",\"url\":"u8);
        else
        {
            output.Write("{\"type\":\"base64\",\"media_type\":"u8);
            JsonString.WriteQuoted(output, block.Extra.IsEmpty ? "image/png"u8 : block.Extra.Span);
            output.Write(",\"data\":"u8);
        }

        JsonString.WriteQuoted(output, block.Text.Span);
        output.Write("}"u8);
    }

    internal static void WriteNumber(IBufferWriter<byte> output, long number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        output.Advance(written);
    }
}
