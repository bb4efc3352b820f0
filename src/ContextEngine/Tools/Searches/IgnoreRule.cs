namespace Pith.Tools.Searches;

/// <summary>One line of an ignore file.</summary>
/// <param name="Pattern">What it is about, relative to the folder of the file.</param>
/// <param name="IsKept">Whether it takes back what an earlier line ignores.</param>
/// <param name="IsForFolders">Whether it is about folders only.</param>
internal readonly record struct IgnoreRule(GlobPattern Pattern, bool IsKept, bool IsForFolders)
{
    /// <summary>Reads the lines of an ignore file.</summary>
    public static IgnoreRule[] ReadAll(string text)
    {
        var rules = new List<IgnoreRule>();
        foreach (var range in text.AsSpan().Split('\n'))
            if (TryRead(text.AsSpan(range).TrimEnd('\r'), out var rule))
                rules.Add(rule);
        return [.. rules];
    }

    private static bool TryRead(ReadOnlySpan<char> line, out IgnoreRule rule)
    {
        rule = default;
        while (line.EndsWith(" ") && !line.EndsWith("\\ "))
            line = line[..^1];
        if (line.IsEmpty || line[0] == '#')
            return false;
        var isKept = line[0] == '!';
        if (isKept)
            line = line[1..];
        var isForFolders = line.EndsWith("/");
        // Braces are plain characters in ignore files.
        var pattern = line.ToString().Replace("{", "\\{", StringComparison.Ordinal);
        if (pattern.Trim('/').Length == 0)
            return false;
        rule = new IgnoreRule(GlobPattern.Parse(pattern), isKept, isForFolders);
        return true;
    }
}
