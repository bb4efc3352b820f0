using System.Text;
using Pith.Tools.Files;

namespace Pith.Trust;

/// <summary>The files of the repository around a folder that make git run programs, also when it only looks: its settings and its hooks.</summary>
public static class RepositoryFiles
{
    private const int MostHooks = 200;
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
        {
            files.Add(settings);
            foreach (var (key, value) in GitSettings.That(Text(settings) ?? "").Split('\n').Select(Split))
                if (key == "core.hookspath")
                    folders.Add(Path.GetFullPath(value, top));
                else if (key.StartsWith("include", StringComparison.Ordinal) && key.EndsWith(".path", StringComparison.Ordinal))
                    files.Add(Path.GetFullPath(value, home));
        }

        return [.. files.Where(File.Exists), .. folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsHook).Take(MostHooks)];
    }

    private static (string Key, string Value) Split(string line) =>
        line.IndexOf(" = ", StringComparison.Ordinal) is > 0 and var at && line[(at + 3)..].Trim('"') is { Length: > 0 } value && !value.Contains('\0', StringComparison.Ordinal) ? (line[..at], value) : ("", "");

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
