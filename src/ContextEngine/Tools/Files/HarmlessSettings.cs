namespace Pith.Tools.Files;

/// <summary>
/// Settings of git's that make it run, obey or reach nothing. Upkeep, as of branches and remotes, is among them: who asks about what
/// counts would ask after each checkout. Source: git-config(1).
/// </summary>
public static class HarmlessSettings
{
    private static readonly HashSet<string> Sections =
        ["advice", "branch", "color", "column", "extensions", "feature", "index", "init", "pull", "push", "rebase", "rerere", "user"];

    private static readonly HashSet<string> Keys =
    [
        "core.abbrev", "core.autocrlf", "core.bare", "core.compression", "core.eol", "core.filemode", "core.ignorecase", "core.logallrefupdates", "core.longpaths",
        "core.precomposeunicode", "core.quotepath", "core.repositoryformatversion", "core.safecrlf", "core.sparsecheckout", "core.sparsecheckoutcone", "core.symlinks", "core.untrackedcache",
        "commit.gpgsign", "diff.algorithm", "diff.colormoved", "diff.mnemonicprefix", "diff.noprefix", "diff.renamelimit", "diff.renames", "fetch.parallel", "fetch.prune", "fetch.prunetags",
        "gc.auto", "http.extraheader", "http..extraheader", "lfs.repositoryformatversion", "merge.conflictstyle", "merge.ff", "merge.renames", "status.showuntrackedfiles", "submodule.recurse", "tag.gpgsign",
        "lfs..access", "lfs..locksverify", "remote..fetch", "remote..gh-resolved", "remote..mirror", "remote..partialclonefilter", "remote..promisor", "remote..prune", "remote..push",
        "remote..pushurl", "remote..tagopt", "remote..url", "submodule..active", "submodule..branch", "submodule..ignore", "submodule..url",
    ];

    // Their values name files and folders that git reads or writes, and starts none of.
    private static readonly HashSet<string> Data = ["blame.ignorerevsfile", "commit.template", "core.excludesfile", "core.worktree", "lfs.storage"];

    /// <summary>Whether this is one of them.</summary>
    /// <param name="section">Its section, in small letters.</param>
    /// <param name="name">What the section names; empty for nothing.</param>
    /// <param name="key">Its key, in small letters.</param>
    public static bool Have(string section, string name, string key) => Sections.Contains(section) || Keys.Contains(name.Length > 0 ? $"{section}..{key}" : $"{section}.{key}");

    /// <summary>Whether the value may be, or name, a program or what one reads.</summary>
    internal static bool MayStart(GitSetting setting) =>
        !setting.Includes && !setting.NamesHooks && !Have(setting.Section, setting.Name, setting.Key) && !Data.Contains($"{setting.Section}.{setting.Key}");
}
