using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Git knows every file of its repository, in all its versions: what it prints or changes need not be named. Where rules deny files in there, only uses pass that are known to do neither, or that name others.</summary>
internal sealed class GitAccess(RuleBook rules, Operands operands)
{
    private static readonly HashSet<string> Counting = new(StringComparer.Ordinal)
    {
        "--stat", "--numstat", "--shortstat", "--dirstat", "--summary", "--name-only", "--name-status", "--raw", "--quiet", "-q", "-s", "--no-patch", "--compact-summary",
    };

    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "--cached", "--staged", "--oneline", "--graph", "--all", "--branches", "--tags", "--remotes", "--decorate", "--no-decorate", "--format", "--pretty", "--author", "--committer", "--since", "--until", "--after", "--before", "--grep", "-i", "-E", "-F",
        "--merges", "--no-merges", "--first-parent", "--reverse", "--follow", "--date", "--abbrev-commit", "--abbrev", "--no-abbrev", "--color", "--no-color", "--skip", "-n", "--max-count", "--topo-order", "--date-order", "--left-right", "--cherry-pick",
        "--ancestry-path", "-M", "-C", "--find-renames", "--no-renames", "--diff-filter", "--exit-code", "-r", "--root", "-z", "-w", "-b", "--merge-base", "--no-index-hint", "--no-notes", "--relative-date", "--show-pulls", "--", "-t", "-e",
    };

    /// <summary>Why a use of git may print or change what rules deny, or null.</summary>
    /// <param name="command">The command.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="line">Its line.</param>
    /// <param name="isHeld">Whether the work tree is held by a sandbox, so that only what git keeps may be come upon.</param>
    public string? Why(SimpleCommand command, int at, JudgedLine line, bool isHeld)
    {
        var words = command.Words;
        if (Launchers.NameOf(words[at]) != "git")
            return null;
        var sub = GitCommand.At(words, at + 1);
        if (sub == words.Count)
            return null;
        rules.Look();
        var root = Root();
        var (reads, edits) = (rules.MayDenyBelow("Read", root), !isHeld && rules.MayDenyBelow("Edit", root));
        if (!reads && !edits)
            return null;
        var name = words[sub].Text;
        var rest = words.Skip(sub + 1).ToArray();
        // Without a place git makes none. So an agent's own is stated, in which rules hold as here.
        if (at == 0 && name == "worktree" && rest is [{ Text: "add" }])
            return null;
        if (!words[sub].IsLiteral || rest.Where((w, i) => !w.IsLiteral && w.MayBeOption && (w.Splits || i == 0 || rest[i - 1].Text is not ("-m" or "-am" or "--message"))).Any())
            return "what git is told to do is only known when it runs";
        // Another work tree is another name for all that is in it; an alias or a setting may be anything.
        if (words.Skip(at + 1).Take(sub - at - 1).Any(w => w.Text.StartsWith("--work-tree", StringComparison.Ordinal) || w.Text.StartsWith("--git-dir", StringComparison.Ordinal) || w.Text.Contains('=') && !w.Text.StartsWith("user.", StringComparison.Ordinal) && !w.Text.StartsWith("color.", StringComparison.Ordinal)))
            return "git is told to work otherwise";
        if (reads && (!IsSilent(name, rest) || name == "mv" && sub != at + 1) && !NamesOthers(command, name, rest, root, "Read") && !(sub == at + 1 && ShowsTracked(command, name, rest, root) && IsPlain(command, line, root) && (line.TracksNoSecret ??= LacksDenied(root, "Read"))))
            return $"git {name} may print files that it is not told";
        return edits && !Keeps(name, rest) && !(name is "rm" or "restore" or "checkout" && NamesOthers(command, name, rest, root, "Edit")) && !(sub == at + 1 && RestoresTracked(name, rest) && IsPlain(command, line, root) && (line.TracksNothingKept ??= LacksDenied(root, "Edit"))) ? $"git {name} may change files that it is not told" : null;
    }

    /// <summary>Whether what is compared, or brought back, is no more than the names in the index, and none of those is denied: that is read out of the index.</summary>
    private bool LacksDenied(string root, string tool) =>
        GitIndex.LacksAny(root, path => rules.OnPath(Verdict.Deny, tool, path) is not null || tool == "Edit" && Directory.Exists(path.ToString())); // a folder in the place of a file goes

    /// <summary>Whether the index that is read now is the one it will meet.</summary>
    private bool IsPlain(SimpleCommand command, JudgedLine line, string root) =>
        rules.IsTrusted && line.IsAlone(command) && command.Folders.Paths is [var folder] && Root(folder) == root
        // By a link it would be another repository's.
        && RealPath.OrNull(root) is { } real && RealPath.OrNull(folder) == real + folder[root.Length..];

    /// <summary>Whether it compares the work tree with the index.</summary>
    private bool ShowsTracked(SimpleCommand command, string name, ShellWord[] rest, string root)
    {
        var isOver = false;
        foreach (var word in rest)
        {
            if (!word.IsLiteral)
                return false;
            if (!isOver && word.Text is ['-', ..])
            {
                isOver = word.Text == "--";
                if (word.Text is "--cached" or "--staged" or "--merge-base" || !isOver && !IsTelling(word) && !(word.Text is "-p" or "-u" or "--patch" or "--minimal" or "--histogram" or "--patience" or "--word-diff" or "--no-ext-diff" or "--no-textconv" or ['-', 'U', ..]))
                    return false;
                continue;
            }

            // What is not there is a version; beside a file outside git compares without its index.
            var places = operands.Places(command, word, word.Text).ToArray();
            if (places.Length == 0 || !Array.TrueForAll(places, p => LexicalPath.IsWithin(p, root)) || !isOver && !Array.Exists(places, Path.Exists))
                return false;
        }

        return name is "diff" or "diff-files";
    }

    /// <summary>Whether it brings files of the work tree back as the index has them.</summary>
    private static bool RestoresTracked(string name, ShellWord[] rest) => name switch
    {
        "restore" => rest.All(w => w.IsLiteral && (!w.Text.StartsWith('-') || w.Text is "--" or "-q" or "-W" or "--worktree")),
        "checkout" => rest is [{ Text: "--" }, ..] or [{ Text: "." }] && rest.All(w => w.IsLiteral),
        _ => false,
    };

    private string Root() => Root(rules.Folder);

    private static string Root(string start)
    {
        for (var folder = start; folder.Length > 1; folder = folder[..Math.Max(folder.LastIndexOf('/'), 1)])
            if (Path.Exists(folder + "/.git"))
                return folder;
        return start;
    }

    /// <summary>Whether it prints no content of files.</summary>
    private static bool IsSilent(string name, ShellWord[] rest)
    {
        bool Asks(string letters, params ReadOnlySpan<string> longs)
        {
            foreach (var word in rest)
            {
                if (word.Text == "--")
                    return false;
                if (word.Text is ['-', not '-', ..] && word.Text.AsSpan(1).ContainsAny(letters))
                    return true;
                foreach (var option in longs)
                    if (word.Text.StartsWith(option, StringComparison.Ordinal))
                        return true;
            }

            return false;
        }

        return name switch
        {
            "status" => !Asks("v", "--v"),
            "commit" => !Asks("pv", "--pa", "--inter", "--v"),
            "add" => !Asks("pie", "--pa", "--inter", "--e"),
            "checkout" or "restore" or "reset" or "switch" => !Asks("p", "--pa"),
            "clone" => IsRemote(rest),
            "log" or "reflog" or "shortlog" => rest.All(IsTelling),
            "diff" or "show" or "diff-tree" or "diff-index" or "diff-files" or "whatchanged" => rest.Any(w => Counting.Contains(Key(w.Text))) && rest.All(IsTelling),
            "stash" => rest is not [{ Text: "show" }, ..] && !Asks("p", "--p") || rest.Any(w => Counting.Contains(Key(w.Text))) && rest.All(IsTelling),
            "worktree" => rest is [{ Text: "list" or "remove" or "prune" or "lock" or "unlock" }, ..],
            "cat-file" => rest is [{ Text: "-t" or "-s" or "-e" }, ..],
            "rebase" or "am" => !Asks("", "--sh"),
            "branch" or "tag" or "remote" or "fetch" or "pull" or "push" or "rev-parse" or "rev-list" or "ls-files" or "ls-tree" or "ls-remote" or "describe" or "config" or "init" or "merge" or "cherry-pick" or "revert" or "rm" or "mv" or "clean"
                or "show-ref" or "for-each-ref" or "name-rev" or "merge-base" or "count-objects" or "check-ignore" or "gc" or "prune" or "fsck" or "blame" or "annotate" or "version" or "help" or "symbolic-ref" or "update-ref" or "pack-refs" or "maintenance" or "var" => true,
            _ => false,
        };
    }

    private static bool IsRemote(ShellWord[] rest) => rest.Any(w => w.Text.Contains("://", StringComparison.Ordinal)) && !rest.Any(w => w.Text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || w.Text.StartsWith("--ref", StringComparison.Ordinal));

    /// <summary>Whether it leaves the files of the work tree as they are.</summary>
    private static bool Keeps(string name, ShellWord[] rest) => name switch
    {
        "status" or "log" or "diff" or "show" or "diff-tree" or "diff-index" or "diff-files" or "whatchanged" or "branch" or "tag" or "remote" or "fetch" or "push" or "add" or "commit" or "rev-parse" or "rev-list" or "ls-files" or "ls-tree" or "ls-remote"
            or "describe" or "shortlog" or "config" or "reflog" or "show-ref" or "for-each-ref" or "name-rev" or "merge-base" or "count-objects" or "check-ignore" or "gc" or "prune" or "fsck" or "blame" or "annotate" or "grep" or "cat-file" or "version" or "help"
            or "symbolic-ref" or "update-ref" or "pack-refs" or "maintenance" or "var" or "init" or "notes" or "mv" => true, // where mv moves to is looked at with all that moves
        "stash" => rest is [{ Text: "list" or "show" or "drop" or "clear" }, ..],
        "worktree" => rest is [{ Text: "list" or "prune" or "lock" or "unlock" }, ..],
        "clone" => IsRemote(rest),
        "reset" => !rest.Any(w => w.Text.StartsWith("--h", StringComparison.Ordinal) || w.Text.StartsWith("--m", StringComparison.Ordinal) || w.Text.StartsWith("--k", StringComparison.Ordinal)),
        "checkout" => rest is [] or [{ Text: "-b" }, _], // alone it only prints where it stands
        "clean" => GitCommand.OnlyShowsCleaning(rest),
        "switch" => rest is [{ Text: "-c" }, _],
        "restore" => rest.Any(w => w.Text == "--staged") && !rest.Any(w => w.Text.StartsWith("--w", StringComparison.Ordinal) || w.Text is ['-', not '-', ..]),
        _ => false,
    };

    /// <summary>Whether it names the files it is about, and none that is denied can be among or below them.</summary>
    private bool NamesOthers(SimpleCommand command, string name, ShellWord[] rest, string root, string tool)
    {
        if (name is not ("diff" or "show" or "log" or "cat-file" or "rm" or "restore" or "checkout") || rest.Any(w => w.Text is "--follow" or "-L" || w.Text.StartsWith("--no-index", StringComparison.Ordinal) || w.Text.StartsWith("--pathspec", StringComparison.Ordinal)))
            return false;
        bool Others(string path) => !path.StartsWith(':') && path.AsSpan().IndexOfAny("*?[\\") < 0 && path.Length > 0
            && operands.Places(command, new ShellWord(path, WordTraits.None, 0, 0), path).Append(LexicalPath.Join(root, path)).ToArray() is { Length: > 1 } places && Array.TrueForAll(places, p => !rules.MayDenyBelow(tool, p));
        var end = Array.FindIndex(rest, w => w.Text == "--");
        if (end >= 0)
            return end + 1 < rest.Length && rest[(end + 1)..].All(w => w.IsLiteral && Others(w.Text));
        var named = rest.Where(w => !w.Text.StartsWith('-')).ToArray();
        // A version with a path behind it is one file; what is there under its name is no version.
        if (name is "show" or "cat-file" && named.Length > 0 && Array.TrueForAll(named, w => w.IsLiteral && w.Text.IndexOf(':', StringComparison.Ordinal) > 0))
            return Array.TrueForAll(named, w => Others(w.Text[(w.Text.IndexOf(':', StringComparison.Ordinal) + 1)..]));
        var there = named.Where(w => w.IsLiteral && operands.Places(command, w, w.Text).Any(Path.Exists)).ToArray();
        return there.Length > 0 && Array.TrueForAll(there, w => Others(w.Text)) && (name is "diff" or "log" || there.Length == named.Length);
    }

    private static bool IsTelling(ShellWord word) =>
        !word.Text.StartsWith('-') || Telling.Contains(Key(word.Text)) || Counting.Contains(Key(word.Text)) || word.Text is ['-', .. var digits] && (digits.All(char.IsAsciiDigit) || digits is ['n', .. var more] && more.All(char.IsAsciiDigit));

    private static string Key(string option) => option.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? option[..equals] : option;
}
