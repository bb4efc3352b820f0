using System.Text.Json;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

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
        using var document = SettingsPlace.Parse(json, name);
        return new Part(name, source).Read(SettingsPlace.Of(document.RootElement, name));
    }

    /// <summary>The walk through one document, which knows its file.</summary>
    private sealed partial class Part(string name, RuleSource source)
    {
        private readonly List<HookHandler> _handlers = [];
        private readonly List<string> _notes = [];

        public HookSettings Read(SettingsPlace document)
        {
            if (document.Part("hooks") is { } hooks)
                foreach (var entry in hooks.Element.EnumerateObject())
                    if (entry.Value.ValueKind != JsonValueKind.Null)
                        Event(hooks, entry);
            return new HookSettings { Handlers = _handlers, AllDisabled = document.Flag("disableAllHooks") == true, AllowedUrls = document.Has("allowedHttpHookUrls") ? document.Texts("allowedHttpHookUrls") : null, ManagedOnly = document.Flag("allowManagedHooksOnly") == true, Source = source, Notes = _notes };
        }

        private void Event(SettingsPlace hooks, JsonProperty entry)
        {
            var groups = hooks.Objects(entry.Value, entry.Name);
            if (!HookEvents.TryParse(entry.Name, out var at))
            {
                _notes.Add(HookEvents.Unused.TryGetValue(entry.Name, out var why)
                    ? $"{name}: the event {entry.Name} never happens here, since {why}; its hooks do not run"
                    : $"{name}: there is no event {entry.Name}, so its hooks never run; there are {string.Join(", ", HookEvents.All)}");
                return;
            }

            foreach (var group in groups)
            {
                if (!HookMatcher.TryParse(group.Text("matcher") ?? "", out var matcher))
                    throw group.Wrong("matcher", $"it {HookMatcher.Unusable}");
                foreach (var hook in group.Has("hooks") ? group.Objects(group.Element.GetProperty("hooks"), "hooks") : throw group.Wrong("", "it has no 'hooks'"))
                    _handlers.Add(Handler(hook, at, matcher));
            }
        }
    }
}
