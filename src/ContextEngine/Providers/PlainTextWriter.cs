using System.Buffers;
using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Providers;

/// <summary>Writes a view as text for people: a heading a message, calls as <c>Name {json}</c>, results under them.</summary>
public sealed class PlainTextWriter : IViewWriter
{
    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public void Write(View view, IBufferWriter<byte> output)
    {
        foreach (var part in view.System)
            Section("# system\n"u8, part.Span, output);
        foreach (var message in view.Messages)
        {
            output.Write(message.Role == Role.User ? "# user\n"u8 : "# assistant\n"u8);
            foreach (var block in message.Blocks)
                WriteBlock(block, output);
        }
    }

    private static void WriteBlock(in ViewBlock block, IBufferWriter<byte> output)
    {
        switch (block.Kind)
        {
            case BlockKind.Text:
                Section([], block.Text.Span, output);
                break;
            case BlockKind.Thinking:
                Section("[thinking]\n"u8, block.Text.Span, output);
                break;
            case BlockKind.Call:
                Section(Encoding.ASCII.GetBytes($"[call {block.CallId}] {block.Tool} "), block.Text.Span, output);
                break;
            case BlockKind.Result:
                Section(Encoding.ASCII.GetBytes($"[{(block.IsError ? "error" : "result")} {block.CallId}]\n"), block.Text.Span, output);
                break;
            default:
                Section([], Encoding.ASCII.GetBytes($"[image, {block.Text.Length} characters of base64 or address]"), output);
                break;
        }
    }

    private static void Section(ReadOnlySpan<byte> heading, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        output.Write(heading);
        output.Write(text);
        output.Write(text.EndsWith("\n"u8) ? "\n"u8 : "\n\n"u8);
    }
}
