using Pith.Permissions.Paths;

namespace Pith.Tools.Files;

/// <summary>
/// A folder that git may take for the top of a repository: it has a <c>.git</c>, or is a bare one itself.
/// Sources: gitrepository-layout(5); git's setup.c, config.c.
/// </summary>
public sealed class GitFolder
{
    /// <summary>Files that include one another, one in the next: git refuses more.</summary>
    private const int Deepest = 10;

    private const string Names = "gitdir: ", Branch = "ref: refs/";
    private const int HashDigits = 40;

    private readonly string _own;

    private GitFolder(string top, string own, GitReading reading)
    {
        (Top, _own) = (top, own);
        Shared = reading.TextOf(Path.Combine(own, "commondir")) is { } shared ? LexicalPath.Join(own, Line(shared)) : own;
    }

    /// <summary>The folder itself.</summary>
    public string Top { get; }

    /// <summary>Where the settings and hooks are: its <c>.git</c>, or what that names, or what that shares with others.</summary>
    public string Shared { get; }

    /// <summary>Its files of settings, there or not.</summary>
    public IEnumerable<string> Settings => new[] { Path.Combine(Shared, "config"), Path.Combine(Shared, "config.worktree"), Path.Combine(_own, "config.worktree") }.Distinct();

    /// <summary>
    /// Those that a folder lies in, the nearest first. Git obeys one of them: it passes over what only looks like a repository,
    /// so all are named up to the first that surely is none of those.
    /// </summary>
    /// <param name="folder">A full path.</param>
    /// <param name="reading">How to look.</param>
    public static IEnumerable<GitFolder> Around(string folder, GitReading reading)
    {
        for (var top = folder; top is not null; top = Path.GetDirectoryName(top))
            foreach (var own in OwnOf(top, reading))
            {
                var found = new GitFolder(top, own, reading);
                yield return found;
                if (found.IsSurelyOne(reading))
                    yield break;
            }
    }

    /// <summary>What its settings name, there or not: files that they include, and folders of hooks. Nothing at home, which is the person's own.</summary>
    public IEnumerable<(string Path, bool IsHooks)> Named(GitReading reading)
    {
        var files = Settings.ToList();
        var named = new HashSet<(string, bool)>(files.Select(file => (file, false)));
        for (var depth = 0; depth <= Deepest && files.Count > 0; depth++)
        {
            var included = new List<string>();
            foreach (var file in files)
                foreach (var setting in GitConfig.Read(reading.TextOf(file) ?? ""))
                {
                    var value = setting.Value;
                    if (!setting.Includes && !setting.NamesHooks || value.Length == 0 || value.StartsWith('~') || value.Contains('\0', StringComparison.Ordinal))
                        continue;
                    var path = LexicalPath.Join(setting.Includes ? Path.GetDirectoryName(file)! : Top, value);
                    if (!named.Add((path, setting.NamesHooks)))
                        continue;
                    yield return (path, setting.NamesHooks);
                    if (setting.Includes)
                        included.Add(path);
                }

            files = included;
        }
    }

    private static IEnumerable<string> OwnOf(string top, GitReading reading)
    {
        var git = Path.Combine(top, ".git");
        if (reading.IsFolder(git))
            yield return git;
        else if (reading.TextOf(git) is { } text && text.StartsWith(Names, StringComparison.Ordinal))
            yield return LexicalPath.Join(top, Line(text[Names.Length..]));
        if (reading.TextOf(Path.Combine(top, "HEAD")) is not null)
            yield return top;
    }

    /// <summary>Whether git, that looks for the same and for less, takes it.</summary>
    private bool IsSurelyOne(GitReading reading) =>
        reading.TextOf(Path.Combine(_own, "HEAD")) is { } head
        && (head.StartsWith(Branch, StringComparison.Ordinal) || head.Length >= HashDigits && head[..HashDigits].All(char.IsAsciiHexDigit))
        && IsOpen(Path.Combine(Shared, "objects"), reading) && IsOpen(Path.Combine(Shared, "refs"), reading);

    private static bool IsOpen(string folder, GitReading reading) =>
        reading.IsFolder(folder) && (OperatingSystem.IsWindows() || (new DirectoryInfo(folder).UnixFileMode & UnixFileMode.UserExecute) != 0);

    /// <summary>A path that is all of a file, as git takes it: blanks belong to it, a zero ends it.</summary>
    private static string Line(string text) => text.Split('\0')[0].TrimEnd('\n', '\r');
}
