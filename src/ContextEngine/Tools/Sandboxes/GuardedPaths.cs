using Pith.Permissions.Paths;

namespace Pith.Tools.Sandboxes;

/// <summary>What takes effect later, in a folder of work: there or not, none of it may come from a command.</summary>
internal static class GuardedPaths
{
    private const int DeepestModule = 4;
    private static readonly string[] OfRepository = ["hooks", "config", "config.worktree", "info"];

    /// <summary>Paths that stay as they are. Those of a repository stand for it: commits are written beside them.</summary>
    public static IEnumerable<string> Of(string root)
    {
        foreach (var name in ProtectedPaths.FolderNames)
            if (name != Repository)
                yield return Path.Combine(root, name);
        foreach (var name in ProtectedPaths.FileNames)
            yield return Path.Combine(root, name);
        yield return Path.Combine(root, ".config", "git");
        foreach (var path in InRepository(Path.Combine(root, Repository), DeepestModule))
            yield return path;
    }

    /// <summary>Folders above guarded ones: who could rename them could put others in their place.</summary>
    public static IEnumerable<string> Above(string root)
    {
        foreach (var path in (string[])[Path.Combine(root, Repository), Path.Combine(root, ".config")])
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
                yield return path;
    }

    /// <summary>What stands for a repository that was made just now.</summary>
    public static IEnumerable<string> OfNew(string repository) => InRepository(repository, DeepestModule);

    /// <summary>The name of a repository's own folder.</summary>
    public const string Repository = ".git";

    private static IEnumerable<string> InRepository(string repository, int depth)
    {
        if (!Directory.Exists(repository))
        {
            yield return repository; // of a linked work tree or a submodule it is a file that names the real one
            yield break;
        }

        foreach (var name in OfRepository)
            yield return Path.Combine(repository, name);
        var modules = Path.Combine(repository, "modules");
        if (depth == 0 || !Directory.Exists(modules))
            yield break;
        foreach (var module in Directory.EnumerateDirectories(modules))
            foreach (var path in InRepository(module, depth - 1))
                yield return path;
    }
}
