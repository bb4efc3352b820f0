using Pith.Permissions.Rules;

namespace Pith.Cli.Runs;

/// <summary>Rules that speak of what is not here: they are kept and decide nothing, which whoever wrote them should know.</summary>
internal static class MissingNames
{
    // Names that rules are held against though no tool has them.
    private static readonly HashSet<string> Heard = new(StringComparer.Ordinal) { "Read", "Edit", "Write", "MultiEdit", "NotebookEdit", "NotebookRead", "LS", "Glob", "Grep", "Bash", "Agent", "WebFetch" };

    /// <summary>One sentence; null where all name something.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="tools">The tools that there are.</param>
    public static string? Of(IEnumerable<Rule> rules, IReadOnlyCollection<string> tools)
    {
        var lost = rules.Where(r => !IsThere(r, tools) || !r.IsHeard).ToArray();
        if (lost.Length == 0)
            return null;
        var shown = lost.Select(r => r.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        var why = lost.Select(r => r.Tool switch
        {
            _ when r.AllowsByParameter => "what allows says which calls, not which value of a field; that is for deny and ask",
            "Skill" => "there are no skills",
            "Cd" => "there is no command /cd",
            "WebFetch" => "WebFetch is judged by its host, written WebFetch(domain:example.com)",
            var tool => IsThere(r, tools) ? $"{tool} is not judged by what stands in parentheses" : tool.Contains('*') ? $"there is no tool that {tool} names" : $"there is no tool {tool}",
        }).Distinct(StringComparer.Ordinal);
        return $"{(shown.Length == 1 ? "the rule" : "the rules")} {string.Join(", ", shown.Take(8))}{(shown.Length > 8 ? " …" : "")} {(shown.Length == 1 ? "decides" : "decide")} nothing here: {string.Join(", ", why)}";
    }

    private static bool IsThere(Rule rule, IReadOnlyCollection<string> tools) =>
        rule.Tool.StartsWith("mcp__", StringComparison.Ordinal) || Heard.Any(rule.Names) || tools.Any(rule.Names);
}
