namespace Pith.Tools.Sandboxes;

/// <summary>A repository that a command made. It may have one, but none that runs anything: no hooks, and no configuration but what says how it is stored.</summary>
internal static class NewRepository
{
    private const string Plain = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n";
    private static readonly string[] Harmless = ["repositoryformatversion", "filemode", "bare", "logallrefupdates", "ignorecase", "precomposeunicode", "symlinks"];

    /// <summary>Takes away what could run, and says what that was.</summary>
    public static IEnumerable<string> Tame(string repository)
    {
        foreach (var path in GuardedPaths.OfNew(repository))
        {
            var (kind, _) = GuardedFile.KindOf(path);
            if (kind == GuardedKind.Missing || Path.GetFileName(path) == "config" && kind == GuardedKind.File && IsPlain(path))
                continue;
            if (Path.GetFileName(path) == "hooks" && kind == GuardedKind.Folder)
            {
                foreach (var hook in Directory.EnumerateFileSystemEntries(path).Where(h => !h.EndsWith(".sample", StringComparison.Ordinal)).ToArray())
                {
                    GuardedFile.Remove(hook);
                    yield return $"{hook} was made and is removed again";
                }

                continue;
            }

            if (Path.GetFileName(path) == "info" && kind == GuardedKind.Folder)
                continue;
            GuardedFile.Remove(path);
            if (Path.GetFileName(path) == "config")
                File.WriteAllText(path, Plain);
            yield return $"{path} was made and is {(Path.GetFileName(path) == "config" ? "plain" : "removed")} again";
        }
    }

    private static bool IsPlain(string config) => File.ReadLines(config).Select(l => l.Trim()).All(l => l.Length == 0 || l is "[core]" || Array.Exists(Harmless, h => l.StartsWith(h + " = ", StringComparison.Ordinal)));
}
