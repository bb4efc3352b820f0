using Pith.Tools.Files;

namespace Pith.Trust;

/// <summary>
/// The files of the repository around a folder, and of those in it that git enters, that make git run programs, also when it only looks:
/// settings, hooks, and programs of the repository that settings start.
/// </summary>
public static class RepositoryFiles
{
    private const int MostHooks = 200;

    /// <summary>Those that are there. Costs a few looks at each folder above and for each submodule, and one pass over the index.</summary>
    public static IEnumerable<string> Of(string folder)
    {
        var around = GitFolder.Around(Path.GetFullPath(folder), GitReading.Plain).ToList();
        string[] places = [Path.GetFullPath(folder), .. around.Select(repository => repository.Top)];
        return around.SelectMany(repository => GitModules.With(repository, GitReading.Plain)).SelectMany(repository => In(repository, places)).Distinct();
    }

    private static IEnumerable<string> In(GitFolder repository, string[] places)
    {
        var named = repository.Named(GitReading.Plain).ToList();
        var files = repository.Settings.Prepend(Path.Combine(repository.Top, ".git")).Concat(named.Where(n => !n.IsHooks).Select(n => n.Path))
            .Concat(repository.Started(GitReading.Plain, places));
        var folders = named.Where(n => n.IsHooks).Select(n => n.Path).Prepend(Path.Combine(repository.Shared, "hooks"));
        return [.. files.Where(File.Exists), .. folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsHook).Take(MostHooks)];
    }

    private static bool IsHook(string path) => !path.EndsWith(".sample", StringComparison.Ordinal)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
