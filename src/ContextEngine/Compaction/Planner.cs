using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>
/// Decides what a view shows. Pure: the same index and policy give the same plan, on every machine. Tiers run in rising
/// order of loss, and none runs that is not needed.
/// </summary>
public static class Planner
{
    /// <summary>A plan for an index under a policy; see <see cref="Plan.Fits"/> for whether the budget holds.</summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="policy">Budget and tiers.</param>
    public static Plan Plan(ContextIndex index, Policy policy) => Plan(new PlanMemory(index), policy);

    /// <summary>The same plan with what earlier ones found out about a conversation: for one that goes on, and is planned again.</summary>
    /// <param name="memory">Of a sealed index.</param>
    /// <param name="policy">Budget and tiers.</param>
    public static Plan Plan(PlanMemory memory, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(memory);
        memory.Grow();
        return memory.Known(policy) ?? memory.Keep(Make(memory, policy));
    }

    private static Plan Make(PlanMemory memory, Policy policy)
    {
        var draft = new Draft(memory, policy);
        if (draft.Allows(Tiers.Admission))
            Admission.Run(draft);
        if (draft.Tokens <= policy.Budget)
            return Filled(draft);
        var length = (double)draft.Tokens / policy.Budget;
        var last = draft.Allows(Tiers.Full | Tiers.Truncate);
        if (draft.Allows(Tiers.Micro) && (length <= policy.MicroReach || !last))
        {
            Reasoning.Strip(draft);
            MicroCompact.Run(draft);
        }

        if (draft.Tokens <= policy.Budget)
            return Finish(draft, null, rewritten: true);
        if (draft.Allows(Tiers.Collapse) && (length <= policy.CollapseReach || !last) && Collapse.Run(draft) is { } collapsed)
            return Finish(draft, collapsed, rewritten: true);
        if (!last)
            return Finish(draft, null, rewritten: true);
        var replacement = FullCompact.Run(ref draft);
        return Finish(draft, replacement, rewritten: true);
    }

    /// <summary>Where previews made a context fit that was too long, and leave room, more lines of what they stand for are shown.</summary>
    private static Plan Filled(Draft draft)
    {
        if (draft.Whole <= draft.Policy.Budget || !draft.Allows(Tiers.Full) || draft.Tokens > draft.Policy.Budget - draft.Policy.Budget / 16)
            return Finish(draft, null, rewritten: false);
        Reasoning.Strip(draft);
        var replacement = new Replacement(draft, 0, Tiers.Full);
        replacement.Remember((int)(draft.Policy.Budget * draft.Policy.LedgerShare), 0, withLines: true);
        return Finish(draft, replacement, rewritten: true);
    }

    private static Plan Finish(Draft draft, Replacement? replacement, bool rewritten)
    {
        var cited = new List<ReadOnlyMemory<byte>>(draft.Cited);
        if (replacement is { History.IsEmpty: false })
            cited.Add(replacement.History);
        return new Plan
        {
            Policy = draft.Policy,
            Decisions = draft.Decisions,
            Tiers = PlanReports.Of(draft, replacement),
            Memory = replacement?.Memory ?? default,
            History = replacement?.History ?? default,
            Source = replacement?.Source,
            Cited = cited,
            Pinned = replacement?.Pinned ?? [],
            Rewritten = rewritten,
            Tokens = replacement?.Tokens ?? draft.Tokens,
        };
    }
}
