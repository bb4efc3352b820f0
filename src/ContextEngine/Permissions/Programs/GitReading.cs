using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of git that only read. Git obeys the configuration of the repository, so this holds in trusted ones only.</summary>
internal static class GitReading
{
    private static readonly string[] Refused =
    [
        "--output", "--output-directory", "--ext-diff", "--textconv", "--filters", "--exec", "--upload-pack", "--receive-pack", "--open-files-in-pager", "--paginate", "--git-dir", "--work-tree", "--exec-path", "--config-env", "--contents",
        "--edit-description", "--edit", "--delete", "--move", "--copy", "--force", "--set-upstream-to", "--unset-upstream", "--create-reflog", "--add", "--unset", "--replace-all", "--rename-section", "--remove-section", "--stdin", "--batch-command", "--no-index",
    ];

    private static readonly string[] Branches = ["-a", "-r", "-v", "-vv", "-l", "--list", "--all", "--remotes", "--verbose", "--show-current", "--no-color", "--color", "--sort", "--format", "-av", "-avv", "-rv"];
    private static readonly string[] Listing = ["--list", "--contains", "--no-contains", "--merged", "--no-merged", "--points-at"];

    public static string? WhyNot(IReadOnlyList<ShellWord> words)
    {
        if (words is [{ IsLiteral: true, Text: "--version" }])
            return null;
        var at = words is [{ IsLiteral: true, Text: "--no-pager" }, ..] ? 1 : 0;
        if (at >= words.Count || !words[at].IsLiteral)
            return "git without a plain subcommand";
        var name = words[at].Text;
        if (name.StartsWith('-'))
            return $"git {name} may make git run another program";
        var rest = words.Skip(at + 1).ToArray();
        foreach (var word in rest)
        {
            if (word.Text == "--")
                break;
            if (!word.IsLiteral && (word.MayBeOption || word.Splits))
                return $"{word.Text} may turn out to be an option of git";
            if (word.Text.StartsWith("--", StringComparison.Ordinal) && Refused.Any(r => r.StartsWith(word.Text.Split('=')[0], StringComparison.Ordinal)) && !IsKnownShort(word.Text))
                return $"git {name} {word.Text} does more than read";
        }

        // Two paths outside the repository make diff compare any files.
        if (name is "diff" && rest.FirstOrDefault(w => w.Text.StartsWith('/') || w.Text.StartsWith('~') || w.Text.StartsWith("../", StringComparison.Ordinal) || w.Text.Contains("/../", StringComparison.Ordinal) || w.Text is ".." || w.Text.EndsWith("/..", StringComparison.Ordinal)) is { Text: { } outside })
            return $"git diff {outside} may read outside the repository";
        // Asked for a list, or for what holds a commit, it takes its operands for patterns and makes no branch of them.
        var lists = rest.Any(w => Array.IndexOf(Listing, w.Text) >= 0);
        var operands = rest.Count(w => !w.Text.StartsWith('-'));
        bool Only(params ReadOnlySpan<string> known)
        {
            foreach (var word in rest)
                if (!known.Contains(word.Text.Split('=')[0]))
                    return false;
            return true;
        }

        var reads = name switch
        {
            "status" or "log" or "diff" or "show" or "rev-parse" or "ls-files" or "blame" or "describe" or "shortlog" or "rev-list" or "name-rev" or "merge-base" or "ls-tree" or "show-ref" or "diff-tree" or "cat-file" or "whatchanged"
                or "for-each-ref" or "count-objects" or "check-ignore" => !rest.Any(w => w.Text.StartsWith("-O", StringComparison.Ordinal)),
            "grep" => !rest.Any(w => w.Text is ['-', not '-', ..] && w.Text.AsSpan().ContainsAny("Of") || w.Text.StartsWith("--f", StringComparison.Ordinal) && w.Text.Split('=')[0] is not ("--fixed-strings" or "--full-name" or "--function-context" or "--files-with-matches" or "--files-without-match")),
            "branch" => operands == 0 ? Only(Branches) : lists && rest.All(w => !w.Text.StartsWith('-') || Array.IndexOf(Branches, w.Text.Split('=')[0]) >= 0 || Array.IndexOf(Listing, w.Text) >= 0),
            "tag" => operands == 0 && Only("-l", "-n", "--list", "--sort", "--format", "--no-color"),
            "remote" => rest.Length == 0 || rest is [{ Text: "-v" or "--verbose" }] || rest is [{ Text: "get-url" }, _],
            "stash" => rest is [{ Text: "list" }, ..],
            "clean" => GitCommand.OnlyShowsCleaning(rest),
            "reflog" => rest.Length == 0 || rest[0].Text == "show",
            "config" => rest.Where(w => w.Text is not ("--show-origin" or "--show-scope")).ToArray() is [{ Text: "--get" or "--get-all" or "get" }, _] or [{ Text: "--list" or "-l" or "list" }],
            "worktree" => rest is [{ Text: "list" }, ..],
            _ => false,
        };
        return reads ? null : $"git {name} is not known to do no more than read, with these arguments";
    }

    /// <summary>Options in daily use that are themselves the beginning of a refused one.</summary>
    private static bool IsKnownShort(string option) => option is "--all" or "--format" or "--color";
}
