using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>What the command line says of permissions: rules to allow and to deny, folders of the workspace, the mode.</summary>
internal static class GivenRules
{
    public static PermissionSettings Of(Invocation invocation, string folder)
    {
        var unusable = new List<string>();
        return new PermissionSettings
        {
            Rules = [.. Read(invocation, Flags.DisallowedTools, Verdict.Deny, folder, unusable), .. Read(invocation, Flags.AllowedTools, Verdict.Allow, folder, unusable)],
            AdditionalFolders = [.. invocation.Words(Flags.AddDir).Select(Folder)],
            PassedOver = unusable,
        };
    }

    /// <summary>The mode; null where nothing is said.</summary>
    public static string? Mode(Invocation invocation)
    {
        var named = invocation.Word(Flags.PermissionMode);
        if (!invocation.Has(Flags.SkipPermissions))
            return named;
        var all = PermissionModes.All[(int)PermissionMode.BypassPermissions];
        return named is null || named == all ? all : throw Failure.Usage($"--{Flags.SkipPermissions.Name} means the mode {all}, and --{Flags.PermissionMode.Name} names {named}; leave one of them out");
    }

    private static string Folder(string named) => PathArgument.Full(named) is var folder && Directory.Exists(folder) ? folder
        : throw Failure.NoInput($"--{Flags.AddDir.Name} names '{Failure.Shown(named)}', which is no folder; it takes all words up to the next flag, so a prompt goes before it");

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
