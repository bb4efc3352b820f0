using Pith.Budgets.Needs;
using Pith.Models;

namespace Pith.Budgets.Scores;

/// <summary>
/// What the misses of a view cost: for each, the tokens that bring it back and one call. What a call brought back is
/// supplied, so the other lines of the same message, or of the same range of a blob, are no further misses.
/// </summary>
internal static class ReloadCost
{
    /// <summary>Tokens a model writes to ask for something again.</summary>
    private const int CallTokens = 60;

    /// <summary>Dollars for lines that are missing from a view.</summary>
    /// <param name="missing">Counted lines.</param>
    /// <param name="past">Knows which message showed a line last.</param>
    /// <param name="blobs">What handles lead to.</param>
    /// <param name="viewTokens">Read again from the cache by each call.</param>
    /// <param name="prices">Per million tokens.</param>
    public static double Of(IEnumerable<string> missing, Past past, BlobReading blobs, int viewTokens, Model prices)
    {
        var recoverable = new HashSet<string>(StringComparer.Ordinal);
        var sources = new SortedSet<int>();
        foreach (var line in missing)
            if (blobs.HasLine(line))
                recoverable.Add(line);
            else if (past.LastWithLine(line) is var source and >= 0)
                sources.Add(source);
        var loads = blobs.RangesFor(recoverable);
        loads.AddRange(sources.Select(s => past.Messages[s].Tokens));
        var call = (double)(CallTokens * prices.Output + viewTokens * prices.CacheRead);
        return loads.Sum(tokens => tokens * (double)prices.CacheWrite + call) / 1_000_000;
    }
}
