using Pith.Compaction.Wishes;
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

    /// <summary>
    /// The same plan with what earlier ones found out about a conversation: for one that goes on, and is planned again. Valid
    /// until the next plan with this memory, which takes its place.
    /// </summary>
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
        var draft = memory.Draft;
        draft.Start(policy);
        if (draft.Allows(Tiers.Admission))
            Admission.Run(draft);
        if (draft.Tokens <= policy.Budget && Filled(draft) is { Fits: true } filled)
            return filled;
        var length = (double)draft.Tokens / policy.Budget;
        var last = draft.Allows(Tiers.Full | Tiers.Truncate);
        if (draft.Allows(Tiers.Micro) && (length <= policy.MicroReach || !last))
        {
            Reasoning.Strip(draft);
            MicroCompact.Run(draft);
        }

        if (draft.Tokens <= policy.Budget && Finish(draft, MissingPins(draft), rewritten: true) is { Fits: true } micro)
            return micro;
        if (draft.Allows(Tiers.Collapse) && (length <= policy.CollapseReach || !last) && Collapse.Run(draft) is { } collapsed)
            return Finish(draft, collapsed, rewritten: true);
        if (!last)
            return Finish(draft, null, rewritten: true);
        var replacement = FullCompact.Run(draft);
        return Finish(draft, replacement, rewritten: true);
    }

    /// <summary>Where previews made a context fit that was too long, and leave room, more lines of what they stand for are shown.</summary>
    private static Plan Filled(Draft draft)
    {
        if (draft.Whole <= draft.Policy.Budget || !draft.Allows(Tiers.Full) || draft.Tokens > draft.Policy.Budget - draft.Policy.Budget / 16)
        {
            var pins = MissingPins(draft);
            return Finish(draft, pins, rewritten: pins is not null);
        }

        Reasoning.Strip(draft);
        var replacement = draft.Memory.Replacement.Begin(0, Tiers.Full);
        replacement.Remember((int)(draft.Policy.Budget * draft.Policy.LedgerShare), 0, withLines: true);
        return Finish(draft, replacement, rewritten: true);
    }

    /// <summary>What the user pinned and previews or handles hide, as a memory of its own; null where all of it is shown.</summary>
    private static Replacement? MissingPins(Draft draft)
    {
        if (!draft.Allows(Tiers.Full) || !PinSection.IsMissing(draft))
            return null;
        Reasoning.Strip(draft);
        var replacement = draft.Memory.Replacement.Begin(0, Tiers.Full);
        replacement.Remember(0, 0, withLines: false);
        return replacement;
    }

    private static Plan Finish(Draft draft, Replacement? replacement, bool rewritten) => draft.Finish(draft.Memory.Plan, replacement, rewritten);
}
