namespace Pith.Tools.Searches;

/// <summary>Which files a search looks at: all that one of the patterns names, but for those that a pattern with <c>!</c> names.</summary>
/// <param name="root">Where the search starts.</param>
/// <param name="workspace">Patterns may also be written from the working folder.</param>
/// <param name="globs">Patterns, with commas or spaces between them outside braces; null for all.</param>
/// <param name="type">A kind of file besides; null for all.</param>
internal sealed class GlobFilter(string root, string workspace, string? globs, GlobPattern? type)
{
    private readonly GlobPattern[] wanted = [.. Split(globs).Where(g => g[0] != '!').Select(GlobPattern.Parse)];
    private readonly GlobPattern[] unwanted = [.. Split(globs).Where(g => g[0] == '!' && g.Length > 1).Select(g => GlobPattern.Parse(g[1..]))];

    public bool Takes(string path) =>
        (wanted.Length == 0 || Matches(wanted, path)) && (unwanted.Length == 0 || !Matches(unwanted, path)) && (type is null || type.Matches(Below(path, root)));

    private bool Matches(GlobPattern[] patterns, string path)
    {
        foreach (var pattern in patterns)
            if (pattern.Matches(Below(path, root)) || pattern.Matches(Below(path, workspace)))
                return true;
        return false;
    }

    private static ReadOnlySpan<char> Below(string path, string folder) =>
        path.Length > folder.Length && path.StartsWith(folder, StringComparison.Ordinal) ? path.AsSpan(folder.Length).TrimStart('/') : Path.GetFileName(path.AsSpan());

    private static List<string> Split(string? globs)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i <= globs?.Length; i++)
        {
            var c = i < globs.Length ? globs[i] : ' ';
            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            if (c is not (' ' or ',') || depth > 0)
                continue;
            if (i > start)
                parts.Add(globs[start..i]);
            start = i + 1;
        }

        return parts;
    }
}
