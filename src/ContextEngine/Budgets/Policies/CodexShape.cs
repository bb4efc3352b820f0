using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// What Codex leaves behind a local compaction (Apache-2.0 source, codex-rs/core compact): the user's messages verbatim,
/// newest first up to 20,000 tokens, the one that crosses the limit cut, and a summary by a model, which is empty here.
/// </summary>
internal sealed class CodexShape : IContextPolicy
{
    private const int UserTokens = 20_000;

    public string Name => "codex";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return new Context(messages);
        var summary = new Message(Speaker.User, "(no summary available)");
        var room = Math.Min(UserTokens, budget - summary.Tokens);
        var kept = new List<Message> { summary };
        foreach (var message in messages.Where(m => m.Speaker == Speaker.User && m.Text != summary.Text).Reverse())
        {
            if (room <= Message.Wrapping)
                break;
            var fits = message.Tokens <= room;
            kept.Insert(0, fits ? message : new Message(Speaker.User, NewestGroups.Cut(message.Text, (room - Message.Wrapping) * CharTokens.Size)) { IsRequest = message.IsRequest });
            room -= message.Tokens;
        }

        return new Context(kept);
    }
}
