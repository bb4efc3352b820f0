using Pith.Tools.Files;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// The repositories below a folder of work, and bare ones: git obeys each where somebody uses it. They are looked for breadth first, before and after each
/// command; a folder whose stamp is the old one is not listed again, so that a look costs a call of the system for each folder.
/// </summary>
/// <param name="root">The folder, full and without links.</param>
/// <param name="time">What the stamps of the disk are compared with.</param>
internal sealed class NestedRepositories(string root, TimeProvider time)
{
    /// <summary>Folders that are looked at. Beyond them, and in folders of packages, a repository is not found; docs/bypasses.md says so.</summary>
    internal const int Most = 20_000;

    // A stamp that is younger may be that of a change still to come: clocks of disks tick in milliseconds.
    private const long Settled = 50_000_000;
    private static readonly HashSet<string> Packages = new(StringComparer.Ordinal) { "node_modules", ".venv", "venv", "site-packages", "__pycache__", "target", "obj", ".tox", ".gradle", ".next", ".cache" };

    private readonly Lock oneAtATime = new();
    private Dictionary<string, Listed> known = new(StringComparer.Ordinal);

    /// <summary>What a folder held when it was listed.</summary>
    private sealed record Listed(long Changed, ulong Inode, string[] Folders, string[] Repositories);

    /// <summary>Whether the last look saw every folder that it should.</summary>
    public bool SawAll { get; private set; }

    /// <summary>Their own folders, or the files that stand for them: <c>sub/.git</c>, or of a bare one the folder itself.</summary>
    public IReadOnlyList<string> Find()
    {
        lock (oneAtATime)
        {
            var (found, now) = (new List<string>(), new Dictionary<string, Listed>(known.Count, StringComparer.Ordinal));
            var ahead = new Queue<string>([root]);
            while (now.Count < Most && ahead.TryDequeue(out var folder))
            {
                if (FileStamp.OfFolder(folder) is not var (changed, inode))
                    continue;
                var listed = known.GetValueOrDefault(folder) is { } before && before.Changed == changed && before.Inode == inode ? before : List(folder, changed, inode);
                // What is too young is listed again the next time.
                now[folder] = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000 - changed < Settled ? listed with { Changed = 0 } : listed;
                found.AddRange(listed.Repositories);
                foreach (var below in listed.Folders)
                    ahead.Enqueue(below);
            }

            (known, SawAll) = (now, ahead.Count == 0);
            return found;
        }
    }

    private Listed List(string folder, long changed, ulong inode)
    {
        var (folders, repositories, parts) = (new List<string>(), new List<string>(), new List<string>());
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Plain))
            {
                var isFolder = entry.Attributes.HasFlag(FileAttributes.Directory) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
                if (entry.Name == GuardedPaths.Repository)
                    repositories.AddRange(folder == root ? [] : [entry.FullName]);
                else if (entry.Name is "HEAD" or "commondir" && !isFolder || entry.Name is "refs" or "objects")
                    names.Add(entry.Name);
                if (isFolder && !(entry.Name is GuardedPaths.Repository || Packages.Contains(entry.Name)))
                    (entry.Name is "refs" or "objects" ? parts : folders).Add(entry.FullName);
            }
        }
        catch (Exception shut) when (shut is IOException or UnauthorizedAccessException)
        {
            // Nobody else gets in either.
        }

        // What git takes for a repository: its own objects and references, or those of another. Inside one, objects are thousands of folders, of no repository.
        var isBare = names.Contains("HEAD") && (names.Contains("commondir") || names.Contains("refs") && names.Contains("objects"));
        return new Listed(changed, inode, isBare ? [.. folders] : [.. folders, .. parts], isBare ? [.. repositories, folder] : [.. repositories]);
    }

    private static EnumerationOptions Plain => new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
}
