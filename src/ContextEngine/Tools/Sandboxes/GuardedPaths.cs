using Pith.Permissions.Paths;

namespace Pith.Tools.Sandboxes;

/// <summary>What takes effect later, in a folder of work: there or not, none of it may come from a command.</summary>
internal static class GuardedPaths
{
    private const int DeepestModule = 4, DeepestName = 8;
    private static readonly string[] OfRepository = ["hooks", "config", "config.worktree", "info", "commondir"];
    private static readonly string[] OfWorktree = ["commondir", "gitdir", "config.worktree"];

    /// <summary>Paths that stay as they are. Those of a repository stand for it: commits are written beside them.</summary>
    public static IEnumerable<string> Of(string root)
    {
        foreach (var name in ProtectedPaths.FolderNames)
            if (name != Repository)
                yield return Path.Combine(root, name);
        foreach (var name in ProtectedPaths.FileNames)
            yield return Path.Combine(root, name);
        foreach (var name in ProtectedPaths.PlacedNames)
        {
            var path = Path.Combine(root, name);
            yield return LinkAbove(root, path) ?? path;
        }

        foreach (var path in Directory.Exists(root) ? Directory.EnumerateFileSystemEntries(root) : [])
            if (ProtectedPaths.HasForm(Path.GetFileName(path.AsSpan())))
                yield return path;
        foreach (var path in InRepository(Path.Combine(root, Repository), DeepestModule))
            yield return path;
    }

    /// <summary>Folders above guarded ones: who could rename them could put others in their place. What contains another comes first.</summary>
    public static IEnumerable<string> Above(string root) =>
        FoldersOf(Path.Combine(root, Repository), DeepestModule).Concat(ProtectedPaths.PlacedNames.SelectMany(name => FoldersAbove(root, name))).Distinct().Where(GuardedLinks.IsOwnFolder);

    // What contains another first.
    private static IEnumerable<string> FoldersAbove(string root, string name)
    {
        for (var end = name.IndexOf('/', StringComparison.Ordinal); end > 0; end = name.IndexOf('/', end + 1))
            yield return Path.Combine(root, name[..end]);
    }

    private static string? LinkAbove(string root, string path) => FoldersAbove(root, path[(root.Length + 1)..]).FirstOrDefault(folder => GuardedFile.KindOf(folder).Kind == GuardedKind.Link);

    /// <summary>What stands for a repository that was made just now.</summary>
    public static IEnumerable<string> OfNew(string repository) => InRepository(repository, DeepestModule);

    /// <summary>The name of a repository's own folder.</summary>
    public const string Repository = ".git";

    /// <summary>The name of the folder of linked work trees in a repository's own.</summary>
    public const string Worktrees = "worktrees";

    private static IEnumerable<string> InRepository(string repository, int depth)
    {
        // Of a linked work tree or a submodule it is a file that names the real one. A link stands for itself.
        if (!GuardedLinks.IsOwnFolder(repository))
        {
            yield return repository;
            yield break;
        }

        foreach (var name in OfRepository)
            yield return Path.Combine(repository, name);
        foreach (var worktree in Below(Path.Combine(repository, Worktrees)))
            foreach (var path in GuardedLinks.IsOwnFolder(worktree) ? OfWorktree.Select(n => Path.Combine(worktree, n)) : [worktree])
                yield return path;
        foreach (var module in depth == 0 ? [] : Modules(Path.Combine(repository, "modules"), DeepestName))
            foreach (var path in InRepository(module, depth - 1))
                yield return path;
    }

    private static IEnumerable<string> FoldersOf(string repository, int depth)
    {
        if (!GuardedLinks.IsOwnFolder(repository))
            return [];
        var (worktrees, modules) = (Path.Combine(repository, Worktrees), Path.Combine(repository, "modules"));
        return [repository, worktrees, .. Below(worktrees), modules, .. depth == 0 ? [] : Modules(modules, DeepestName).SelectMany(m => FoldersOf(m, depth - 1))];
    }

    // A module is named by its path, which may have slashes; what is none itself may hold some.
    private static IEnumerable<string> Modules(string folder, int depth) =>
        Below(folder).SelectMany(m => depth > 1 && GuardedLinks.IsOwnFolder(m) && GuardedFile.KindOf(Path.Combine(m, "HEAD")).Kind == GuardedKind.Missing ? Modules(m, depth - 1).Prepend(m) : [m]);

    // What lies in a folder; where a link stands in its place, that link.
    private static IEnumerable<string> Below(string folder) => GuardedFile.KindOf(folder).Kind switch
    {
        GuardedKind.Folder => Directory.EnumerateFileSystemEntries(folder),
        GuardedKind.Missing => [],
        _ => [folder],
    };
}
