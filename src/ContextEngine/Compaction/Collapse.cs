namespace Pith.Compaction;

/// <summary>
/// The oldest finished work becomes a log with one line an exchange, as much of it as must be. Declines when that would
/// take more than half of what the budget holds: then lines serve better than a long log.
/// </summary>
internal static class Collapse
{
    /// <summary>A log above this share of the budget crowds out what the agent works on.</summary>
    private const double LongestLog = 0.05;

    /// <summary>What the lines of the collapsed work may take, edits with their anchors first.</summary>
    private const double LinesShare = 0.2;

    public static Replacement? Run(Draft draft)
    {
        var policy = draft.Policy;
        var ledger = draft.Allows(Tiers.Memory) ? (int)(policy.Budget * policy.LedgerShare) : 0;
        var target = policy.Budget - MemoryText.Frame - ledger - (int)(policy.Budget * (LongestLog + LinesShare));
        var left = draft.Tokens;
        foreach (var (block, _) in draft.Memory.Memories)
            left -= draft[block].TokensAfter;
        var count = 0;
        while (count < draft.Exchanges.Count && left > target)
            left -= Cost(draft, draft.Exchanges[count++]);
        if (left < policy.Budget / 2 || count == draft.Exchanges.Count)
            return null;
        var replacement = draft.Memory.Replacement.Begin(count, Tiers.Collapse);
        Reasoning.Strip(draft);
        replacement.Remember(ledger, (int)(policy.Budget * LongestLog), withLines: true);
        return replacement.Tokens <= policy.Budget ? replacement : null;
    }

    /// <summary>Tokens of an exchange without a memory in it, which a new one carries on.</summary>
    public static int Cost(Draft draft, Exchange exchange)
    {
        var cost = 0;
        for (var i = exchange.FirstBlock; i < exchange.EndBlock; i++)
            cost += EarlierMemory.Is(draft.Index, i) ? 0 : draft[i].TokensAfter;
        return cost;
    }
}
