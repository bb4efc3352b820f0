namespace Pith.Budgets.Runs;

/// <summary>What a session would have cost under a policy.</summary>
/// <param name="Dollars">By dated prices, the prompt cache taken into account.</param>
/// <param name="Calls">Calls of the model.</param>
/// <param name="CachedTokens">Input tokens read from the cache.</param>
/// <param name="InputTokens">All input tokens.</param>
/// <param name="PrefixEdits">Calls whose request did not begin with the whole of the one before.</param>
/// <param name="PeakTokens">The longest request.</param>
public readonly record struct DollarOutcome(double Dollars, int Calls, long CachedTokens, long InputTokens, int PrefixEdits, long PeakTokens)
{
    /// <summary>Share of the input that came from the cache.</summary>
    public double HitRate => InputTokens == 0 ? double.NaN : (double)CachedTokens / InputTokens;
}
