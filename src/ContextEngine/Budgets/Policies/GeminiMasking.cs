using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// Gemini CLI's masking of tool output (Apache-2.0 source, context service; docs "settings"): the newest 50,000 tokens of
/// results and the last turn are protected; if at least 30,000 tokens lie before, each of those results keeps its first
/// and last 250 characters. The figures were chosen for windows of a million and stand here as shares of 200,000, which
/// favours the rule. What is still too long loses its oldest groups, never the first.
/// </summary>
internal sealed class GeminiMasking : IContextPolicy
{
    private const double Protect = 50_000.0 / 200_000, Minimum = 30_000.0 / 200_000;
    private const int Preview = 250;

    public string Name => "gemini";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.AtTrigger;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        if (messages.Sum(m => m.Tokens) <= budget)
            return new Context(messages);
        var masked = messages.ToList();
        var lastTurn = MessageGroup.Of(messages)[^1].First;
        var (seen, prunable) = (0, 0);
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Speaker != Speaker.Tool || i >= lastTurn)
                continue;
            seen += messages[i].Tokens;
            if (seen <= Protect * budget || messages[i].Text.Length <= 2 * Preview + 40)
                continue;
            prunable += messages[i].Tokens;
            masked[i] = messages[i].WithText($"{NewestGroups.Cut(messages[i].Text, Preview)}\n[... output masked ...]\n{messages[i].Text[^Preview..]}");
        }

        return new Context(NewestGroups.BehindFirst(prunable >= Minimum * budget ? masked : messages, budget));
    }
}
