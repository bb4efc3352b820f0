using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>The task stays, then a window on the newest: first group (cut to 2 characters a token of budget when above half), newest groups behind it.</summary>
internal sealed class HeadAndWindow : IContextPolicy
{
    public string Name => "head-window";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget) => new(NewestGroups.BehindFirst(messages, budget));
}
