using System.Buffers;
using System.Text;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers;

/// <summary>Writes a view as a body of the OpenAI chat completions API. Reasoning has no place there and is left out.</summary>
/// <param name="model">Model to name when the view does not name one that is not Claude's.</param>
public sealed class ChatWriter(string model = "gpt-5") : IViewWriter
{
    /// <inheritdoc/>
    public string Name => "openai";

    /// <inheritdoc/>
    public void Write(View view, IBufferWriter<byte> output)
    {
        output.Write("{\"model\":"u8);
        var named = view.Model.Length > 0 && !view.Model.StartsWith("claude", StringComparison.Ordinal);
        JsonString.WriteQuoted(output, Encoding.UTF8.GetBytes(named ? view.Model : model));
        WriteTools(view, output);
        output.Write(",\"messages\":["u8);
        var first = true;
        foreach (var part in view.System)
        {
            Open("system"u8, output, ref first);
            output.Write(",\"content\":"u8);
            JsonString.WriteQuoted(output, part.Span);
            output.Write("}"u8);
        }

        foreach (var message in view.Messages)
        {
            if (message.Role == Role.Assistant)
                WriteAssistant(message, output, ref first);
            else
                WriteUser(message, output, ref first);
        }

        output.Write("\n]}\n"u8);
    }

    private static void WriteTools(View view, IBufferWriter<byte> output)
    {
        if (view.ToolNames.Count == 0)
            return;
        output.Write(",\"tools\":["u8);
        var first = true;
        foreach (var name in view.ToolNames)
        {
            output.Write(first ? ""u8 : ","u8);
            first = false;
            output.Write("{\"type\":\"function\",\"function\":{\"name\":\""u8);
            output.Write(Encoding.ASCII.GetBytes(name));
            output.Write("\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}"u8);
        }

        output.Write("]"u8);
    }

    private static void Open(ReadOnlySpan<byte> role, IBufferWriter<byte> output, ref bool first)
    {
        output.Write(first ? "\n{\"role\":\""u8 : ",\n{\"role\":\""u8);
        first = false;
        output.Write(role);
        output.Write("\""u8);
    }

    private static void WriteAssistant(ViewMessage message, IBufferWriter<byte> output, ref bool first)
    {
        var words = message.Blocks.Where(b => b.Kind is BlockKind.Text).ToList();
        var calls = message.Blocks.Where(b => b.Kind is BlockKind.Call).ToList();
        Open("assistant"u8, output, ref first);
        output.Write(",\"content\":"u8);
        if (words.Count == 0 && calls.Count > 0)
            output.Write("null"u8);
        else
            JsonString.WriteQuoted(output, Joined(words));
        for (var i = 0; i < calls.Count; i++)
        {
            output.Write(i == 0 ? ",\"tool_calls\":[{\"id\":\""u8 : ",{\"id\":\""u8);
            output.Write(Encoding.ASCII.GetBytes(calls[i].CallId));
            output.Write("\",\"type\":\"function\",\"function\":{\"name\":\""u8);
            output.Write(Encoding.ASCII.GetBytes(calls[i].Tool));
            output.Write("\",\"arguments\":"u8);
            JsonString.WriteQuoted(output, calls[i].Text.Span);
            output.Write("}}"u8);
        }

        output.Write(calls.Count > 0 ? "]}"u8 : "}"u8);
    }

    /// <summary>Each result is a message of its own; words and pictures of the same turn follow in one.</summary>
    private static void WriteUser(ViewMessage message, IBufferWriter<byte> output, ref bool first)
    {
        foreach (var block in message.Blocks.Where(b => b.Kind == BlockKind.Result))
        {
            Open("tool"u8, output, ref first);
            output.Write(",\"tool_call_id\":\""u8);
            output.Write(Encoding.ASCII.GetBytes(block.CallId));
            output.Write("\",\"content\":"u8);
            JsonString.WriteQuoted(output, block.Text.Span);
            output.Write("}"u8);
        }

        var rest = message.Blocks.Where(b => b.Kind is BlockKind.Text or BlockKind.Image).ToList();
        if (rest.Count == 0)
            return;
        Open("user"u8, output, ref first);
        output.Write(",\"content\":["u8);
        for (var i = 0; i < rest.Count; i++)
        {
            output.Write(i == 0 ? ""u8 : ","u8);
            WritePart(rest[i], output);
        }

        output.Write("]}"u8);
    }

    private static void WritePart(in ViewBlock block, IBufferWriter<byte> output)
    {
        if (block.Kind == BlockKind.Text)
        {
            output.Write("{\"type\":\"text\",\"text\":"u8);
            JsonString.WriteQuoted(output, block.Text.Span);
            output.Write("}"u8);
            return;
        }

        output.Write("{\"type\":\"image_url\",\"image_url\":{\"url\":"u8);
        JsonString.WriteQuoted(output, block.Text.Span.StartsWith("http"u8)
            ? block.Text.Span
            : [.. "data:"u8, .. block.Extra.IsEmpty ? "image/png"u8 : block.Extra.Span, .. ";base64,"u8, .. block.Text.Span]);
        output.Write("}}"u8);
    }

    private static byte[] Joined(List<ViewBlock> words)
    {
        var all = new ArrayBufferWriter<byte>();
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0)
                all.Write("\n\n"u8);
            all.Write(words[i].Text.Span);
        }

        return all.WrittenSpan.ToArray();
    }
}
