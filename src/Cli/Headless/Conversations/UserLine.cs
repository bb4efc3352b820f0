using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Pith.Cli.Headless.Conversations;

/// <summary>A message of the user's, as a program writes it on standard input.</summary>
/// <param name="Prompt">Its text, UTF-8.</param>
/// <param name="Message">The message as it came, one JSON object.</param>
/// <param name="Id">The program's own name for it; null where it gave none.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
internal sealed record UserLine(byte[] Prompt, byte[] Message, string? Id, string? Problem)
{
    /// <summary>Reads <c>{"type":"user","message":{"role":"user","content":…}}</c>.</summary>
    public static UserLine Of(JsonElement line)
    {
        var id = line.TryGetProperty("uuid", out var uuid) && uuid.ValueKind == JsonValueKind.String ? uuid.GetString() : null;
        if (!line.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("content", out var content))
            return new UserLine([], [], id, "a user message needs \"message\" with \"content\"");
        var raw = Encoding.UTF8.GetBytes(message.GetRawText());
        if (content.ValueKind == JsonValueKind.String)
            return Checked(Encoding.UTF8.GetBytes(content.GetString()!), raw, id);
        if (content.ValueKind != JsonValueKind.Array)
            return new UserLine([], raw, id, "\"content\" must be a text or a list of blocks");
        var text = new ArrayBufferWriter<byte>();
        foreach (var block in content.EnumerateArray())
        {
            var type = block.ValueKind == JsonValueKind.Object && block.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            if (type != "text" || !block.TryGetProperty("text", out var said) || said.ValueKind != JsonValueKind.String)
                return new UserLine([], raw, id, $"a block of type {type ?? "?"} is not taken here; send text, and name files that the model can read");
            text.Write(text.WrittenCount == 0 ? [] : "\n\n"u8);
            text.Write(Encoding.UTF8.GetBytes(said.GetString()!));
        }

        return Checked(text.WrittenSpan.ToArray(), raw, id);
    }

    private static UserLine Checked(byte[] prompt, byte[] raw, string? id) =>
        new(prompt, raw, id, Text.Utf8Text.IsBlank(prompt) ? "a user message must say something" : null);
}
