namespace Pith.Permissions.Paths;

/// <summary>Paths as text: joined and made plain without asking the disk. Separators are slashes.</summary>
public static class LexicalPath
{
    /// <summary>
    /// The path that <paramref name="path"/> names from <paramref name="folder"/>, without <c>.</c>, <c>..</c> and doubled slashes.
    /// As the shell's logical <c>cd</c> does it: <c>..</c> undoes the part before it, whatever that part links to.
    /// </summary>
    public static string Join(string folder, string path)
    {
        var whole = path.StartsWith('/') || folder.Length == 0 ? path : $"{folder}/{path}";
        if (IsPlain(whole))
            return whole;
        var rooted = whole.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in whole.Split('/'))
        {
            if (part.Length == 0 || part == ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else if (!rooted)
                parts.Add(part);
        }

        return (rooted ? "/" : "") + string.Join('/', parts);
    }

    /// <summary>Whether a path is a folder or lies anywhere below it, by whole parts: <c>/ab</c> is not below <c>/a</c>.</summary>
    public static bool IsWithin(string path, string folder) => IsWithin(path.AsSpan(), folder);

    internal static bool IsWithin(ReadOnlySpan<char> path, string folder) =>
        folder == "/"
            ? path.StartsWith('/')
            : path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    /// <summary>The last part of a path.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Most paths need nothing done; then nothing is allocated.</summary>
    private static bool IsPlain(string path)
    {
        if (path.Length > 1 && path[^1] == '/')
            return false;
        for (var i = 0; i < path.Length; i++)
            if ((i == 0 || path[i - 1] == '/') && (path[i] == '.' || path[i] == '/' && i > 0))
                return false;
        return path.Length > 0;
    }
}
