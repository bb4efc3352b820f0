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
    public static bool Matches(string specifier, ReadOnlySpan<char> path, string root, string folder, string? home)
    {
        var (start, from) = Start(specifier, root, folder, home);
        if (start.Length == 0 || !LexicalPath.IsWithin(path, start))
            return false;
        var names = path[start.Length..].Trim('/');
        var parts = specifier.AsSpan(from).Trim('/');
        if (parts.IsEmpty)
            return true;
        // Without a slash before its end a pattern matches at any depth.
        if (specifier.AsSpan(from).TrimEnd('/').Contains('/'))
            return Parts(parts, names);
        for (var at = 0; at < names.Length; at += First(names[at..]).Length + 1)
            if (Glob.MatchesName(parts, First(names[at..])))
                return true;
        return false;
    }

    /// <summary>Whether something at a path or anywhere below it could fall under the specifier, there already or not.</summary>
    public static bool MayMatchBelow(string specifier, string path, string root, string folder, string? home) =>
        Certain(specifier, root, folder, home) is { } certain && (LexicalPath.IsWithin(path, certain) || LexicalPath.IsWithin(certain, path));

    /// <summary>The folder that all that falls under the specifier lies in, or is; null where nothing can.</summary>
    public static string? Certain(string specifier, string root, string folder, string? home)
    {
        var (start, from) = Start(specifier, root, folder, home);
        if (start.Length == 0)
            return null;
        var pattern = specifier[from..];
        // Up to its first wildcard the pattern is a path; one without a slash is none.
        var parts = pattern.TrimEnd('/').Contains('/') ? pattern.Trim('/').Split('/').TakeWhile(p => !p.AsSpan().ContainsAny("*?[\\")) : [];
        return LexicalPath.Join(start, string.Join('/', parts));
    }

    /// <summary>The folder that the pattern is told from, and where in the specifier that begins.</summary>
    private static (string Start, int From) Start(string specifier, string root, string folder, string? home) => specifier switch
    {
        ['/', '/', ..] => ("/", 1),
        "~" or ['~', '/', ..] => (home ?? "", 1),
        ['/', ..] => (root, 0),
        ['.', '/', ..] => (folder, 1),
        _ => (folder, 0),
    };

    /// <summary>Whether the parts match the first names; <c>**</c> stands for any number of them. Each place is where a part begins, or beyond the end.</summary>
    private static bool Parts(ReadOnlySpan<char> parts, ReadOnlySpan<char> names)
    {
        var (p, n, star, mark) = (0, names.IsEmpty ? 1 : 0, -1, 0);
        while (p <= parts.Length) // a folder that matches covers what is below it
        {
            var part = First(parts[p..]);
            if (part is "**")
            {
                if (p + 2 == parts.Length)
                    return n <= names.Length;
                (star, mark, p) = (p, n, p + 3);
            }
            else if (n <= names.Length && First(names[n..]) is var name && Glob.MatchesName(part, name))
                (p, n) = (p + part.Length + 1, n + name.Length + 1);
            else if (star >= 0 && mark <= names.Length)
                (p, n, mark) = (star + 3, mark + First(names[mark..]).Length + 1, mark + First(names[mark..]).Length + 1);
            else
                return false;
        }

        return true;
    }

    private static ReadOnlySpan<char> First(ReadOnlySpan<char> path) => path.IndexOf('/') is >= 0 and var end ? path[..end] : path;
}
