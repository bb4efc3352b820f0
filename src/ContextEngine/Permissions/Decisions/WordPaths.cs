using Pith.Permissions.Paths;

namespace Pith.Permissions.Decisions;

/// <summary>The paths that a word of a command may hold: itself, the value of an option, what stands behind <c>@</c>, <c>=</c> or <c>:</c>.</summary>
internal static class WordPaths
{
    /// <summary>All of them, the word itself first; of its ends those that a system takes for a path. Too many do no harm: they are only compared with what rules deny.</summary>
    public static IEnumerable<string> In(string word)
    {
        yield return word;
        if (word is ['-', not '-', _, ..])
            yield return word[2..];
        for (var i = Math.Max(0, word.Length - 1 - RealPath.Longest); i < word.Length - 1; i++)
            if (word[i] is '=' or '@' or ':' or ',')
                yield return word[(i + 1)..];
    }
}
