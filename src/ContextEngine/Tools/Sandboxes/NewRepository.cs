namespace Pith.Tools.Sandboxes;

/// <summary>A repository that a command made. It may have one, but none that runs anything: no hooks, and no configuration but what says how it is stored.</summary>
internal static class NewRepository
{
    private const string Plain = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n";
    private const long LargestText = 4096;
    private static readonly string[] Harmless = ["repositoryformatversion", "filemode", "bare", "logallrefupdates", "ignorecase", "precomposeunicode", "symlinks"];

    /// <summary>Takes away what could run, and adds what that was.</summary>
    public static void Tame(string repository, Quarantine quarantine, List<string> changed)
    {
        foreach (var path in GuardedPaths.OfNew(repository).ToArray())
            GuardedState.Try(path, changed, () => TamePath(path, quarantine, changed));
    }

    /// <summary>Whether a file that says where a linked work tree belongs says what git itself writes there.</summary>
    public static bool IsHarmless(string path)
    {
        var isOfWorktree = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) == GuardedPaths.Worktrees;
        return isOfWorktree && (Path.GetFileName(path) is "gitdir" || Path.GetFileName(path) is "commondir" && TextOf(path)?.Trim() == "../..");
    }

    private static void TamePath(string path, Quarantine quarantine, List<string> changed)
    {
        if (GuardedLinks.Above(path) is not null)
            return;
        var (kind, name) = (GuardedFile.KindOf(path).Kind, Path.GetFileName(path));
        if (kind == GuardedKind.Missing || name == "config" && IsPlain(path) || kind == GuardedKind.Folder && name == "info" || IsHarmless(path))
            return;
        if (name == "hooks" && kind == GuardedKind.Folder)
        {
            foreach (var hook in Directory.EnumerateFileSystemEntries(path).Where(h => !h.EndsWith(".sample", StringComparison.Ordinal)).ToArray())
                changed.Add($"{hook} was made and is removed again{GuardedState.At(quarantine.Take(hook))}");
            return;
        }

        var place = quarantine.Take(path);
        if (name == "config")
            File.WriteAllText(path, Plain);
        changed.Add($"{path} was made and is {(name == "config" ? "plain" : "removed")} again{GuardedState.At(place)}");
    }

    private static bool IsPlain(string config) =>
        TextOf(config) is { } text && text.Split('\n').Select(l => l.Trim()).All(l => l.Length == 0 || l is "[core]" || Array.Exists(Harmless, h => l.StartsWith(h + " = ", StringComparison.Ordinal)));

    // What such a file holds; null of what is none, or more than git writes of its own.
    private static string? TextOf(string path) =>
        GuardedFile.KindOf(path).Kind == GuardedKind.File && GuardedFile.IsRegular(path) && new FileInfo(path).Length <= LargestText ? File.ReadAllText(path) : null;
}
