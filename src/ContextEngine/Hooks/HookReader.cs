using System.Text.Json;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>Reads the hooks of a settings.json. A hook that cannot be read is an error, since one that is passed over guards nothing.</summary>
public static partial class HookReader
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

    /// <summary>The walk through one document, which knows its file.</summary>
    private sealed partial class Part(string name, RuleSource source)
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
                _notes.Add(HookEvents.Unused.TryGetValue(entry.Name, out var why)
                    ? $"{name}: the event {entry.Name} never happens here, since {why}; its hooks do not run"
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
