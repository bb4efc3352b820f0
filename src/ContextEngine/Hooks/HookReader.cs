using System.Text.Json;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>Reads the hooks of a settings.json. A hook that cannot be read is an error, since one that is passed over guards nothing.</summary>
public static class HookReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="source">Which of the settings files it is.</param>
    /// <exception cref="SettingsException">It is no JSON, or a hook cannot be read.</exception>
    public static HookSettings Read(ReadOnlyMemory<byte> json, string name, RuleSource source)
    {
        var bytes = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            using var document = ForeignJson.Parse(bytes, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new Part(name, source).Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new SettingsException($"{name}, line {problem.LineNumber + 1}: this is no JSON; mend the file or move it away", problem);
        }
    }

    private static readonly TimeSpan PromptTime = TimeSpan.FromSeconds(30);

    /// <summary>The walk through one document, which knows its file.</summary>
    private sealed class Part(string name, RuleSource source)
    {
        private readonly List<HookHandler> _handlers = [];
        private readonly List<string> _notes = [];

        public HookSettings Read(JsonElement document)
        {
            Expect(document, JsonValueKind.Object, "the settings", "an object");
            if (document.TryGetProperty("hooks", out var hooks))
            {
                Expect(hooks, JsonValueKind.Object, "hooks", "an object with an event for each key");
                foreach (var entry in hooks.EnumerateObject())
                    Event(entry);
            }

            return new HookSettings { Handlers = _handlers, AllDisabled = Flag(document, "disableAllHooks", ""), AllowedUrls = document.TryGetProperty("allowedHttpHookUrls", out _) ? Texts(document, "allowedHttpHookUrls", "") : null, ManagedOnly = Flag(document, "allowManagedHooksOnly", ""), Source = source, Notes = _notes };
        }

        private void Event(JsonProperty entry)
        {
            var place = $"hooks.{entry.Name}";
            Expect(entry.Value, JsonValueKind.Array, place, "a list");
            if (!HookEvents.TryParse(entry.Name, out var at))
            {
                _notes.Add(HookEvents.Unused.Contains(entry.Name)
                    ? $"{name}: nothing brings about the event {entry.Name} yet, so its hooks do not run"
                    : $"{name}: there is no event {entry.Name}, so its hooks never run; there are {string.Join(", ", HookEvents.All)}");
                return;
            }

            var number = 0;
            foreach (var group in entry.Value.EnumerateArray())
            {
                var where = $"{place}[{number++}]";
                Expect(group, JsonValueKind.Object, where, "an object with 'hooks'");
                if (!HookMatcher.TryParse(Text(group, "matcher", where) ?? "", out var matcher))
                    throw Wrong($"{where}.matcher", $"it {HookMatcher.Unusable}");
                if (!group.TryGetProperty("hooks", out var list))
                    throw Wrong(where, "it has no 'hooks'");
                Expect(list, JsonValueKind.Array, $"{where}.hooks", "a list");
                foreach (var hook in list.EnumerateArray())
                    _handlers.Add(Handler(hook, at, matcher, $"{where}.hooks"));
            }
        }

        private HookHandler Handler(JsonElement hook, HookEvent at, HookMatcher matcher, string where)
        {
            Expect(hook, JsonValueKind.Object, where, "a list of objects");
            var type = Text(hook, "type", where) ?? "command";
            var command = Text(hook, type == "prompt" ? "prompt" : "command", where);
            if (type == "prompt" && string.IsNullOrWhiteSpace(command))
                throw Wrong(where, "a hook of type prompt needs a 'prompt'");
            if (type == "command" && string.IsNullOrWhiteSpace(command))
                throw Wrong(where, "a hook of type command needs a 'command'");
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
                Timeout = Time(hook, where) ?? (type == "prompt" ? PromptTime : HookEvents.Time(at)),
                BlocksOnFailure = onFailure is null ? source == RuleSource.Managed : onFailure == "block",
                IsAsync = Flag(hook, "async", where),
                IsOnce = Flag(hook, "once", where),
                Source = source,
                File = name,
            };
        }

        private List<string> Texts(JsonElement parent, string key, string where)
        {
            var texts = new List<string>();
            if (!parent.TryGetProperty(key, out var list))
                return texts;
            var place = $"{where}.{key}".TrimStart('.');
            Expect(list, JsonValueKind.Array, place, "a list of texts");
            foreach (var item in list.EnumerateArray())
            {
                Expect(item, JsonValueKind.String, place, "a list of texts");
                texts.Add(item.GetString()!);
            }

            return texts;
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

        private string? Text(JsonElement parent, string key, string where)
        {
            if (!parent.TryGetProperty(key, out var value))
                return null;
            Expect(value, JsonValueKind.String, $"{where}.{key}", "a text");
            return value.GetString();
        }

        private bool Flag(JsonElement parent, string key, string where)
        {
            if (!parent.TryGetProperty(key, out var value))
                return false;
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong($"{where}.{key}".TrimStart('.'), "it must be true or false");
        }

        private void Expect(JsonElement value, JsonValueKind kind, string place, string what)
        {
            if (value.ValueKind != kind)
                throw Wrong(place, $"it must be {what}");
        }

        private SettingsException Wrong(string place, string what) => new($"{name}, {place}: {what}");
    }
}
