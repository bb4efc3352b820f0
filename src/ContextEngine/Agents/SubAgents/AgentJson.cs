using System.Text.Json;
using Pith.Permissions.Settings;
using Pith.Text;

namespace Pith.Agents.SubAgents;

/// <summary>Reads kinds of sub-agents from one JSON object, as <c>--agents</c> and the Agent SDK have them: a member for each, with <c>description</c> and <c>prompt</c>.</summary>
public static class AgentJson
{
    /// <summary>Reads them, in their order.</summary>
    /// <param name="utf8">The object.</param>
    /// <param name="origin">Where it is written, for errors.</param>
    /// <exception cref="SettingsException">It is no such object.</exception>
    public static IReadOnlyList<AgentKind> Read(ReadOnlyMemory<byte> utf8, string origin)
    {
        try
        {
            using var document = ForeignJson.Parse(utf8);
            Expect(document.RootElement, JsonValueKind.Object, origin, "an object with a member for each kind of agent");
            return [.. document.RootElement.EnumerateObject().Select(m => Kind(m.Name, m.Value, $"{origin}, {m.Name}"))];
        }
        catch (JsonException broken)
        {
            throw new SettingsException($"{origin}, line {broken.LineNumber + 1}: this is no JSON", broken);
        }
    }

    private static AgentKind Kind(string name, JsonElement value, string origin)
    {
        Expect(value, JsonValueKind.Object, origin, "an object with description and prompt");
        AgentFile.Check(name, origin);
        return new AgentKind(name, Text(value, "description", origin) is { Length: > 0 } described ? described : throw new SettingsException($"{origin}: \"description\" is missing: when the model is to use it"))
        {
            Prompt = Text(value, "prompt", origin) ?? "",
            Tools = Texts(value, "tools", origin) is { } tools && tools is not ["*"] ? tools : null,
            Without = Texts(value, "disallowedTools", origin) ?? [],
            OnlyReads = Text(value, "permissionMode", origin) == "plan",
            HasWorktree = Text(value, "isolation", origin) == "worktree",
            Model = Text(value, "model", origin) is { Length: > 0 } and not "inherit" and var model ? model : null,
            MostTurns = value.TryGetProperty("maxTurns", out var most) && most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out var turns) && turns > 0 ? turns : null,
        };
    }

    private static string? Text(JsonElement value, string name, string origin)
    {
        if (value.Given(name) is not { } text)
            return null;
        Expect(text, JsonValueKind.String, $"{origin}.{name}", "a text");
        return text.GetString();
    }

    private static List<string>? Texts(JsonElement value, string name, string origin)
    {
        if (value.Given(name) is not { } list)
            return null;
        Expect(list, JsonValueKind.Array, $"{origin}.{name}", "a list of texts");
        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            Expect(item, JsonValueKind.String, $"{origin}.{name}", "a list of texts");
            texts.Add(item.GetString()!);
        }

        return texts;
    }

    private static void Expect(JsonElement value, JsonValueKind kind, string place, string what)
    {
        if (value.ValueKind != kind)
            throw new SettingsException($"{place}: it must be {what}");
    }
}
