using Pith.Cli.Commands;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>The rules of <c>--allowedTools</c> and <c>--disallowedTools</c>.</summary>
internal static class GivenRules
{
    public static PermissionSettings Of(Invocation invocation, string folder) => new()
    {
        Rules = [.. Read(invocation, Flags.DisallowedTools, Verdict.Deny, folder), .. Read(invocation, Flags.AllowedTools, Verdict.Allow, folder)],
    };

    private static IEnumerable<Rule> Read(Invocation invocation, Flag flag, Verdict verdict, string folder)
    {
        foreach (var text in Split(invocation.Word(flag) ?? ""))
            yield return Rule.TryParse(text, verdict, RuleSource.CommandLine, folder, out var rule, out var error) ? rule : throw Failure.Usage($"--{flag.Name}: {error}");
    }

    /// <summary>The rules of a list: commas separate them, but for those inside parentheses.</summary>
    private static IEnumerable<string> Split(string list)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length)
                depth += list[i] == '(' ? 1 : list[i] == ')' ? -1 : 0;
            if (i < list.Length && (list[i] != ',' || depth > 0))
                continue;
            if (list[start..i].Trim() is { Length: > 0 } rule)
                yield return rule;
            start = i + 1;
        }
    }
}
