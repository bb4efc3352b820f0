using System.Text;
using System.Text.Json;
using Pith.Permissions.Rules;

namespace Pith.Hooks;

/// <content>One hook: what it runs, posts or asks.</content>
public static partial class HookReader
{
    private static readonly TimeSpan PromptTime = TimeSpan.FromSeconds(30), AgentTime = TimeSpan.FromSeconds(60);

    private sealed partial class Part
    {
        private HookHandler Handler(JsonElement hook, HookEvent at, HookMatcher matcher, string where)
        {
            Expect(hook, JsonValueKind.Object, where, "a list of objects");
            var type = Text(hook, "type", where) ?? "command";
            var command = Text(hook, type is "prompt" or "agent" ? "prompt" : "command", where);
            if (type is "prompt" or "agent" && string.IsNullOrWhiteSpace(command))
                throw Wrong(where, $"a hook of type {type} needs a 'prompt'");
            if (type == "command" && string.IsNullOrWhiteSpace(command))
                throw Wrong(where, "a hook of type command needs a 'command'");
            var tool = (Server: Text(hook, "server", where) ?? "", Name: Text(hook, "tool", where) ?? "");
            if (type == "mcp_tool" && (tool.Server.Length == 0 || tool.Name.Length == 0))
                throw Wrong(where, "a hook of type mcp_tool needs a 'server' and a 'tool'");
            var condition = Text(hook, "if", where);
            if (condition is not null && !Rule.TryParse(condition, Verdict.Deny, source, "/", out _, out var error))
                throw Wrong($"{where}.if", error);
            var onFailure = Text(hook, "onFailure", where);
            if (onFailure is not (null or "block" or "continue" or "ignore"))
                throw Wrong($"{where}.onFailure", "it must be \"block\" or \"continue\"");
            return new HookHandler
            {
                Event = at,
                Matcher = matcher,
                If = condition,
                Type = type,
                Command = command ?? "",
                Arguments = hook.TryGetProperty("args", out _) ? Texts(hook, "args", where) : null,
                Url = type == "http" ? Url(hook, where) : null,
                Headers = Headers(hook, where),
                Variables = Texts(hook, "allowedEnvVars", where),
                Model = Text(hook, "model", where),
                Timeout = Time(hook, where) ?? (type switch { "prompt" => PromptTime, "agent" => AgentTime, _ => HookEvents.Time(at) }),
                BlocksOnFailure = onFailure is null ? source == RuleSource.Managed : onFailure == "block",
                Tool = tool,
                Input = Input(hook, where),
                IsAsync = type == "command" && (Flag(hook, "async", where) || Flag(hook, "asyncRewake", where)),
                Wakes = Flag(hook, "asyncRewake", where),
                IsOnce = Flag(hook, "once", where),
                Source = source,
                File = name,
            };
        }

        private Uri Url(JsonElement hook, string where) =>
            Uri.TryCreate(Text(hook, "url", where), UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url : throw Wrong(where, "a hook of type http needs a 'url' that begins with http:// or https://");

        private List<KeyValuePair<string, string>> Headers(JsonElement hook, string where)
        {
            var headers = new List<KeyValuePair<string, string>>();
            if (!hook.TryGetProperty("headers", out var all))
                return headers;
            Expect(all, JsonValueKind.Object, $"{where}.headers", "an object of texts");
            foreach (var header in all.EnumerateObject())
            {
                Expect(header.Value, JsonValueKind.String, $"{where}.headers.{header.Name}", "a text");
                headers.Add(new(header.Name, header.Value.GetString()!));
            }

            return headers;
        }

        private TimeSpan? Time(JsonElement hook, string where)
        {
            if (!hook.TryGetProperty("timeout", out var value))
                return null;
            return HookEvents.TryReadTime(value, out var time) ? time : throw Wrong($"{where}.timeout", "it must be seconds, above 0 and at most a day");
        }

        private byte[] Input(JsonElement hook, string where)
        {
            if (!hook.TryGetProperty("input", out var input))
                return "{}"u8.ToArray();
            Expect(input, JsonValueKind.Object, $"{where}.input", "an object");
            return Encoding.UTF8.GetBytes(input.GetRawText());
        }
    }
}
