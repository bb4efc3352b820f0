using Pith.Permissions.Paths;

namespace Pith.Permissions.Rules;

/// <summary>The specifier of a Read or Edit rule, by the rules of gitignore: a pattern that matches a folder matches all below it.</summary>
internal static class PathPattern
{
    /// <summary>Whether an absolute, plain path falls under the specifier.</summary>
    /// <param name="specifier"><c>//abs</c>, <c>~/x</c>, <c>/x</c> from the settings' own folder, <c>./x</c> or <c>x</c> from the working folder.</param>
    /// <param name="path">An absolute path without dots.</param>
    /// <param name="root">The settings' own folder.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="home">The home folder, or null.</param>
    public static bool Matches(string specifier, string path, string root, string folder, string? home)
    {
        var (start, pattern) = Start(specifier, root, folder, home);
        if (start.Length == 0 || !LexicalPath.IsWithin(path, start))
            return false;
        var rest = path[start.Length..].Trim('/');
        // Without a slash before its end a pattern matches at any depth.
        var anchored = pattern.TrimEnd('/').Contains('/');
        var parts = pattern.Trim('/').Split('/');
        if (parts is [""])
            return true;
        var names = rest.Length == 0 ? [] : rest.Split('/');
        if (!anchored)
            return names.Any(name => Glob.MatchesName(parts[0], name));
        return Parts(parts, names);
    }

    /// <summary>Whether something at a path or anywhere below it could fall under the specifier, there already or not.</summary>
    public static bool MayMatchBelow(string specifier, string path, string root, string folder, string? home) =>
        Certain(specifier, root, folder, home) is { } certain && (LexicalPath.IsWithin(path, certain) || LexicalPath.IsWithin(certain, path));

    /// <summary>The folder that all that falls under the specifier lies in, or is; null where nothing can.</summary>
    public static string? Certain(string specifier, string root, string folder, string? home)
    {
        var (start, pattern) = Start(specifier, root, folder, home);
        if (start.Length == 0)
            return null;
        // Up to its first wildcard the pattern is a path; one without a slash is none.
        var parts = pattern.TrimEnd('/').Contains('/') ? pattern.Trim('/').Split('/').TakeWhile(p => !p.AsSpan().ContainsAny("*?[\\")) : [];
        return LexicalPath.Join(start, string.Join('/', parts));
    }

    private static (string Start, string Pattern) Start(string specifier, string root, string folder, string? home) => specifier switch
    {
        ['/', '/', ..] => ("/", specifier[1..]),
        "~" or ['~', '/', ..] => (home ?? "", specifier[1..]),
        ['/', ..] => (root, specifier),
        ['.', '/', ..] => (folder, specifier[1..]),
        _ => (folder, specifier),
    };

    /// <summary>Whether the parts match the first names; <c>**</c> stands for any number of them.</summary>
    private static bool Parts(string[] parts, string[] names)
    {
        var (p, n, star, mark) = (0, 0, -1, 0);
        while (true)
        {
            if (p == parts.Length)
                return true; // a folder that matches covers what is below it
            if (parts[p] == "**")
            {
                if (p == parts.Length - 1)
                    return n < names.Length;
                (star, mark, p) = (p, n, p + 1);
            }
            else if (n < names.Length && Glob.MatchesName(parts[p], names[n]))
                (p, n) = (p + 1, n + 1);
            else if (star >= 0 && mark < names.Length)
                (p, n, mark) = (star + 1, mark + 1, mark + 1);
            else
                return false;
        }
    }
}
