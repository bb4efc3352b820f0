using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.Text;

namespace Pith.Cli.Headless.Conversations;

/// <summary>A message of the user's, as a program writes it on standard input.</summary>
/// <param name="Prompt">What it says and shows.</param>
/// <param name="Message">The message as it came, one JSON object.</param>
/// <param name="Id">The program's own name for it; null where it gave none.</param>
/// <param name="Problem">What is wrong with it, or null.</param>
internal sealed record UserLine(UserPrompt Prompt, byte[] Message, string? Id, string? Problem)
{
    private static readonly UserPrompt Nothing = new(default, []);

    /// <summary>Reads <c>{"type":"user","message":{"role":"user","content":…}}</c>.</summary>
    public static UserLine Of(JsonElement line)
    {
        var id = line.Word("uuid");
        var message = line.Field("message");
        if (message.Field("content") is not { ValueKind: not JsonValueKind.Undefined } content)
            return Refused([], id, "a user message needs \"message\" with \"content\"");
        var raw = Encoding.UTF8.GetBytes(message.GetRawText());
        if (content.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            return Refused(raw, id, "\"content\" must be a text or a list of blocks");
        var blocks = new UserBlocks();
        if (content.ValueKind == JsonValueKind.String)
            blocks.Say(content.GetString()!);
        else
            foreach (var block in content.EnumerateArray())
                blocks.Take(block);
        return blocks.Problem is { } problem ? Refused(raw, id, problem) : new UserLine(blocks.Prompt, raw, id, null);
    }

    /// <summary>One that cannot be asked.</summary>
    public static UserLine Refused(byte[] message, string? id, string problem) => new(Nothing, message, id, problem);
}
