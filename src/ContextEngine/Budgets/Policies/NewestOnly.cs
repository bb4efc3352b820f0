using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Control: the newest messages and the end of one more, whatever they are, up to the last character of the budget.</summary>
internal sealed class NewestOnly : IContextPolicy
{
    public string Name => "newest-only";

    public PolicyKind Kind => PolicyKind.Control;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        var kept = new List<Message>();
        for (var i = messages.Count - 1; i >= 0 && budget > Message.Wrapping; i--)
        {
            var room = (budget - Message.Wrapping) * CharTokens.Size;
            kept.Add(messages[i].Tokens <= budget ? messages[i] : messages[i].Calls.Count == 0 && messages[i].Text.Length > room ? messages[i].WithText(messages[i].Text[^room..]) : new Message(messages[i].Speaker, ""));
            budget -= messages[i].Tokens;
        }

        kept.Reverse();
        return new Context(kept);
    }
}
