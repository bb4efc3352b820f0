using Pith.Permissions.Shell;

namespace Pith.Permissions.Rules;

/// <summary>Commands that settings have run outside the sandbox, by the patterns of Bash rules.</summary>
internal static class ExcludedCommands
{
    /// <summary>Whether every command of a line is one of them.</summary>
    public static bool Hold(IReadOnlyList<string> excluded, string line)
    {
        if (excluded.Count == 0)
            return false;
        var (reading, patterns) = (ShellReading.Of(line), excluded.Select(CommandPattern.Of).ToArray());
        return reading.Refusal is null && reading.Evaluations.Count == 0 && reading.Commands.Count > 0
            && reading.Commands.All(c => c.Words.Count > 0 && c.Words.All(w => w.IsLiteral) && Array.Exists(patterns, p => p.Matches(string.Join(' ', c.Words.Select(w => w.Text)))));
    }
}
