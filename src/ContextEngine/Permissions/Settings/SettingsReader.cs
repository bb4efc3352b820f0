using System.Text.Json;
using Pith.Permissions.Rules;

namespace Pith.Permissions.Settings;

/// <summary>Reads the permission part of a settings.json. Keys it does not know are left alone; a known key of a wrong type is an error.</summary>
public static class SettingsReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="source">Which of the settings files it is.</param>
    /// <param name="root">The folder that <c>/x</c> in its rules begins at.</param>
    /// <exception cref="SettingsException">It is no JSON, or a known key has a wrong type.</exception>
    public static PermissionSettings Read(ReadOnlyMemory<byte> json, string name, RuleSource source, string root)
    {
        var bytes = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new Part(name, source, root).Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw new SettingsException($"{name}, line {problem.LineNumber + 1}: this is no JSON; mend the file or move it away", problem);
        }
    }

    /// <summary>The walk through one document, which knows its file.</summary>
    private sealed class Part(string name, RuleSource source, string root)
    {
        public PermissionSettings Read(JsonElement document)
        {
            Expect(document, JsonValueKind.Object, "the settings", "an object");
            var autoDisabled = Text(document, "disableAutoMode") == "disable";
            if (!document.TryGetProperty("permissions", out var permissions))
                return new PermissionSettings { AutoDisabled = autoDisabled };
            Expect(permissions, JsonValueKind.Object, "permissions", "an object");
            return new PermissionSettings
            {
                Rules = [.. Rules(permissions, "deny", Verdict.Deny), .. Rules(permissions, "ask", Verdict.Ask), .. Rules(permissions, "allow", Verdict.Allow)],
                Mode = Text(permissions, "defaultMode") is { } mode ? ModeOf(mode) : null,
                AdditionalFolders = [.. Texts(permissions, "additionalDirectories")],
                BypassDisabled = Text(permissions, "disableBypassPermissionsMode") == "disable",
                AutoDisabled = autoDisabled,
                BlocksOutsideWrites = Flag(permissions, "blockWritesOutsideWorkingDirectories"),
            };
        }

        private IEnumerable<Rule> Rules(JsonElement permissions, string key, Verdict verdict)
        {
            foreach (var text in Texts(permissions, key))
                yield return Rule.TryParse(text, verdict, source, root, out var rule, out var error)
                    ? rule
                    : throw new SettingsException($"{name}, permissions.{key}: {error}");
        }

        private PermissionMode ModeOf(string mode) =>
            PermissionModes.TryParse(mode, out var found) ? found : throw new SettingsException($"{name}, permissions.defaultMode: '{mode}' is no mode; there are {string.Join(", ", PermissionModes.All)}");

        private List<string> Texts(JsonElement parent, string key)
        {
            var texts = new List<string>();
            if (!parent.TryGetProperty(key, out var list))
                return texts;
            Expect(list, JsonValueKind.Array, $"permissions.{key}", "a list of texts");
            foreach (var item in list.EnumerateArray())
            {
                Expect(item, JsonValueKind.String, $"permissions.{key}[{texts.Count}]", "a text");
                texts.Add(item.GetString()!);
            }

            return texts;
        }

        private string? Text(JsonElement parent, string key)
        {
            if (!parent.TryGetProperty(key, out var value))
                return null;
            Expect(value, JsonValueKind.String, key, "a text");
            return value.GetString();
        }

        private bool Flag(JsonElement parent, string key)
        {
            if (!parent.TryGetProperty(key, out var value))
                return false;
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                throw new SettingsException($"{name}, permissions.{key}: it must be true or false");
            return value.GetBoolean();
        }

        private void Expect(JsonElement value, JsonValueKind kind, string place, string what)
        {
            if (value.ValueKind != kind)
                throw new SettingsException($"{name}, {place}: it must be {what}");
        }
    }
}
