using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Clears results one by one, oldest first, until the rest fits; the newest three stay. Then drops oldest groups, never the first.</summary>
internal sealed class ClearUntilItFits : IContextPolicy
{
    private const int Keep = 3;

    public string Name => "clear-3";

    public PolicyKind Kind => PolicyKind.Peer;

    public ReplayRule Replay => ReplayRule.EveryCall;

    public Context Compact(IReadOnlyList<Message> messages, int budget)
    {
        var cleared = messages.ToList();
        var tokens = messages.Sum(m => m.Tokens);
        foreach (var i in ClearedResults.Positions(messages).SkipLast(Keep))
        {
            if (tokens <= budget)
                break;
            var result = ClearedResults.Clear(cleared[i]);
            tokens += result.Tokens - cleared[i].Tokens;
            cleared[i] = result;
        }

        return new Context(NewestGroups.BehindFirst(cleared, budget));
    }
}
