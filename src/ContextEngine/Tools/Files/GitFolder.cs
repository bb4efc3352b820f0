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

    private readonly GitReading _reading;
    private readonly List<string> _turns;
    private List<(GitSetting Setting, string? Named)>? _followed;

    private GitFolder(string top, string own, GitReading reading, List<string> turns)
    {
        (Top, Own, _reading, _turns) = (top, own, reading, turns);
        Shared = reading.TextOf(Path.Combine(own, "commondir")) is { } shared ? KernelPath.Join(own, Line(shared), turns) : own;
    }

    /// <summary>The folder that is its own: its index is there, and modules that it keeps.</summary>
    internal string Own { get; }

    /// <summary>The folder itself.</summary>
    public string Top { get; }

    /// <summary>Where the settings and hooks are: its <c>.git</c>, or what that names, or what that shares with others.</summary>
    public string Shared { get; }

    /// <summary>Its files of settings, there or not.</summary>
    public IEnumerable<string> Settings => new[] { Path.Combine(Shared, "config"), Path.Combine(Shared, "config.worktree"), Path.Combine(Own, "config.worktree") }.Distinct();

    /// <summary>
    /// Those that a folder lies in, the nearest first. Git obeys one of them: it passes over what only looks like a repository,
    /// so all are named up to the first that surely is none of those.
    /// </summary>
    /// <param name="folder">A full path.</param>
    /// <param name="reading">How to look.</param>
    public static IEnumerable<GitFolder> Around(string folder, GitReading reading)
    {
        for (var top = folder; top is not null; top = Path.GetDirectoryName(top))
            foreach (var found in At(top, reading))
            {
                yield return found;
                if (found.IsSurelyOne)
                    yield break;
            }
    }

    /// <summary>What stands at a folder itself, whatever is above.</summary>
    /// <param name="top">A full path.</param>
    /// <param name="reading">How to look.</param>
    internal static IEnumerable<GitFolder> At(string top, GitReading reading)
    {
        var turns = new List<string>();
        return OwnOf(top, reading, turns).Select(own => new GitFolder(top, own, reading, turns));
    }

    /// <summary>A module that a repository keeps in its own folder, whether it is checked out or not.</summary>
    internal static GitFolder Module(string own, GitReading reading)
    {
        var turns = new List<string>();
        var top = GitConfig.Read(reading.TextOf(Path.Combine(own, "config")) ?? "").LastOrDefault(s => s is { Section: "core", Key: "worktree" }).Value;
        return new(top is { Length: > 0 } ? KernelPath.Join(own, top, turns) : own, own, reading, turns);
    }

    /// <summary>What its settings name, there or not: files that they include, and folders of hooks. Nothing at home, which is the person's own.</summary>
    public IEnumerable<(string Path, bool IsHooks)> Named =>
        Followed.Where(s => s.Named is not null).Select(s => (s.Named!, s.Setting.NamesHooks)).Distinct();

    /// <summary>The files that its settings start, as far as their words tell, or that these could be: monitors, filters, drivers, helpers, aliases.</summary>
    /// <param name="places">Folders; what lies in none of them is left out.</param>
    public IEnumerable<string> Started(params IReadOnlyList<string> places) =>
        Followed.Where(s => HarmlessSettings.MayStart(s.Setting)).SelectMany(s => new CommandWords(s.Setting.Value.TrimStart('!'), Top).Files())
            .Where(path => places.Any(place => LexicalPath.IsWithin(path, place))).Distinct();

    /// <summary>What decides where its folders are, and files that it names by two dots: links on the way, and what is not there and could become one.</summary>
    public IEnumerable<string> Ways
    {
        get
        {
            var links = new List<string>();
            _ = Followed; // it finds more of them
            foreach (var path in _turns.Append(Own).Append(Shared).Distinct())
                RealPath.FollowOrNull(path, links);
            return links.Concat(_turns.Where(turn => !Path.Exists(turn)));
        }
    }

    private List<(GitSetting Setting, string? Named)> Followed => _followed ??= [.. Follow()];

    /// <summary>Its settings and those of files that they include, each with the path that it names for git itself.</summary>
    private IEnumerable<(GitSetting Setting, string? Named)> Follow()
    {
        var files = Settings.ToList();
        var read = new HashSet<string>(files);
        for (var depth = 0; depth <= Deepest && files.Count > 0; depth++)
        {
            var included = new List<string>();
            foreach (var file in files)
                foreach (var setting in GitConfig.Read(_reading.TextOf(file) ?? ""))
                {
                    var value = setting.Value;
                    var isPath = (setting.Includes || setting.NamesHooks) && value.Length > 0 && !value.StartsWith('~') && !value.Contains('\0', StringComparison.Ordinal);
                    var path = isPath ? KernelPath.Join(setting.Includes ? Path.GetDirectoryName(file)! : Top, value, _turns) : null;
                    if (path is not null && setting.Includes && !read.Add(path))
                        continue;
                    yield return (setting, path);
                    if (path is not null && setting.Includes)
                        included.Add(path);
                }

            files = included;
        }
    }

    private static IEnumerable<string> OwnOf(string top, GitReading reading, List<string> turns)
    {
        var git = Path.Combine(top, ".git");
        if (reading.IsFolder(git))
            yield return git;
        else if (reading.TextOf(git) is { } text && text.StartsWith(Names, StringComparison.Ordinal))
            yield return KernelPath.Join(top, Line(text[Names.Length..]), turns);
        if (reading.TextOf(Path.Combine(top, "HEAD")) is not null)
            yield return top;
    }

    /// <summary>Whether git, that looks for the same and for less, takes it.</summary>
    private bool IsSurelyOne =>
        _reading.TextOf(Path.Combine(Own, "HEAD")) is { } head
        && (head.StartsWith(Branch, StringComparison.Ordinal) || head.Length >= HashDigits && head[..HashDigits].All(char.IsAsciiHexDigit))
        && IsOpen(Path.Combine(Shared, "objects"), _reading) && IsOpen(Path.Combine(Shared, "refs"), _reading);

    private static bool IsOpen(string folder, GitReading reading) =>
        reading.IsFolder(folder) && (OperatingSystem.IsWindows() || (new DirectoryInfo(folder).UnixFileMode & UnixFileMode.UserExecute) != 0);

    /// <summary>A path that is all of a file, as git takes it: blanks belong to it, a zero ends it.</summary>
    internal static string Line(string text) => text.Split('\0')[0].TrimEnd('\n', '\r');
}
