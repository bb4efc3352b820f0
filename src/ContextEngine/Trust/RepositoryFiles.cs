using Pith.Tools.Files;

namespace Pith.Trust;

/// <summary>The files of the repository around a folder that make git run programs, also when it only looks: its settings and its hooks.</summary>
public static class RepositoryFiles
{
    private const int MostHooks = 200;

    /// <summary>Those that are there. Costs a few looks at each folder above.</summary>
    public static IEnumerable<string> Of(string folder) => GitFolder.Around(Path.GetFullPath(folder), GitReading.Plain).SelectMany(In).Distinct();

    private static IEnumerable<string> In(GitFolder repository)
    {
        var named = repository.Named(GitReading.Plain).ToList();
        var files = repository.Settings.Prepend(Path.Combine(repository.Top, ".git")).Concat(named.Where(n => !n.IsHooks).Select(n => n.Path));
        var folders = named.Where(n => n.IsHooks).Select(n => n.Path).Prepend(Path.Combine(repository.Shared, "hooks"));
        return [.. files.Where(File.Exists), .. folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsHook).Take(MostHooks)];
    }

    private static bool IsHook(string path) => !path.EndsWith(".sample", StringComparison.Ordinal)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
