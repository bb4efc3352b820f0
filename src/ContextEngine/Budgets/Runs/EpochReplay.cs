using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Compaction.Epochs;
using Pith.Models;

namespace Pith.Budgets.Runs;

/// <summary>A policy in a live session whose boundaries the epoch planner decides, call by call.</summary>
internal sealed class EpochReplay(IContextPolicy policy, EpochPolicy water, CacheRule cache)
{
    private int _calls, _futile;

    /// <summary>The request for the next call.</summary>
    /// <param name="state">The conversation as the last view left it, and what came since.</param>
    /// <param name="recorded">The session; what stands before the call is its log.</param>
    /// <param name="at">Position of the call's answer in it.</param>
    /// <param name="sent">The last request.</param>
    /// <param name="idle">Seconds since it; NaN where not known.</param>
    public IReadOnlyList<Message> Request(List<Message> state, IReadOnlyList<Message> recorded, int at, IReadOnlyList<Message> sent, double idle)
    {
        var context = state.Sum(m => m.Tokens);
        var decision = EpochPlanner.Decide(new EpochState
        {
            Fixed = DollarRun.SystemTokens,
            Context = context,
            Cached = sent.Sum(m => m.Tokens), // nothing but a boundary touches the prefix
            IdleSeconds = idle,
            Calls = _calls++,
            FutileBoundaries = _futile,
        }, water, cache);
        if (decision.Move == EpochMove.Stay)
            return [.. state];
        var view = policy.Compact(policy.ReadsLog ? [.. recorded.Take(at)] : state, decision.Target);
        var isFutile = context - view.Tokens < water.LeastGain * context;
        _futile = isFutile ? _futile + 1 : 0;
        return isFutile && context <= water.High ? [.. state] : view.Messages;
    }
}
