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

    private readonly NestedRepositories repositories;
    private readonly Dictionary<string, Kept> before = new(StringComparer.Ordinal);
    private readonly List<string> unguarded = [];
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
    }

    /// <summary>Takes what stands in a repository now for what it was; of a path that belongs to none, nothing.</summary>
    public void Forget(string path)
    {
        GuardedState.Renew(() => settings.Forget(path));
        foreach (var (repository, kept) in before.Where(r => LexicalPath.IsWithin(path, r.Key)).ToArray())
            GuardedState.Renew(() =>
            {
                foreach (var part in PartsOf(repository).Where(p => LexicalPath.IsWithin(path, p)).ToArray())
                    kept.Parts[part[repository.Length..]] = kept.Parts.GetValueOrDefault(part[repository.Length..], GuardedEntry.Nothing).With(part, path, withContent: true);
            });
    }

    /// <summary>Puts back what changed.</summary>
    public void PutBack(Quarantine quarantine, List<string> changed)
    {
        changed.AddRange(unguarded);
        var found = new List<NestedSetting>();
        foreach (var repository in repositories.Find(found))
            GuardedState.Try(repository, changed, () => Compare(repository, quarantine, changed));
        foreach (var one in repositories.Shut)
            if (!shut.Contains(one))
                changed.Add($"{one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..]} cannot be listed, and no repository or setting was looked for in it: look at it before anything else runs there");
        if (sawAll && !repositories.SawAll)
            changed.Add($"there are more than {NestedRepositories.Most:N0} folders now, and no repository or setting was looked for in the last of them");
        settings.PutBack(found, quarantine, changed);
    }

    private void Keep(string repository)
    {
        if (before.Count >= Most && !before.ContainsKey(repository))
        {
            unguarded.Add($"{repository} was not guarded, since there are more than {Most}");
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
            unguarded.Add($"{repository} was not guarded ({problem.Message})");
        }
    }

    private void Compare(string repository, Quarantine quarantine, List<string> changed)
    {
        var inode = InodeOf(repository);
        // It is itself, or it was moved here, or it is new.
        var kept = before.GetValueOrDefault(repository) is { } same && same.Inode == inode ? same : before.Values.FirstOrDefault(k => k.Inode == inode && inode != 0);
        if (kept is null && before.Count >= Most)
            return; // it may have been there, and that it was not guarded is said
        if (kept is null)
        {
            NewRepository.TameNested(repository, quarantine, changed);
            return;
        }

        foreach (var (part, was) in kept.Parts)
            GuardedState.Try(repository + part, changed, () => GuardedState.PutBack(repository + part, was, quarantine, changed));
        foreach (var path in PartsOf(repository).Where(p => !kept.Parts.ContainsKey(p[repository.Length..])).ToArray())
            GuardedState.Try(path, changed, () => GuardedState.PutBack(path, GuardedEntry.Nothing, quarantine, changed));
    }

    private static IEnumerable<string> PartsOf(string repository) => GuardedPaths.OfNew(repository);

    private static ulong InodeOf(string repository) => FileStamp.OfFolder(repository)?.Inode ?? 0;
}
