using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// Context editing of the Anthropic API, <c>clear_tool_uses_20250919</c> with its defaults: past the trigger every result
/// but those of the newest three tool uses is cleared, inputs stay, no minimum (platform.claude.com/docs,
/// "Context editing"). The trigger, 100,000 by default, is the budget here. The service leaves what is still too long to
/// the client, which drops oldest groups, never the first.
/// </summary>
internal sealed class AnthropicEditor : IContextPolicy
{
    private const int Keep = 3;

    public string Name => "anthropic";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.EveryCall;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return new Context(messages);
        var cleared = messages.ToList();
        foreach (var i in ClearedResults.Positions(messages).SkipLast(Keep))
            cleared[i] = ClearedResults.Clear(cleared[i]);
        return new Context(NewestGroups.BehindFirst(cleared, budget));
    }
}
