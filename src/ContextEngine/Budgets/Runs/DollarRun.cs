using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Compaction.Epochs;
using Pith.Models;

namespace Pith.Budgets.Runs;

/// <summary>
/// Replays every call of the model with a policy before each, and bills it: what the request has in common with the one
/// before is read from the cache unless it is shorter than a cacheable block or the cache has gone cold by the recorded
/// times; the rest is written.
/// </summary>
internal static class DollarRun
{
    /// <summary>Tokens of system prompt and tool declarations before the conversation.</summary>
    public const int SystemTokens = 12_000;

    /// <summary>The bill of a session.</summary>
    /// <param name="recording">The session.</param>
    /// <param name="policy">The policy, or null for none.</param>
    /// <param name="trigger">Tokens.</param>
    /// <param name="prices">Per million tokens.</param>
    /// <param name="keepWarm">Whether the cache never goes cold, as the pilot assumed.</param>
    /// <param name="water">Where boundaries come under the epoch planner; its high water is the trigger.</param>
    /// <param name="sees">Told the position of each answer and the request before it.</param>
    public static DollarOutcome Of(
        Recording recording, IContextPolicy? policy, int trigger, Model prices, bool keepWarm = false, EpochPolicy? water = null, Action<int, IReadOnlyList<Message>>? sees = null)
    {
        var cache = CacheRule.Of(prices);
        var epochs = policy is { Replay: ReplayRule.Planned } ? new EpochReplay(policy, (water ?? new EpochPolicy { High = trigger }) with { High = trigger }, cache) : null;
        var outcome = default(DollarOutcome);
        IReadOnlyList<Message> sent = [];
        List<Message> state = [];
        var (first, last) = (true, double.NaN);
        for (var at = 0; at < recording.Messages.Count; at++)
        {
            var message = recording.Messages[at];
            if (message.Speaker == Speaker.Assistant && state.Count > 0)
            {
                var idle = keepWarm ? double.NaN : message.Seconds - last;
                var request = epochs?.Request(state, recording.Messages, at, sent, idle) ?? Request(state, policy, trigger);
                if (policy is { Replay: ReplayRule.AtTrigger or ReplayRule.Planned })
                    state = [.. request];
                sees?.Invoke(at, request);
                outcome = Bill(outcome, sent, request, first || idle > cache.Seconds, first, message, cache);
                (sent, first) = (request, false);
                last = double.IsNaN(message.Seconds) ? last : message.Seconds;
            }

            state.Add(message);
        }

        return outcome;
    }

    private static IReadOnlyList<Message> Request(List<Message> state, IContextPolicy? policy, int trigger)
    {
        if (policy is null)
            return [.. state];
        if (policy.Replay == ReplayRule.EveryCall)
            return policy.Compact(state, trigger).Messages;
        return state.Sum(m => m.Tokens) > trigger ? policy.Compact(state, trigger / 2).Messages : [.. state];
    }

    private static DollarOutcome Bill(DollarOutcome so, IReadOnlyList<Message> sent, IReadOnlyList<Message> request, bool cold, bool first, Message answer, in CacheRule cache)
    {
        var (same, prefix) = (0, 0L);
        while (same < sent.Count && same < request.Count && sent[same].IsSameAs(request[same]))
            prefix += request[same++].Tokens;
        var total = SystemTokens + request.Sum(m => (long)m.Tokens);
        var cached = cold || SystemTokens + prefix < cache.SmallestBlock ? 0 : SystemTokens + prefix;
        var dollars = (cached * cache.Read + (total - cached) * cache.Write + answer.Tokens * cache.Output) / 1_000_000;
        return new DollarOutcome(
            so.Dollars + (double)dollars,
            so.Calls + 1,
            so.CachedTokens + cached,
            so.InputTokens + total,
            so.PrefixEdits + (!first && same < sent.Count ? 1 : 0),
            Math.Max(so.PeakTokens, total));
    }
}
