using System.Text.RegularExpressions;
using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// What makes a line of mode auto none of the workspace's own, though each of its commands by itself would be: it runs in another folder, obeys another
/// repository, or brings along what its programs run. A sandbox holds all that; without one it is asked about.
/// </summary>
internal sealed partial class Strangeness(RuleBook rules)
{
    /// <summary>Why a line is strange here, or null.</summary>
    public string? Why(ShellReading reading) => reading.Commands.Select(Why).FirstOrDefault(why => why is not null);

    private string? Why(SimpleCommand command)
    {
        if (SafeVariables.SetBy(command).FirstOrDefault(SafeVariables.IsInfluential) is { } name)
            return $"{name} changes what programs run";
        // What only goes somewhere, or prints, works on nothing there.
        if (command.Words.Count == 0 || command.Words[0].Text is "cd" or "pushd" or "popd" or "echo" or "printf" or "true" && command.Redirections.Count == 0)
            return null;
        if (!command.Folders.IsKnown)
            return "in which folder it runs is only known then";
        foreach (var folder in command.Folders.Paths)
            if (!IsInside(folder))
                return $"it runs in {folder}, outside the workspace";
        // Each program once, where it stands first: a line of many words takes a time in proportion.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < command.Words.Count; at++)
            if (seen.Add(Launchers.NameOf(command.Words[at])) && WhyProgram(command, at) is { } why)
                return why;
        return null;
    }

    private string? WhyProgram(SimpleCommand command, int at) => Launchers.NameOf(command.Words[at]) switch
    {
        "git" => WhyGit(command, at),
        "make" or "gmake" => FirstBehind(command, at, w => IsMakeOption().IsMatch(w)) is { } given ? $"{given} has make run what stands nowhere in the workspace" : null,
        "deno" or "bun" => FirstBehind(command, at, w => w.Contains("://", StringComparison.Ordinal)) is not null ? "it runs what comes from the network" : null,
        "go" => at + 1 < command.Words.Count && command.Words[at + 1].Text is "run" or "install" && FirstBehind(command, at, w => w.Contains('@')) is not null ? "it runs what comes from the network" : null,
        "python" or "python3" or "perl" or "ruby" or "node" or "php" => FirstBehind(command, at, NamesOther) is not null ? "its code names files outside the workspace" : null,
        _ => null,
    };

    private static string? FirstBehind(SimpleCommand command, int at, Func<string, bool> holds) => command.Words.Skip(at + 1).Select(w => w.Text).FirstOrDefault(holds);

    // Other settings, another repository, or one inside the workspace with hooks of its own.
    private string? WhyGit(SimpleCommand command, int at)
    {
        var (words, end) = (command.Words, GitCommand.At(command.Words, at + 1));
        for (var i = at + 1; i < end; i++)
            if (words[i].Text.StartsWith("-c", StringComparison.Ordinal) || words[i].Text.StartsWith("--config-env", StringComparison.Ordinal) || words[i].Text.StartsWith("--exec-path", StringComparison.Ordinal)
                || words[i].Text.StartsWith("--git-dir", StringComparison.Ordinal) || words[i].Text.StartsWith("--work-tree", StringComparison.Ordinal))
                return $"{words[i].Text} has git obey other settings than the repository's";
            else if (words[i].Text == "-C" && (i + 1 >= end || !words[i + 1].IsLiteral || Array.Exists(command.Folders.Paths.ToArray(), f => LexicalPath.Join(f, words[i + 1].Text) != rules.Folder)))
                return "git runs in another folder";
        foreach (var folder in command.Folders.Paths)
            for (var above = folder; above.Length > rules.Folder.Length && LexicalPath.IsWithin(above, rules.Folder); above = Path.GetDirectoryName(above)!)
                if (rules.Exists(above + "/.git"))
                    return $"{above} is a repository of its own, whose hooks git would run";
        return null;
    }

    private bool IsInside(string folder)
    {
        rules.Look();
        return rules.IsInside(folder) && RealPath.OrNull(folder) is { } real && (rules.IsInside(real) || RealPath.OrNull(rules.Folder) is { } root && LexicalPath.IsWithin(real, root));
    }

    private bool NamesOther(string code) =>
        code.Length > 0 && code.AsSpan().IndexOfAny(" \"'(") >= 0
        && (Home().IsMatch(code) || AbsolutePath().Matches(code).Any(m => !rules.IsInside(LexicalPath.Join("", m.Groups[1].Value))));

    [GeneratedRegex(@"^(--eval\b.*|-f-|--file=-|-|SHELL=.*|MAKEFILES=.*|MAKEFLAGS=.*|\.SHELLFLAGS=.*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IsMakeOption();

    [GeneratedRegex(@"['""]~|expanduser|Path\.home|\.\./|homedir|environ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Home();

    [GeneratedRegex(@"['""](/[^'""\s]*)", RegexOptions.CultureInvariant)]
    private static partial Regex AbsolutePath();
}
