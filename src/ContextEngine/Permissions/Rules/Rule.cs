using System.Diagnostics.CodeAnalysis;

namespace Pith.Permissions.Rules;

/// <summary>One permission rule: <c>Tool</c> or <c>Tool(specifier)</c>, in the syntax of Claude Code's settings.</summary>
/// <param name="Verdict">What it decides.</param>
/// <param name="Tool">The tool it is about: <c>Bash</c>, <c>Read</c>, <c>mcp__server__*</c>, …</param>
/// <param name="Specifier">Which calls; null for all.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="Root">The folder that <c>/x</c> in it begins at.</param>
public sealed record Rule(Verdict Verdict, string Tool, string? Specifier, RuleSource Source, string Root)
{
    private CommandPattern? command;

    /// <summary>The specifier as a pattern of commands.</summary>
    internal CommandPattern Command => command ??= CommandPattern.Of(Specifier ?? "*");

    /// <summary>As it is written in settings.</summary>
    public override string ToString() => Specifier is null ? Tool : $"{Tool}({Specifier})";

    /// <summary>Reads a rule.</summary>
    /// <param name="text">The rule as it stands in settings.</param>
    /// <param name="verdict">The list it stands in.</param>
    /// <param name="source">The file that list stands in.</param>
    /// <param name="root">The folder that <c>/x</c> begins at.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="error">Otherwise why not, with the way out.</param>
    public static bool TryParse(string text, Verdict verdict, RuleSource source, string root, [NotNullWhen(true)] out Rule? rule, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        (rule, error, text) = (null, null, text.Trim());
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var tool = (open < 0 ? text : text[..open]).Trim();
        if (tool.Length == 0 || tool.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '*' or '.')))
            error = $"'{text}' names no tool; write Tool or Tool(specifier), for example Bash(npm run *)";
        else if (open >= 0 && !text.EndsWith(')'))
            error = $"'{text}' lacks its closing parenthesis";
        else if (verdict == Verdict.Allow && tool.Contains('*') && (!tool.StartsWith("mcp__", StringComparison.Ordinal) || tool[5..].Split("__") is [var server, ..] && server.Contains('*')))
            error = tool.StartsWith("mcp__", StringComparison.Ordinal)
                ? $"'{text}' would allow tools of any server; name the server, for example mcp__github__*"
                : $"'{text}' would allow tools by a pattern; name the tool, for example Edit";
        if (error is not null)
            return false;
        if (tool == "Task")
            tool = "Agent"; // its name until 2026, which settings still have
        var specifier = open < 0 ? null : text[(open + 1)..^1].Trim();
        rule = new Rule(verdict, tool, specifier is "" or "*" ? null : specifier, source, root);
        return true;
    }

    /// <summary>Whether the rule is about this tool, whatever the call.</summary>
    /// <param name="tool">The tool's full name.</param>
    public bool Names(string tool) =>
        Tool == tool || Tool.Contains('*') && Glob.Matches(Tool, tool) || Tool.StartsWith("mcp__", StringComparison.Ordinal) && tool.StartsWith(Tool + "__", StringComparison.Ordinal);

    /// <summary>Whether anything is held against what stands in its parentheses.</summary>
    public bool IsHeard => !AllowsByParameter && (Specifier is null || Tool.Contains('*') || Tool is "Bash" or "Agent" || PathTools.Reads(Tool) || PathTools.Writes(Tool)
        || (Tool == "WebFetch" ? HostPattern.DomainOf(Specifier) is not null : Verdict != Verdict.Allow && ParameterRule.Is(Specifier)));

    /// <summary>Whether it would allow calls for one field of their input, which says nothing of the others: such a rule decides nothing.</summary>
    public bool AllowsByParameter => Verdict == Verdict.Allow && Tool is ("Bash" or "Agent") && ParameterRule.Is(Specifier);

    /// <summary>Whether it speaks of some use of this tool: what stands in parentheses behind any tool that writes files is a path that Edit means, of those that read one that Read means.</summary>
    internal bool Concerns(string tool) =>
        Names(tool) || Specifier is not null && (tool == "Edit" && PathTools.Writes(Tool) || tool == "Read" && PathTools.Reads(Tool));
}
