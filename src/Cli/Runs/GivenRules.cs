using Pith.Cli.Commands;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>The rules of <c>--allowedTools</c> and <c>--disallowedTools</c>.</summary>
internal static class GivenRules
{
    public static PermissionSettings Of(Invocation invocation, string folder)
    {
        var unusable = new List<string>();
        return new PermissionSettings
        {
            Rules = [.. Read(invocation, Flags.DisallowedTools, Verdict.Deny, folder, unusable), .. Read(invocation, Flags.AllowedTools, Verdict.Allow, folder, unusable)],
            PassedOver = unusable,
        };
    }

    private static IEnumerable<Rule> Read(Invocation invocation, Flag flag, Verdict verdict, string folder, List<string> unusable)
    {
        foreach (var text in Split(invocation.Word(flag) ?? ""))
            if (Rule.TryParse(text, verdict, RuleSource.CommandLine, folder, out var rule, out var error))
                yield return rule;
            else if (verdict == Verdict.Allow)
                unusable.Add($"--{flag.Name}: this rule is passed over: {error}");
            else
                throw Failure.Usage($"--{flag.Name}: {error}");
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
