namespace Pith.Tools;

/// <summary>Names that someone may have meant who wrote another.</summary>
internal static class NearName
{
    /// <summary>The candidates that are near, the nearest first: the same but for case, a part of one another, or a few letters apart.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> candidates, int most) =>
        [.. candidates.Select(c => (Name: c, Distance: Distance(name, c.TrimEnd('/'))))
            .Where(c => c.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal)
            .Take(most).Select(c => c.Name)];

    private static int Distance(string one, string other)
    {
        if (string.Equals(one, other, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (Math.Min(one.Length, other.Length) >= 3 && (one.Contains(other, StringComparison.OrdinalIgnoreCase) || other.Contains(one, StringComparison.OrdinalIgnoreCase)))
            return 1;
        return one.Length > 100 || other.Length > 100 ? int.MaxValue : Letters(one.ToLowerInvariant(), other.ToLowerInvariant());
    }

    // Levenshtein's distance, one row at a time.
    private static int Letters(string one, string other)
    {
        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var cost = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
