using System.Text;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Hooks;

/// <content>One hook: what it runs, posts or asks.</content>
public static partial class HookReader
{
    private static readonly TimeSpan PromptTime = TimeSpan.FromSeconds(30), AgentTime = TimeSpan.FromSeconds(60);

    private sealed partial class Part
    {
        private HookHandler Handler(SettingsPlace hook, HookEvent at, HookMatcher matcher)
        {
            var type = hook.Text("type") ?? "command";
            var command = hook.Text(type is "prompt" or "agent" ? "prompt" : "command");
            if (type is "prompt" or "agent" && string.IsNullOrWhiteSpace(command))
                throw hook.Wrong("", $"a hook of type {type} needs a 'prompt'");
            if (type == "command" && string.IsNullOrWhiteSpace(command))
                throw hook.Wrong("", "a hook of type command needs a 'command'");
            var tool = (Server: hook.Text("server") ?? "", Name: hook.Text("tool") ?? "");
            if (type == "mcp_tool" && (tool.Server.Length == 0 || tool.Name.Length == 0))
                throw hook.Wrong("", "a hook of type mcp_tool needs a 'server' and a 'tool'");
            var condition = hook.Text("if");
            if (condition is not null && !Rule.TryParse(condition, Verdict.Deny, source, "/", out _, out var error))
                throw hook.Wrong("if", error);
            if (condition is not null && AreSeveral(condition))
                throw hook.Wrong("if", "it takes one rule; write a hook for each of several");
            if (condition is not null && HookEvents.Subject(at) != "tool_name")
                _notes.Add($"{name}: a hook of {at} has an 'if', which only calls meet, so it never runs");
            var onFailure = hook.Text("onFailure");
            if (onFailure is not (null or "block" or "continue" or "ignore"))
                throw hook.Wrong("onFailure", "it must be \"block\" or \"continue\"");
            var wakes = hook.Flag("asyncRewake") == true;
            return new HookHandler
            {
                Event = at,
                Matcher = matcher,
                If = condition,
                Type = type,
                Command = command ?? "",
                Arguments = hook.Has("args") ? hook.Texts("args") : null,
                Url = type == "http" ? Url(hook) : null,
                Headers = Headers(hook),
                Variables = hook.Texts("allowedEnvVars"),
                Model = hook.Text("model"),
                Timeout = Time(hook) ?? (type switch { "prompt" => PromptTime, "agent" => AgentTime, _ => HookEvents.Time(at) }),
                BlocksOnFailure = onFailure is null ? source == RuleSource.Managed : onFailure == "block",
                Tool = tool,
                Input = Encoding.UTF8.GetBytes(hook.Part("input")?.Element.GetRawText() ?? "{}"),
                IsAsync = (hook.Flag("async") == true || wakes) && type == "command",
                Wakes = wakes,
                IsOnce = hook.Flag("once") == true,
                Source = source,
                File = name,
            };
        }

        // "Bash(git *)|Bash(rm *)" would be read as one rule, which no command meets.
        private static bool AreSeveral(ReadOnlySpan<char> text)
        {
            while (text.IndexOf(')') is >= 0 and var end)
            {
                text = text[(end + 1)..].TrimStart(" |,&");
                if (text.IndexOf('(') is > 0 and var open && char.IsAsciiLetterUpper(text[0]) && text[..open].IndexOfAnyExceptInRange('A', 'z') < 0)
                    return true;
            }

            return false;
        }

        private static Uri Url(SettingsPlace hook) =>
            Uri.TryCreate(hook.Text("url"), UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url : throw hook.Wrong("", "a hook of type http needs a 'url' that begins with http:// or https://");

        private static List<KeyValuePair<string, string>> Headers(SettingsPlace hook)
        {
            var headers = new List<KeyValuePair<string, string>>();
            if (hook.Part("headers") is { } all)
                foreach (var header in all.Element.EnumerateObject())
                    if (all.Text(header.Name) is { } value)
                        headers.Add(new(header.Name, value));
            return headers;
        }

        private static TimeSpan? Time(SettingsPlace hook) => !hook.Has("timeout") ? null
            : HookEvents.TryReadTime(hook.Element.GetProperty("timeout"), out var time) ? time : throw hook.Wrong("timeout", "it must be seconds, above 0 and at most a day");
    }
}
