using Pith.Models;

namespace Pith.Compaction.Epochs;

/// <summary>
/// Decides when an epoch ends and how deep. Pure: state in, decision out, no clock and no disk; what the money says is
/// in the decision either way, so that it can be shown before anything happens.
/// </summary>
public static class EpochPlanner
{
    private const int FewestExpected = 5;

    /// <summary>The decision before a call.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="policy">Where the water stands.</param>
    /// <param name="cache">Rules and prices of the model's cache; default where not known, and then only the water decides.</param>
    public static EpochDecision Decide(in EpochState state, in EpochPolicy policy, in CacheRule cache)
    {
        var cold = state.IdleSeconds > cache.Seconds && cache.Seconds > 0;
        var target = (int)(policy.High * (cold ? policy.ColdLowShare : policy.LowShare));
        var weighed = Weigh(state, cache, cold, target);
        var over = state.Context > policy.High;
        var gains = state.Context - target >= policy.LeastGain * state.Context;
        if (over)
            return weighed with { Move = cold ? EpochMove.FreeBoundary : EpochMove.Boundary, Reason = "the high water is reached" };
        if (state.FutileBoundaries >= policy.Breaker)
            return weighed with { Reason = $"the last {state.FutileBoundaries} boundaries freed too little" };
        if (!gains)
            return weighed with { Reason = "too little would be freed" };
        if (cold && cache.IsPriced)
            return weighed with { Move = EpochMove.FreeBoundary, Reason = "the cache is cold: what goes now is never written again" };
        if (state.Context < policy.EarlyShare * policy.High || !cache.IsPriced)
            return weighed with { Reason = "below the high water" };
        return weighed.BreakEvenCalls <= weighed.ExpectedCalls
            ? weighed with { Move = EpochMove.Boundary, Reason = "it pays before the session is likely to end" }
            : weighed with { Reason = "it would not pay before the session is likely to end" };
    }

    /// <summary>The money alone: a boundary writes all that it leaves; staying writes what is new and reads the rest.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="cache">Rules and prices.</param>
    /// <param name="cold">Whether nothing of the last request is in the cache any more.</param>
    /// <param name="target">Tokens of conversation that a boundary would leave.</param>
    public static EpochDecision Weigh(in EpochState state, in CacheRule cache, bool cold, int target)
    {
        const decimal million = 1_000_000;
        var left = Math.Min(target, state.Context);
        var isCached = !cold && state.Fixed + state.Cached >= cache.SmallestBlock;
        var prefix = isCached ? cache.Read : cache.Write;
        var stay = (prefix * (state.Fixed + state.Cached) + cache.Write * (state.Context - state.Cached)) / million;
        var boundary = ((isCached && state.Fixed >= cache.SmallestBlock ? cache.Read : cache.Write) * state.Fixed + cache.Write * left) / million;
        var saved = cache.Read * (state.Context - left) / million;
        return new EpochDecision
        {
            Move = EpochMove.Stay,
            Target = target,
            Reason = "",
            IsCold = cold,
            StayDollars = stay,
            BoundaryDollars = boundary,
            SavedPerCall = saved,
            BreakEvenCalls = boundary <= stay ? 0 : saved > 0 ? (double)((boundary - stay) / saved) : double.PositiveInfinity,
            ExpectedCalls = Math.Max(FewestExpected, state.Calls),
        };
    }
}
