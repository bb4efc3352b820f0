using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Runs;

/// <summary>What a policy promises and may break, counted over all views of a run.</summary>
public sealed class Checks
{
    /// <summary>Views looked at.</summary>
    public int Views { get; private set; }

    /// <summary>Rules of a provider that views break, beyond those that the recording breaks itself.</summary>
    public int Violations { get; private set; }

    /// <summary>Views longer than the budget, by so little as a token.</summary>
    public int OverBudget { get; private set; }

    /// <summary>Views that the policy itself said could not be met.</summary>
    public int Failures { get; private set; }

    /// <summary>Views no smaller than what they were made from.</summary>
    public int NotSmaller { get; private set; }

    /// <summary>Views that were compacted once more, to see whether anything changes.</summary>
    public int Twice { get; private set; }

    /// <summary>Of those: views that changed when compacted again at the same budget.</summary>
    public int NotIdempotent { get; private set; }

    /// <summary>Of those: views that came out otherwise when made again from the same input.</summary>
    public int NotRepeatable { get; private set; }

    internal void Look(Context view, IReadOnlyList<Message> from, int budget)
    {
        Views++;
        Violations += Math.Max(0, ViewRules.Violations(view.Messages) - ViewRules.Violations(from));
        OverBudget += view.Tokens > budget ? 1 : 0;
        Failures += view.Failed ? 1 : 0;
        NotSmaller += view.Tokens >= from.Sum(m => (long)m.Tokens) ? 1 : 0;
    }

    internal void LookTwice(IContextPolicy policy, IReadOnlyList<Message> messages, Context view, int budget)
    {
        Twice++;
        NotRepeatable += AreSame(policy.Compact(messages, budget).Messages, view.Messages) ? 0 : 1;
        NotIdempotent += AreSame(policy.Compact(view.Messages, budget).Messages, view.Messages) ? 0 : 1;
    }

    internal void Add(Checks other)
    {
        Views += other.Views;
        Violations += other.Violations;
        OverBudget += other.OverBudget;
        Failures += other.Failures;
        NotSmaller += other.NotSmaller;
        Twice += other.Twice;
        NotIdempotent += other.NotIdempotent;
        NotRepeatable += other.NotRepeatable;
    }

    private static bool AreSame(IReadOnlyList<Message> a, IReadOnlyList<Message> b) =>
        a.Count == b.Count && a.Zip(b).All(p => p.First.IsSameAs(p.Second));
}
