using Pith.Conversations;
using Pith.Requests;

namespace Pith.Compaction;

/// <summary>
/// The way out of "prompt too long", without a model. Each refusal teaches how the provider's count compares with ours and
/// what it takes; each rung is smaller than the last by a twentieth at least, so that the ladder ends within any limit that
/// holds one sentence. Pure: the caller sends, and asks for the next rung when it is refused.
/// </summary>
public static class TruncationLadder
{
    /// <summary>The request after a refusal of the whole context, as it would be written without compaction.</summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="policy">Tiers; its budget is a bound besides the one learnt.</param>
    /// <param name="form">How the request is written.</param>
    /// <param name="refusal">What the provider said.</param>
    /// <returns>A smaller request, or null where there is none.</returns>
    public static Compacted? First(ContextIndex index, Policy policy, IViewWriter form, Refusal refusal) =>
        Next(index, policy, form, Compactor.Compact(index, policy with { Budget = int.MaxValue, Tiers = Tiers.None }, form), refusal);

    /// <summary>The request after a refusal of a rung.</summary>
    /// <param name="index">The index of that rung.</param>
    /// <param name="policy">Tiers; its budget is a bound besides the one learnt.</param>
    /// <param name="form">How the request is written.</param>
    /// <param name="refused">The rung.</param>
    /// <param name="refusal">What the provider said to it.</param>
    /// <returns>A smaller request, or null where there is none: the limit holds no request at all.</returns>
    public static Compacted? Next(ContextIndex index, Policy policy, IViewWriter form, Compacted refused, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refused);
        var budget = Math.Min(policy.Budget, refusal.BudgetAfter(refused.Tokens, refused.Bytes.Length));
        if (budget <= 0)
            return null;
        return LastResort.Behind(index, policy with { Budget = budget, Tiers = policy.Tiers | Tiers.Full | Tiers.Truncate }, form);
    }
}
