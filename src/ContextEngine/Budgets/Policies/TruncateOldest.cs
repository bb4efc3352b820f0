using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>What most agents fall back to: newest whole groups while they fit, nothing before the first that does not.</summary>
internal sealed class TruncateOldest : IContextPolicy
{
    public string Name => "truncate";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget) => new([.. messages.Skip(NewestGroups.Start(messages, budget))]);
}
