namespace Pith.Tools.Searches;

/// <summary>
/// A path pattern of gitignore's kind: <c>*</c> and <c>?</c> within a name, <c>**</c> across folders, <c>[a-z]</c>,
/// <c>{one,two}</c>, <c>\</c> before what is meant as it is. Matching takes at most pattern × path steps, whatever the pattern.
/// </summary>
internal sealed class GlobPattern
{
    private const int MostAlternatives = 256;
    private readonly string[][] alternatives;
    private readonly string? suffix;

    private GlobPattern(string[][] alternatives)
    {
        this.alternatives = alternatives;
        // "*.cs" is what most patterns are.
        suffix = alternatives is [["**", ['*', .. var end]]] && end.AsSpan().IndexOfAny("*?[\\") < 0 ? end : null;
    }

    /// <summary>Reads a pattern. One without a slash, but for the last character, matches names at any depth.</summary>
    public static GlobPattern Parse(string pattern)
    {
        var trimmed = pattern.TrimEnd('/');
        var parsed = new List<string[]>();
        foreach (var one in Expand(trimmed, MostAlternatives))
        {
            var isAnywhere = !one.Contains('/');
            var parts = one.TrimStart('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
            parsed.Add(isAnywhere ? ["**", .. parts] : parts);
        }

        return new GlobPattern([.. parsed]);
    }

    /// <summary>Whether a relative path, with slashes, matches as a whole.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        if (suffix is not null)
            return path.EndsWith(suffix, StringComparison.Ordinal);
        foreach (var parts in alternatives)
            if (Matches(parts, path))
                return true;
        return false;
    }

    // A "**" is to names what "*" is to characters: on a mismatch the last one takes in one more.
    private static bool Matches(ReadOnlySpan<string> parts, ReadOnlySpan<char> path)
    {
        var (part, at) = (0, 0);
        var (starPart, starAt) = (-1, 0);
        while (at < path.Length)
        {
            var end = path[at..].IndexOf('/') is >= 0 and var slash ? at + slash : path.Length;
            if (part < parts.Length && parts[part] == "**")
            {
                // Behind the last folder, it wants at least a name: "a/**" is what is in a, not a.
                (starPart, starAt) = (part++, at);
                if (part == parts.Length)
                    return true;
            }
            else if (part < parts.Length && GlobName.Matches(parts[part], path[at..end]))
            {
                (part, at) = (part + 1, Math.Min(end + 1, path.Length));
            }
            else if (starPart >= 0 && path[starAt..].IndexOf('/') is >= 0 and var next)
            {
                starAt += next + 1;
                (part, at) = (starPart + 1, starAt);
            }
            else
            {
                return false;
            }
        }

        return part == parts.Length;
    }

    // a{b,c}d becomes abd and acd.
    private static List<string> Expand(string pattern, int most)
    {
        var open = IndexOfPlain(pattern, '{', 0);
        var close = open < 0 ? -1 : ClosingOf(pattern, open);
        if (close < 0)
            return [pattern];
        var results = new List<string>();
        var start = open + 1;
        for (var i = open + 1; i <= close && results.Count < most; i++)
        {
            if (i < close && (pattern[i] != ',' || ClosingDepth(pattern, open, i) != 1))
                continue;
            results.AddRange(Expand(string.Concat(pattern.AsSpan(0, open), pattern.AsSpan(start, i - start), pattern.AsSpan(close + 1)), most - results.Count));
            start = i + 1;
        }

        return results;
    }

    private static int IndexOfPlain(string pattern, char wanted, int from)
    {
        for (var i = from; i < pattern.Length; i++)
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] == wanted)
                return i;
        return -1;
    }

    private static int ClosingOf(string pattern, int open)
    {
        for (var i = open + 1; i < pattern.Length; i++)
            if (pattern[i] == '}' && ClosingDepth(pattern, open, i) == 1)
                return i;
        return -1;
    }

    private static int ClosingDepth(string pattern, int open, int at)
    {
        var depth = 0;
        for (var i = open; i < at; i++)
            depth += pattern[i] switch { '{' => 1, '}' => -1, _ => 0 };
        return depth;
    }
}
