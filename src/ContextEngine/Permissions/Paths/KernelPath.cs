namespace Pith.Permissions.Paths;

/// <summary>Paths as the kernel reads them: <c>..</c> behind a symbolic link goes up from where that leads, and not back to what names it.</summary>
public static class KernelPath
{
    /// <summary>The path that <paramref name="path"/> names from <paramref name="folder"/>, without <c>.</c> and <c>..</c>; other links stay in it. Costs a look at each part before two dots.</summary>
    /// <param name="folder">A full path.</param>
    /// <param name="path">A path from there, or a full one.</param>
    /// <param name="turns">Takes what two dots went back from where that decides: links, and what is not there and could become one.</param>
    public static string Join(string folder, string path, ICollection<string>? turns = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.Contains("..", StringComparison.Ordinal))
            return LexicalPath.Join(folder, path);
        var at = "";
        foreach (var part in (path.StartsWith('/') ? path : $"{folder}/{path}").Split('/'))
            if (part == "..")
                at = Up(at, turns);
            else if (part.Length > 0 && part != ".")
                at = $"{at}/{part}";
        return at.Length == 0 ? "/" : at;
    }

    private static string Up(string at, ICollection<string>? turns)
    {
        if (at.Length == 0)
            return at;
        bool? isLink;
        try
        {
            isLink = new FileInfo(at).LinkTarget is not null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            isLink = null; // nobody may look
        }

        if (isLink is not false || !Path.Exists(at))
            turns?.Add(at);
        if (isLink is true)
            at = RealPath.OrNull(at) ?? at;
        return at[..Math.Max(0, at.LastIndexOf('/'))];
    }
}
