using System.Text;
using Pith.Tools.Files;

namespace Pith.Trust;

/// <summary>The files of the repository around a folder that make git run programs, also when it only looks: its settings and its hooks.</summary>
public static class RepositoryFiles
{
    private const int MostHooks = 200, Deepest = 5;
    private const string Link = "gitdir:";

    private static readonly string[] Settings = ["config", "config.worktree"];

    /// <summary>Those that are there. Costs a few looks at each folder above.</summary>
    public static IEnumerable<string> Of(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            var git = Path.Combine(at, ".git");
            if (File.Exists(git)) // names the repository whose settings git obeys
                return [git, .. Text(git) is { } text && text.StartsWith(Link, StringComparison.Ordinal) ? In(Common(Path.GetFullPath(text[Link.Length..].Trim(), at)), at) : []];
            if (Directory.Exists(git))
                return In(git, at);
        }

        return [];
    }

    private static string Common(string home) => Text(Path.Combine(home, "commondir")) is { } common ? Path.GetFullPath(common.Trim(), home) : home;

    private static IEnumerable<string> In(string home, string top)
    {
        var files = new List<string>();
        var folders = new List<string> { Path.Combine(home, "hooks") };
        foreach (var settings in Settings.Select(name => Path.Combine(home, name)).Where(File.Exists))
            Add(settings, top, Deepest, files, folders);
        return [.. files.Where(File.Exists), .. folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsHook).Take(MostHooks)];
    }

    /// <summary>A file of settings, those that it includes, and the folders of hooks that they name.</summary>
    private static void Add(string settings, string top, int depth, List<string> files, List<string> folders)
    {
        if (depth == 0 || files.Contains(settings))
            return;
        files.Add(settings);
        foreach (var setting in GitConfig.Read(Text(settings) ?? ""))
        {
            if (setting.Value.Length == 0 || setting.Value.StartsWith('~') || setting.Value.Contains('\0', StringComparison.Ordinal))
                continue; // at home it is the person's own
            if (setting.NamesHooks)
                folders.Add(Path.GetFullPath(setting.Value, top));
            else if (setting.Includes)
                Add(Path.GetFullPath(setting.Value, Path.GetDirectoryName(settings)!), top, depth - 1, files, folders);
        }
    }

    private static bool IsHook(string path) => !path.EndsWith(".sample", StringComparison.Ordinal)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? Encoding.UTF8.GetString(PlainFile.Read(path)) : null;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
