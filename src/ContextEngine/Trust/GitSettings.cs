using System.Text;

namespace Pith.Trust;

/// <summary>
/// What a repository's own settings may make git run, obey or reach: every setting but those known to do none of it, so that what
/// is new to us counts. Upkeep, as of branches and remotes, is left out: it would ask after each checkout. Source: git-config(1).
/// </summary>
internal static class GitSettings
{
    private static readonly HashSet<string> HarmlessSections =
        ["advice", "branch", "color", "column", "extensions", "feature", "index", "init", "pull", "push", "rebase", "rerere", "user"];

    private static readonly HashSet<string> Harmless =
    [
        "core.abbrev", "core.autocrlf", "core.bare", "core.compression", "core.eol", "core.filemode", "core.ignorecase", "core.logallrefupdates", "core.longpaths",
        "core.precomposeunicode", "core.quotepath", "core.repositoryformatversion", "core.safecrlf", "core.sparsecheckout", "core.sparsecheckoutcone", "core.symlinks", "core.untrackedcache",
        "commit.gpgsign", "diff.algorithm", "diff.colormoved", "diff.mnemonicprefix", "diff.noprefix", "diff.renamelimit", "diff.renames", "fetch.parallel", "fetch.prune", "fetch.prunetags",
        "gc.auto", "http.extraheader", "http..extraheader", "lfs.repositoryformatversion", "merge.conflictstyle", "merge.ff", "merge.renames", "status.showuntrackedfiles", "submodule.recurse", "tag.gpgsign",
        "lfs..access", "lfs..locksverify", "remote..fetch", "remote..gh-resolved", "remote..mirror", "remote..partialclonefilter", "remote..promisor", "remote..prune", "remote..push",
        "remote..pushurl", "remote..tagopt", "remote..url", "submodule..active", "submodule..branch", "submodule..ignore", "submodule..url",
    ];

    /// <summary>Whether a file holds settings of a repository.</summary>
    public static bool Are(string path) =>
        path.EndsWith("/config", StringComparison.Ordinal) && path.Contains("/.git/", StringComparison.Ordinal) || path.EndsWith("/.git/config.worktree", StringComparison.Ordinal);

    /// <summary>
    /// The settings that count, <c>section.name.key = value</c>, a line each; empty where none does. A text with continued lines is
    /// given whole: whether a backslash continues a line depends on quotes and comments, and nobody shall hide behind that.
    /// </summary>
    public static string That(string config)
    {
        string[] lines = config.Split('\n');
        if (lines.Any(l => l.TrimEnd('\r').EndsWith('\\')))
            return config;
        var text = new StringBuilder();
        var (section, name) = ("", "");
        foreach (var whole in lines)
        {
            var line = whole.Trim();
            while (line.StartsWith('[') && EndOfHead(line) is > 0 and var end)
            {
                var head = line[1..end];
                var at = head.AsSpan().IndexOfAny(" \t.\"");
                (section, name) = at < 0 ? (head.ToLowerInvariant(), "") : (head[..at].ToLowerInvariant(), head[at..].Trim(' ', '\t', '.', '"'));
                line = line[(end + 1)..].Trim();
            }

            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var key = (equals < 0 ? line : line[..equals]).Trim().ToLowerInvariant();
            if (line[0] == '[' || !HarmlessSections.Contains(section) && !Harmless.Contains(name.Length > 0 ? $"{section}..{key}" : $"{section}.{key}"))
                text.Append(section).Append(name.Length > 0 ? "." : "").Append(name).Append('.').Append(key).Append(equals < 0 ? "" : $" = {line[(equals + 1)..].Trim()}").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Where the bracket stands that ends the head of a section, whose name may hold others in quotes; -1 where it is none.</summary>
    private static int EndOfHead(string line)
    {
        var (quote, end) = (line.IndexOf('"', StringComparison.Ordinal), line.IndexOf(']', StringComparison.Ordinal));
        if (quote < 0 || end < quote)
            return end;
        for (var i = quote + 1; i < line.Length; i++)
            if (line[i] == '\\')
                i++;
            else if (line[i] == '"')
                return line.AsSpan(i + 1).StartsWith("]") ? i + 1 : -1;
        return -1;
    }
}
