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

    private static readonly string[] Branches = ["-a", "-r", "-v", "-vv", "-l", "--list", "--all", "--remotes", "--remote", "--verbose", "--show-current", "--no-color", "--color", "--sort", "--format", "-av", "-avv", "-rv"];
    private static readonly string[] Listing = ["--list", "--contains", "--no-contains", "--merged", "--no-merged", "--points-at"];

    public static string? WhyNot(IReadOnlyList<ShellWord> words)
    {
        if (words is [{ IsLiteral: true, Text: "--version" or "--help" or "-h" }])
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
        if (name is "diff" or "apply" && rest.FirstOrDefault(w => w.Text.StartsWith('/') || w.Text.StartsWith('~') || w.Text.StartsWith("../", StringComparison.Ordinal) || w.Text.Contains("/../", StringComparison.Ordinal) || w.Text is ".." || w.Text.EndsWith("/..", StringComparison.Ordinal)) is { Text: { } outside })
            return $"git {name} {outside} may read outside the repository";
        // Asked for a list, or for what holds a commit, it takes its operands for patterns and makes no branch of them.
        var lists = rest.Any(w => Array.IndexOf(Listing, w.Text) >= 0);
        var operands = rest.Count(w => !w.Text.StartsWith('-'));
        bool Are(string known)
        {
            foreach (var word in rest)
                if (word.Text.StartsWith('-') && !WordTable.Has(known, word.Text.Split('=')[0]))
                    return false;
            return true;
        }

        var reads = name switch
        {
            "status" or "log" or "diff" or "show" or "rev-parse" or "ls-files" or "blame" or "describe" or "shortlog" or "rev-list" or "name-rev" or "merge-base" or "ls-tree" or "show-ref" or "diff-tree" or "cat-file" or "whatchanged"
                or "for-each-ref" or "count-objects" or "check-ignore" or "cherry" or "diff-files" or "diff-index" or "range-diff" or "show-branch" or "var" => !rest.Any(w => w.Text.StartsWith("-O", StringComparison.Ordinal)),
            "grep" => !rest.Any(w => w.Text is ['-', not '-', ..] && w.Text.AsSpan().ContainsAny("Of") || w.Text.StartsWith("--f", StringComparison.Ordinal) && w.Text.Split('=')[0] is not ("--fixed-strings" or "--full-name" or "--function-context" or "--files-with-matches" or "--files-without-match")),
            "branch" => (operands == 0 || lists) && rest.All(w => !w.Text.StartsWith('-') || Array.IndexOf(Branches, w.Text.Split('=')[0]) >= 0 || Array.IndexOf(Listing, w.Text) >= 0),
            "tag" => (operands == 0 || lists || rest.Any(w => w.Text == "-l")) && Are("-l -n -n1 -n5 -n9 -n99 -i --ignore-case --list --sort --format --column --no-column --color --no-color --contains --no-contains --merged --no-merged --points-at"),
            "remote" => rest.Length == 0 || rest is [{ Text: "-v" or "--verbose" }] || rest is [{ Text: "get-url" }, _],
            "stash" or "notes" or "worktree" or "sparse-checkout" => rest is [{ Text: "list" }, ..] || name is "stash" or "notes" && rest is [{ Text: "show" }, ..],
            "clean" => GitCommand.OnlyShowsCleaning(rest),
            "bisect" => rest is [{ Text: "log" }],
            "reflog" => rest.All(w => w.Text.StartsWith('-')) || rest[0].Text == "show",
            // A key alone is shown, and so is what stands behind --get; two words set something.
            "config" => rest.Where(w => !WordTable.Has("--show-origin --show-scope --global --local --system --worktree --name-only --null -z", w.Text)).ToArray()
                is [{ Text: "--get" or "--get-all" or "--get-regexp" or "get" }, _] or [{ Text: "--list" or "-l" or "list" }] || rest.Length > 0 && operands == 1 && rest[^1] is { IsLiteral: true, Text: [not '-', ..] key } && key.Contains('.') && Are("--show-origin --show-scope --global --local --system --worktree"),
            "symbolic-ref" => operands == 1 && Are("--short -q --quiet"),
            "fsck" => operands == 0 && Are("--full --no-full --strict --unreachable --dangling --no-dangling --connectivity-only --no-progress --progress -v --verbose"),
            "apply" => rest.Any(w => w.Text is "--check" or "--stat" or "--numstat" or "--summary") && Are("--check --stat --numstat --summary --reverse -R -v --verbose --cached --index -p0 -p1 -p2"),
            _ => false,
        };
        return reads ? null : $"git {name} is not known to do no more than read, with these arguments";
    }

    /// <summary>Options in daily use that are themselves the beginning of a refused one.</summary>
    private static bool IsKnownShort(string option) => option is "--all" or "--format" or "--color";
}
