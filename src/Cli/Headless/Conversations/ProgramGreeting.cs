using System.Text;
using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Hooks;
using Pith.Permissions.Rules;
using Pith.Text;
using Pith.Tools.Servers;

namespace Pith.Cli.Headless.Conversations;

/// <summary>What a program says of itself before the first prompt (<c>initialize</c>): hooks and servers of tools that live in it, and texts that would be flags.</summary>
/// <param name="link">Reaches the program, whenever a hook or a server is called.</param>
/// <param name="request">Its request; undefined where it made none.</param>
internal sealed class ProgramGreeting(ControlLink link, JsonElement request)
{
    private const string Origin = "the program";

    /// <summary>Its servers, each a way back into it.</summary>
    public IReadOnlyList<ServerConfig> Servers => [.. request.Words("sdkMcpServers").Select(Server)];

    /// <summary>Its hooks. Throws a <see cref="Failure"/> for one that cannot be called: a policy that is passed over guards nothing.</summary>
    public IReadOnlyList<HookHandler> Hooks()
    {
        var hooks = new List<HookHandler>();
        if (request.Field("hooks") is not { ValueKind: JsonValueKind.Object } events)
            return hooks;
        foreach (var entry in events.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Array || entry.Value.GetArrayLength() == 0)
                continue;
            if (!HookEvents.TryParse(entry.Name, out var at))
                throw Failure.BadInput($"nothing here brings about the event {entry.Name}, so its hooks would never be called; there are {string.Join(", ", HookEvents.All)}");
            foreach (var group in entry.Value.EnumerateArray())
                hooks.AddRange(Group(at, group));
        }

        return hooks;
    }

    /// <summary>The flags that its texts stand for.</summary>
    public IReadOnlyCollection<KeyValuePair<Flag, string>> Words()
    {
        var words = new Dictionary<Flag, string>();
        Text(Flags.SystemPrompt, Joined("systemPrompt"));
        Text(Flags.AppendSystemPrompt, Joined("appendSystemPrompt"));
        if (request.Field("agents") is { ValueKind: JsonValueKind.Object } agents && agents.EnumerateObject().Any())
            words[Flags.Agents] = agents.GetRawText();
        if (request.Field("jsonSchema") is { ValueKind: JsonValueKind.Object } schema)
            words[Flags.JsonSchema] = schema.GetRawText();
        return words;

        void Text(Flag flag, string text)
        {
            if (text.Length > 0)
                words[flag] = text;
        }
    }

    private IEnumerable<HookHandler> Group(HookEvent at, JsonElement group)
    {
        var text = group.Word("matcher") ?? "";
        if (!HookMatcher.TryParse(text, out var matches))
            throw Failure.BadInput($"the matcher '{Failure.Shown(text)}' of a {at} hook {HookMatcher.Unusable}");
        var seconds = HookEvents.TryReadTime(group.Field("timeout"), out var given) ? given : HookEvents.Time(at);
        return group.Words("hookCallbackIds").Select(name => new HookHandler
        {
            Event = at,
            Matcher = matches,
            Type = "callback",
            Command = $"{name} of {Origin}",
            Answer = (input, cancel) => CallAsync(name, input, cancel),
            Timeout = seconds,
            Source = RuleSource.CommandLine,
            File = Origin,
        });
    }

    /// <summary>Its answer is what a process would have printed; that it cannot answer is a failure of the hook.</summary>
    private async Task<HookEnd> CallAsync(string name, ReadOnlyMemory<byte> input, CancellationToken cancel)
    {
        using var scene = ForeignJson.Parse(input);
        var reply = await link.AskAsync("hook_callback", json =>
        {
            json.WriteString("callback_id", name);
            JsonLine.Raw(json, "input", input.Span);
            json.WriteString("tool_use_id", scene.RootElement.Word("tool_use_id")); // null where it is none
        }, cancel).ConfigureAwait(false);
        return reply.Succeeded
            ? new HookEnd(null, 0, reply.Response.ValueKind == JsonValueKind.Object ? Encoding.UTF8.GetBytes(reply.Response.GetRawText()) : default, default)
            : new HookEnd(reply.Error, 0, default, default);
    }

    private ServerConfig Server(string name) => new(name, Origin)
    {
        AlwaysLoad = true,
        Exchange = async (message, cancel) =>
        {
            var reply = await link.AskAsync("mcp_message", json =>
            {
                json.WriteString("server_name", name);
                JsonLine.Raw(json, "message", message.Span);
            }, cancel).ConfigureAwait(false);
            return !reply.Succeeded ? throw new IOException(reply.Error)
                : reply.Response.Field("mcp_response") is { ValueKind: JsonValueKind.Object } answer ? Encoding.UTF8.GetBytes(answer.GetRawText())
                : throw new IOException("the program's answer has no mcp_response");
        },
    };

    /// <summary>A text, or the texts of a list behind each other.</summary>
    private string Joined(string name) => request.Word(name) ?? string.Join("\n\n", request.Words(name).Where(t => t.Length > 0));
}
