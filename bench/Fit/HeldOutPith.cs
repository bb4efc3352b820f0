using System.Collections.Concurrent;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Compaction;

namespace Pith.Bench.Fit;

/// <summary>pith with weights that were fitted without the repository a session belongs to.</summary>
internal sealed class HeldOutPith(FitRun run) : IContextPolicy
{
    private const int Beginning = 8;

    private readonly ConcurrentDictionary<string, PithPolicy> _policies = new();

    public string Name => "pith-held-out";

    public PolicyKind Kind => PolicyKind.Own;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget) =>
        _policies.GetOrAdd(RepositoryOf(messages), r => new PithPolicy(new Policy { Budget = 0, Weights = run.HeldOut(r) })).Compact(messages, budget);

    /// <summary>By what a session begins with; a view that lost it takes any.</summary>
    private string RepositoryOf(IReadOnlyList<Message> messages) => FitRun.RepositoryOf(run.Recordings
        .MaxBy(r => r.Messages.Take(Beginning).Count(a => messages.Take(Beginning).Any(b => b.Text.Length > 0 && a.Text == b.Text)))!.Name);
}
