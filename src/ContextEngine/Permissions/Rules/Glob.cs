namespace Pith.Permissions.Rules;

/// <summary>Wildcards over one text: <c>*</c> and, among names of files, <c>?</c> and <c>[…]</c>. Time is at most pattern times text, memory nothing.</summary>
internal static class Glob
{
    /// <summary>Whether the whole text matches, where only <c>*</c> is special.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => Matches(pattern, text, isName: false);

    /// <summary>Whether a part of a path matches, by the rules of gitignore.</summary>
    public static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => Matches(pattern, text, isName: true);

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool isName)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, mark, p) = (p, t, p + 1);
            else if (p < pattern.Length && One(pattern[p..], text[t], isName) is > 0 and var taken)
                (p, t) = (p + taken, t + 1);
            else if (star >= 0)
                (p, t, mark) = (star + 1, mark + 1, mark + 1);
            else
                return false;
        }

        return pattern[p..].Trim('*').IsEmpty;
    }

    /// <summary>How much of the pattern stands for this character; 0 where it does not match.</summary>
    private static int One(ReadOnlySpan<char> pattern, char c, bool isName)
    {
        if (!isName)
            return pattern[0] == c ? 1 : 0;
        switch (pattern[0])
        {
            case '?':
                return 1;
            case '\\' when pattern.Length > 1:
                return pattern[1] == c ? 2 : 0;
            case '[' when pattern[1..].IndexOf(']') is > 0 and var close:
                var set = pattern.Slice(1, close);
                var negated = set[0] is '!' or '^';
                return Holds(negated ? set[1..] : set, c) != negated ? close + 2 : 0;
            default:
                return pattern[0] == c ? 1 : 0;
        }
    }

    private static bool Holds(ReadOnlySpan<char> set, char c)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (c >= set[i] && c <= set[i + 2])
                    return true;
                i += 2;
            }
            else if (set[i] == c)
                return true;
        }

        return false;
    }
}
