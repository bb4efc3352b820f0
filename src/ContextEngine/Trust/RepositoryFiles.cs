using Pith.Tools.Files;

namespace Pith.Trust;

/// <summary>
/// The files of the repository around a folder, and of those in it that git enters, that make git run programs, also when it only looks:
/// settings, hooks, and programs of the repository that settings start.
/// </summary>
public static class RepositoryFiles
{
    /// <summary>Those that are there. Costs a few looks at each folder above and for each submodule, and one pass over the index.</summary>
    public static IEnumerable<string> Of(string folder)
    {
        var around = GitFolder.Around(Path.GetFullPath(folder), GitReading.Plain).ToList();
        string[] places = [Path.GetFullPath(folder), .. around.Select(repository => repository.Top)];
        return around.SelectMany(repository => GitModules.With(repository, GitReading.Plain)).SelectMany(repository => In(repository, places)).Distinct();
    }

    private static IEnumerable<string> In(GitFolder repository, string[] places)
    {
        var named = repository.Named.ToList();
        var others = named.Where(n => !n.IsHooks).Select(n => n.Path).Prepend(Path.Combine(repository.Top, ".git"));
        var folders = named.Where(n => n.IsHooks).Select(n => n.Path).Prepend(Path.Combine(repository.Shared, "hooks"));
        // A program may have the name of settings, and is not to be read like them.
        var programs = repository.Started(places).Where(File.Exists).Concat(folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsHook));
        return [.. repository.Settings.Where(File.Exists).Select(GitSettings.Of), .. others.Where(File.Exists), .. programs.Select(GitSettings.Whole)];
    }

    private static bool IsHook(string path) => !path.EndsWith(".sample", StringComparison.Ordinal)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
