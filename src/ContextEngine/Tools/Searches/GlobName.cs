namespace Pith.Tools.Searches;

/// <summary>One name of a path against one part of a pattern.</summary>
internal static class GlobName
{
    /// <summary>Whether they match as a whole. On a mismatch only the last star takes in one more, so it is at most their product in steps.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (p, n) = (0, 0);
        var (star, starAt) = (-1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, starAt) = (p++, n);
            }
            else if (p < pattern.Length && One(pattern[p..], name[n]) is > 0 and var length)
            {
                p += length;
                n++;
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++starAt);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    // Characters of the pattern that stand for this character; 0 when they do not.
    private static int One(ReadOnlySpan<char> pattern, char c) => pattern[0] switch
    {
        '?' => 1,
        '\\' when pattern.Length > 1 => pattern[1] == c ? 2 : 0,
        '[' when pattern[1..].IndexOf(']') >= 0 => Class(pattern, c),
        var plain => plain == c ? 1 : 0,
    };

    private static int Class(ReadOnlySpan<char> pattern, char c)
    {
        var i = 1;
        var isNegated = pattern[i] is '!' or '^';
        if (isNegated)
            i++;
        var found = false;
        for (var first = i; i < pattern.Length && (pattern[i] != ']' || i == first); i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                i++;
            var low = pattern[i];
            if (i + 2 < pattern.Length && pattern[i + 1] == '-' && pattern[i + 2] != ']')
                i += 2;
            found |= c >= low && c <= pattern[i];
        }

        return found != isNegated && i < pattern.Length ? i + 1 : 0;
    }
}
