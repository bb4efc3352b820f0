namespace Pith.Cli.Arguments;

/// <summary>The word that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>The nearest candidate by edits, or null when none is near: at most a third of the letters may differ.</summary>
    public static string? For(string word, IEnumerable<string> candidates)
    {
        var (best, distance) = ((string?)null, int.MaxValue);
        foreach (var candidate in candidates)
        {
            var near = word.Length >= 3 && candidate.StartsWith(word, StringComparison.Ordinal) ? 1 : Distance(word, candidate);
            if (near < distance && near <= Math.Max(1, Math.Max(candidate.Length, word.Length) / 3))
                (best, distance) = (candidate, near);
        }

        return best;
    }

    /// <summary>Damerau-Levenshtein distance (neighbours may swap), over lower-case letters.</summary>
    private static int Distance(string word, string candidate)
    {
        const int longest = 64;
        if (word.Length > longest)
            return int.MaxValue;
        var rows = new int[word.Length + 1, candidate.Length + 1];
        for (var i = 0; i <= word.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= candidate.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= word.Length; i++)
        {
            for (var j = 1; j <= candidate.Length; j++)
            {
                var same = char.ToLowerInvariant(word[i - 1]) == candidate[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && word[i - 1] == candidate[j - 2] && word[i - 2] == candidate[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[word.Length, candidate.Length];
    }
}
