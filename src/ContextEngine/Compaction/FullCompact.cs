using Pith.Compaction.Selection;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// Everything before the tail is replaced by pins, ledger and the lines worth keeping. Squeezed further by truncation,
/// level by level, until it fits.
/// </summary>
internal static class FullCompact
{
    /// <summary>Levels of truncation: each halves every share; from the third on there is no tail.</summary>
    private const int Levels = 7;

    /// <summary>Share of the budget that the last exchange may take although it is longer than the tail.</summary>
    private const double LastShare = 0.5;

    public static Replacement Run(Draft draft)
    {
        var last = draft.Allows(Tiers.Truncate) ? Levels : 0;
        for (var level = 0; ; level++)
        {
            draft.Start(draft.Policy);
            if (draft.Allows(Tiers.Admission))
                Admission.Run(draft);
            Reasoning.Strip(draft);
            var replacement = Squeeze(draft, level);
            if (replacement.Tokens <= draft.Policy.Budget || level == last)
                return replacement;
        }
    }

    private static Replacement Squeeze(Draft draft, int level)
    {
        var policy = draft.Policy;
        var shrink = 1 << level;
        var tail = level >= 3 ? 0 : (int)(policy.Budget * TailShare(draft)) / shrink;
        var count = TailStart(draft, tail, draft.Allows(Tiers.Truncate));
        var replacement = draft.Memory.Replacement.Begin(count, Tiers.Full);
        var clip = Math.Max(8, (int)(policy.Budget * policy.ClipShare) / shrink);
        foreach (var pin in replacement.Pinned)
            Clip.ToTokens(draft, pin, clip, Tiers.Truncate, "a request too long for the budget");
        ClipSystem(draft, Math.Max(8, policy.Budget / 2 / shrink));
        if (level > 0)
            ClipTail(draft, count, clip);
        replacement.Remember((int)(policy.Budget * policy.LedgerShare) / shrink, (int)(policy.Budget * policy.LogShare) / shrink, draft.Allows(Tiers.Full));
        return replacement;
    }

    /// <summary>
    /// A context that is hardly too long keeps a longer tail: there is little history to choose lines from. Measured: up to
    /// a quarter more at one budget, nothing from two and a half budgets on.
    /// </summary>
    private static double TailShare(Draft draft)
    {
        var length = (double)draft.Tokens / draft.Policy.Budget;
        return draft.Policy.TailShare + 0.1 * PortableMath.Log2(draft.Policy.Budget / 16_000.0) + 0.25 * Math.Clamp((2.5 - length) / 1.5, 0, 1);
    }

    /// <summary>How many exchanges go, so that the newest ones take at most so many tokens.</summary>
    private static int TailStart(Draft draft, int tokens, bool mayClip)
    {
        var start = draft.Exchanges.Count;
        while (start > 0 && Collapse.Cost(draft, draft.Exchanges[start - 1]) is var cost && cost <= tokens)
        {
            tokens -= cost;
            start--;
        }

        if (start == draft.Exchanges.Count && start > 0 && tokens > 0 && Collapse.Cost(draft, draft.Exchanges[^1]) <= draft.Policy.Budget * LastShare)
            return start - 1; // what the agent has just seen outweighs any choice of lines
        if (start == 0 || start < draft.Exchanges.Count || !mayClip || tokens == 0) // also a system prompt alone
            return start;
        var last = draft.Exchanges[^1]; // larger than the tail by itself: shrink its parts rather than lose it
        for (var part = tokens; part >= 32 && Collapse.Cost(draft, last) > tokens; part /= 2)
            for (var i = last.FirstBlock; i < last.EndBlock; i++)
                Clip.ToTokens(draft, i, part, Tiers.Truncate, "larger than the tail by itself");
        return Collapse.Cost(draft, last) <= tokens ? start - 1 : start;
    }

    private static void ClipTail(Draft draft, int count, int tokens)
    {
        for (var e = count; e < draft.Exchanges.Count; e++)
            for (var i = draft.Exchanges[e].FirstBlock; i < draft.Exchanges[e].EndBlock; i++)
                Clip.ToTokens(draft, i, tokens, Tiers.Truncate, "too long for the budget");
    }

    /// <summary>The system prompt stays whole unless it alone would take half the budget.</summary>
    private static void ClipSystem(Draft draft, int tokens)
    {
        var blocks = draft.Index.Blocks;
        var total = 0;
        for (var i = 0; i < blocks.Length; i++)
            total += blocks[i].Role == Role.System ? blocks[i].Tokens : 0;
        for (var i = 0; i < blocks.Length && total > tokens; i++)
            if (blocks[i].Role == Role.System)
                Clip.ToTokens(draft, i, (int)((long)tokens * blocks[i].Tokens / total), Tiers.Truncate, "the system prompt alone is too long for the budget");
    }
}
