using Pith.Permissions.Paths;
using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// Repositories below a folder of work, as they were before a command, and settings there (<see cref="NestedSettings"/>). No mount holds them, since a folder above could be renamed; what runs or is obeyed in
/// them is kept in memory and put back. One that the command made keeps neither hooks nor a configuration that runs anything.
/// </summary>
internal sealed class NestedGuard
{
    /// <summary>More are not guarded one by one; a command that finds more is told.</summary>
    private const int Most = 64;

    /// <summary>Shut folders in shut folders that are opened, one in the other.</summary>
    private const int MostOpenings = 64;

    private readonly NestedRepositories repositories;
    private readonly Dictionary<string, Kept> before = new(StringComparer.Ordinal);
    private readonly NestedSettings settings;
    private readonly List<string> shut;
    private readonly bool sawAll;

    /// <summary>A repository: the number of its folder, by which it is known when it is moved, and what must not change.</summary>
    private sealed class Kept(ulong inode)
    {
        public ulong Inode => inode;

        public Dictionary<string, GuardedEntry> Parts { get; } = new(StringComparer.Ordinal);
    }

    public NestedGuard(NestedRepositories repositories)
    {
        this.repositories = repositories;
        var found = new List<NestedSetting>();
        foreach (var repository in repositories.Find(found))
            Keep(repository);
        (sawAll, shut, settings) = (repositories.SawAll, repositories.Shut, new NestedSettings(repositories, found));
        if (!sawAll)
            repositories.Unguarded.Add("folders", $"folders below {repositories.Root} beyond {NestedRepositories.Most:N0}: in the last of them no repository or setting is looked for");
    }

    /// <summary>What is not guarded though it should be, and was not said before.</summary>
    public IReadOnlyList<string> TakeUnguarded() => repositories.Unguarded.Take();

    /// <summary>Takes what stands in a repository now for what it was; of a path that belongs to none, nothing.</summary>
    public void Forget(string path)
    {
        Restoration.Renew(() => settings.Forget(path));
        foreach (var (repository, kept) in before.Where(r => LexicalPath.IsWithin(path, r.Key)).ToArray())
            Restoration.Renew(() =>
            {
                foreach (var part in PartsOf(repository).Where(p => LexicalPath.IsWithin(path, p)).ToArray())
                    kept.Parts[part[repository.Length..]] = kept.Parts.GetValueOrDefault(part[repository.Length..], GuardedEntry.Nothing).With(part, path, withContent: true);
            });
    }

    /// <summary>Puts back what changed.</summary>
    public void PutBack(Quarantine quarantine, Changes changed)
    {
        var settingsNow = new List<NestedSetting>();
        var now = repositories.Find(settingsNow);
        for (var i = 0; i < MostOpenings && OpenAll(changed); i++)
        {
            settingsNow.Clear();
            now = repositories.Find(settingsNow);
        }

        foreach (var repository in now)
            Restoration.Try(repository, changed, () => Compare(repository, quarantine, changed));
        foreach (var one in repositories.Shut)
            if (!shut.Contains(one))
                changed.Leave(FolderIn(one), $"{FolderIn(one)} cannot be listed, and no repository or setting was looked for in it: look at it before anything else runs there");
        if (sawAll && !repositories.SawAll)
            changed.Add($"there are more than {NestedRepositories.Most:N0} folders now, and no repository or setting was looked for in the last of them");
        settings.PutBack(settingsNow, quarantine, changed);
    }

    // A command shut them, with whatever is in them. What was shut before it stays as it is.
    private bool OpenAll(Changes changed)
    {
        var said = changed.Count;
        foreach (var folder in repositories.Shut.Select(FolderIn).Except(shut.Select(FolderIn), StringComparer.Ordinal))
            Restoration.Renew(() =>
            {
                if (GuardedLinks.Above(folder) is null && GuardedLinks.Open(folder, NestedFolder.Passable))
                    changed.Add($"{folder} was shut and is opened again, to be looked at");
            });
        return changed.Count > said;
    }

    private static string FolderIn(string shut) => shut[(shut.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private void Keep(string repository)
    {
        if (before.Count >= Most && !before.ContainsKey(repository))
        {
            repositories.Unguarded.Add("repositories", $"{repository}, and what other repositories there are below {repositories.Root} beyond {Most}");
            return;
        }

        try
        {
            var kept = new Kept(InodeOf(repository));
            foreach (var part in PartsOf(repository))
                kept.Parts[part[repository.Length..]] = GuardedEntry.Of(part, withContent: true);
            before[repository] = kept;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            repositories.Unguarded.Add(repository, $"the repository {repository} ({problem.Message})");
        }
    }

    private void Compare(string repository, Quarantine quarantine, Changes changed)
    {
        var inode = InodeOf(repository);
        // It is itself, or it was moved here, or it is new.
        var kept = before.GetValueOrDefault(repository) is { } same && same.Inode == inode ? same : before.Values.FirstOrDefault(k => k.Inode == inode && inode != 0);
        if (kept is null && before.Count >= Most)
            return; // it may have been there, and that it is not guarded is said
        if (kept is null)
        {
            NewRepository.TameNested(repository, quarantine, changed);
            return;
        }

        foreach (var (part, was) in kept.Parts)
            Restoration.Try(repository + part, changed, () => Restoration.PutBack(repository + part, was, quarantine, changed));
        foreach (var path in PartsOf(repository).Where(p => !kept.Parts.ContainsKey(p[repository.Length..])).ToArray())
            Restoration.Try(path, changed, () => Restoration.PutBack(path, GuardedEntry.Nothing, quarantine, changed));
    }

    private static IEnumerable<string> PartsOf(string repository) => GuardedPaths.OfNew(repository);

    private static ulong InodeOf(string repository) => FileStamp.OfFolder(repository)?.Inode ?? 0;
}
