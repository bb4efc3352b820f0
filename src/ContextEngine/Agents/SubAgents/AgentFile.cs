using System.Globalization;
using System.Text;
using Pith.Permissions.Settings;

namespace Pith.Agents.SubAgents;

/// <summary>Reads a definition of an agent, <c>.claude/agents/NAME.md</c>: fields between two lines of dashes, then the prompt. Fields it does not know are passed over.</summary>
public static class AgentFile
{
    private const string Fence = "---";

    /// <summary>Reads one file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="origin">Its name, for errors.</param>
    /// <exception cref="SettingsException">It has no fields, no name or no description.</exception>
    public static AgentKind Read(ReadOnlySpan<byte> utf8, string origin)
    {
        var lines = Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var end = Array.FindIndex(lines, 1, l => l.TrimEnd() == Fence);
        if (lines[0].TrimEnd() != Fence || end < 0)
            throw new SettingsException($"{origin}: it must begin with a line of ---, fields such as name: and description:, and another line of ---");
        var fields = Fields(lines.AsSpan(1, end - 1));
        var name = One(fields, "name");
        var description = One(fields, "description");
        if (name.Length == 0 || description.Length == 0)
            throw new SettingsException($"{origin}: \"{(name.Length == 0 ? "name" : "description")}\" is missing between the lines of ---");
        Check(name, origin);
        return new AgentKind(name, description)
        {
            Prompt = string.Join('\n', lines[(end + 1)..]).Trim(),
            Tools = fields.TryGetValue("tools", out var tools) && tools is not ["*"] ? tools : null,
            Without = fields.GetValueOrDefault("disallowedTools", []),
            OnlyReads = One(fields, "permissionMode") == "plan",
            HasWorktree = One(fields, "isolation") == "worktree",
            Model = One(fields, "model") is { Length: > 0 } and not "inherit" and var model ? model : null,
            MostTurns = int.TryParse(One(fields, "maxTurns"), NumberStyles.None, CultureInfo.InvariantCulture, out var turns) && turns > 0 ? turns : null,
        };
    }

    /// <summary>Throws <see cref="SettingsException"/> for a name that calls and rules could not use.</summary>
    internal static void Check(string name, string origin)
    {
        if (name.Length is 0 or > 64 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or ':')))
            throw new SettingsException($"{origin}: the name '{name}' must have letters, digits, - and _ only");
    }

    private static string One(Dictionary<string, List<string>> fields, string name) => string.Join(", ", fields.GetValueOrDefault(name, []));

    // "name: value", "tools: A, B", "tools: [A, B]", or "tools:" and a line "- A" for each.
    private static Dictionary<string, List<string>> Fields(ReadOnlySpan<string> lines)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var last = new List<string>();
        foreach (var line in lines)
        {
            var text = line.Trim();
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (text.StartsWith("- ", StringComparison.Ordinal))
                last.Add(Bare(text[2..]));
            else if (colon > 0 && line[..colon].All(c => char.IsAsciiLetter(c) || c is '_' or '-'))
            {
                var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
                var isList = name is "tools" or "disallowedTools" || value.StartsWith('[') && value.EndsWith(']');
                fields[name] = last = value is "" or "|" or ">" ? [] : isList ? [.. value.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Bare)] : [Bare(value)];
            }
            else if (text.Length > 0 && !text.StartsWith('#') && char.IsWhiteSpace(line[0]))
            {
                // A value that goes on in the next line.
                if (last.Count == 0)
                    last.Add(text);
                else
                    last[^1] = $"{last[^1]} {text}";
            }
        }

        return fields;
    }

    private static string Bare(string text)
    {
        text = text.Trim();
        return text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal) : text;
    }
}
