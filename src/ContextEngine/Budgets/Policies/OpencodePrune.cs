using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// opencode's prune (MIT source, session/compaction; opencode.ai/docs/config): going back from the newest, results of
/// the last two user turns and the newest 40,000 tokens of others are protected; what lies before is cleared if that frees
/// more than 20,000. Both figures were chosen for windows of 200,000 and shrink with the budget here, or the rule would
/// never act. What is still too long loses its oldest groups, never the first (opencode would ask a model).
/// </summary>
internal sealed class OpencodePrune : IContextPolicy
{
    private const string Mark = "[Old tool result content cleared]";
    private const double Protect = 40_000.0 / 200_000, Minimum = 20_000.0 / 200_000;
    private const int UserTurns = 2;

    public string Name => "opencode";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return new Context(messages);
        var pruned = messages.ToList();
        var (turns, seen, freed) = (0, 0, 0);
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            turns += messages[i].Speaker == Speaker.User ? 1 : 0;
            if (messages[i].Speaker != Speaker.Tool || turns < UserTurns && HasUserTurns(messages))
                continue;
            seen += messages[i].Tokens;
            if (seen <= Protect * budget)
                continue;
            pruned[i] = ClearedResults.Clear(messages[i], Mark);
            freed += messages[i].Tokens - pruned[i].Tokens;
        }

        return new Context(NewestGroups.BehindFirst(freed > Minimum * budget ? pruned : messages, budget));
    }

    /// <summary>A session of one long request has no earlier turns to prune; there the protection by tokens alone stands in.</summary>
    private static bool HasUserTurns(IReadOnlyList<Message> messages) => messages.Count(m => m.Speaker == Speaker.User) > UserTurns;
}
