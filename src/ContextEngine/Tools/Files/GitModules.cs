using Pith.Permissions.Paths;

namespace Pith.Tools.Files;

/// <summary>
/// Repositories in a repository: git enters each that its index or <c>.gitmodules</c> names when it only looks (<c>git status</c>), and obeys
/// what is configured there. Nothing else of the folders is looked at. Sources: gitsubmodules(7), gitrepository-layout(5).
/// </summary>
public static class GitModules
{
    /// <summary>Folders that are looked at for modules that a repository keeps. Those that are checked out are found without.</summary>
    private const int Most = 2000;

    /// <summary>A repository, with all in it. Costs one pass over its index, and a few looks for each that is found.</summary>
    public static IEnumerable<GitFolder> With(GitFolder repository, GitReading reading)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var seen = new HashSet<string>();
        var ahead = new Queue<GitFolder>([repository]);
        while (ahead.TryDequeue(out var next))
        {
            // A link could lead round in a circle.
            if (!seen.Add($"{NameOf(next.Top)} {NameOf(next.Own)}"))
                continue;
            yield return next;
            foreach (var below in Entered(next, reading).SelectMany(path => GitFolder.At(path, reading)).Concat(Kept(next, reading)))
                ahead.Enqueue(below);
        }
    }

    private static IEnumerable<string> Entered(GitFolder repository, GitReading reading)
    {
        var isLong = GitConfig.Read(reading.TextOf(Path.Combine(repository.Shared, "config")) ?? "").LastOrDefault(s => s is { Section: "extensions", Key: "objectformat" }).Value is "sha256";
        return GitLinks.In(repository.Own, isLong)
            .Concat(GitConfig.Read(reading.TextOf(Path.Combine(repository.Top, ".gitmodules")) ?? "").Where(s => s is { Section: "submodule", Key: "path", Value.Length: > 0 }).Select(s => s.Value))
            .Where(path => !path.Contains('\0', StringComparison.Ordinal)).Select(path => LexicalPath.Join(repository.Top, path)).Where(path => LexicalPath.IsWithin(path, repository.Top)).Distinct();
    }

    private static IEnumerable<GitFolder> Kept(GitFolder repository, GitReading reading)
    {
        var ahead = new Queue<string>(new[] { repository.Shared, repository.Own }.Distinct().Select(own => Path.Combine(own, "modules")).Where(reading.IsFolder));
        var seen = new HashSet<string>();
        while (seen.Count < Most && ahead.TryDequeue(out var folder))
            foreach (var own in seen.Add(NameOf(folder)) ? Directory.EnumerateDirectories(folder, "*", All).Where(reading.IsFolder) : [])
                if (reading.TextOf(Path.Combine(own, "HEAD")) is not null)
                    yield return GitFolder.Module(own, reading);
                else
                    ahead.Enqueue(own); // a name may have slashes
    }

    // The same for each path that leads to a folder.
    private static string NameOf(string folder) => FileStamp.IdentityOf(folder) is var (device, inode) ? $"{device}:{inode}" : RealPath.OrNull(folder) ?? folder;

    private static EnumerationOptions All => new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
}
