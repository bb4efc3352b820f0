using Pith.Permissions.Paths;
using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>A repository that a command made. It may have one, but none that runs anything: no hooks, and no configuration but what says how it is stored.</summary>
internal static class NewRepository
{
    private const string Plain = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n";
    private const long LargestText = 64 << 10;

    /// <summary>Takes away what could run, and adds what that was.</summary>
    /// <param name="repository">Its own folder.</param>
    /// <param name="quarantine">Where that goes.</param>
    /// <param name="changed">Takes sentences.</param>
    /// <param name="allowed">What may be as it is here, by its path; null for nothing.</param>
    public static void Tame(string repository, Quarantine quarantine, Changes changed, Dictionary<string, GuardedEntry>? allowed = null)
    {
        foreach (var path in GuardedPaths.OfNew(repository).ToArray())
            Restoration.Try(path, changed, () =>
            {
                if (allowed?.GetValueOrDefault(path) is { } may)
                    Restoration.PutBack(path, may, quarantine, changed);
                else
                    TamePath(path, quarantine, changed);
            });
    }

    /// <summary>The same for one below the folder of work. A file may stand for it, if it leads to one that is guarded.</summary>
    public static void TameNested(string repository, Quarantine quarantine, Changes changed)
    {
        if (GuardedLinks.IsOwnFolder(repository))
            Tame(repository, quarantine, changed);
        else if (!LeadsHome(repository))
            changed.Add($"{repository} was made and is removed again{Restoration.At(quarantine.Take(repository))}");
    }

    /// <summary>Whether a <c>.git</c> that is a file names a linked work tree or a submodule of the repository of a folder above it.</summary>
    private static bool LeadsHome(string file)
    {
        const string names = "gitdir: ";
        if (TextOf(file) is not { } said || !said.StartsWith(names, StringComparison.Ordinal))
            return false;
        var turns = new List<string>();
        var place = KernelPath.Join(Path.GetDirectoryName(file)!, GitFolder.Line(said[names.Length..]), turns);
        if (turns.Count > 0)
            return false; // it is where a link says, which may say something else later
        for (var above = Path.GetDirectoryName(Path.GetDirectoryName(file)); above is { Length: > 1 }; above = Path.GetDirectoryName(above))
            if (Path.Combine(above, GuardedPaths.Repository) is var repository && GuardedLinks.IsOwnFolder(repository))
                return GuardedLinks.Above(place) is null && (LexicalPath.IsWithin(place, Path.Combine(repository, GuardedPaths.Worktrees)) || LexicalPath.IsWithin(place, Path.Combine(repository, "modules")));
        return false;
    }

    /// <summary>Whether a file that says where a linked work tree belongs says what git itself writes there.</summary>
    public static bool IsHarmless(string path)
    {
        var isOfWorktree = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) == GuardedPaths.Worktrees;
        return isOfWorktree && (Path.GetFileName(path) is "gitdir" || Path.GetFileName(path) is "commondir" && TextOf(path)?.Trim() == "../..");
    }

    private static void TamePath(string path, Quarantine quarantine, Changes changed)
    {
        if (GuardedLinks.Above(path) is not null)
            return;
        var (kind, name) = (GuardedFile.KindOf(path).Kind, Path.GetFileName(path));
        if (kind == GuardedKind.Missing || name == "config" && IsPlain(path) || kind == GuardedKind.Folder && name == "info" || IsHarmless(path))
            return;
        if (name == "hooks" && kind == GuardedKind.Folder)
        {
            foreach (var hook in Directory.EnumerateFileSystemEntries(path).Where(h => !h.EndsWith(".sample", StringComparison.Ordinal)).ToArray())
                changed.Add($"{hook} was made and is removed again{Restoration.At(quarantine.Take(hook))}");
            return;
        }

        var place = quarantine.Take(path);
        if (name == "config")
            File.WriteAllText(path, Path.GetFileName(Path.GetDirectoryName(path)) == GuardedPaths.Repository ? Plain : Plain.Replace("bare = false", "bare = true", StringComparison.Ordinal));
        changed.Add($"{path} was made and is {(name == "config" ? "plain" : "removed")} again{Restoration.At(place)}");
    }

    private static bool IsPlain(string config) => TextOf(config) is { } text && PlainConfiguration.Is(text);

    // What such a file holds; null of what is none, or more than git writes of its own.
    private static string? TextOf(string path) =>
        GuardedFile.KindOf(path).Kind == GuardedKind.File && GuardedFile.IsRegular(path) && new FileInfo(path).Length <= LargestText ? File.ReadAllText(path) : null;
}
