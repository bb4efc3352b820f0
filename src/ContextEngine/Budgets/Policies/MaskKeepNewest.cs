using System.Globalization;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// Observation masking, as SWE-agent and OpenHands do it ("The Complexity Trap", arXiv 2508.21433): every result outside
/// the newest N groups with tools becomes a mark. What is still too long loses its oldest groups, never the first.
/// </summary>
internal sealed class MaskKeepNewest(int groups) : IContextPolicy
{
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"mask-{groups}");

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.EveryCall;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        var masked = messages.ToList();
        var withTools = MessageGroup.Of(messages).Where(g => g.End - g.First > 1 || messages[g.First].Speaker == Speaker.Tool).ToList();
        foreach (var group in withTools.SkipLast(groups))
            for (var i = group.First; i < group.End; i++)
                if (masked[i].Speaker == Speaker.Tool)
                    masked[i] = ClearedResults.Clear(masked[i]);
        return new Context(NewestGroups.BehindFirst(masked, budget));
    }
}
