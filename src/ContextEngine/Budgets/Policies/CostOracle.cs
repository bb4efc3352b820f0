using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>
/// Belady's rule over messages with a cost to load them again: keeps those whose absence would cost most for the tokens
/// they take. A message costs what its own tokens and one call cost if a needed line would have to come from it.
/// </summary>
internal sealed class CostOracle : IOracle
{
    /// <summary>A call as so many tokens of input, at the prices of the report's default model.</summary>
    private const double Call = 500;

    public string Name => "oracle-cost";

    public Context Compact(Past past, NeedSet needs, int budget)
    {
        var needed = new Dictionary<int, int>();
        foreach (var line in needs.Lines)
            needed[past.LastWithLine(line)] = needed.GetValueOrDefault(past.LastWithLine(line)) + 1;
        var kept = new HashSet<int>();
        foreach (var i in needed.Keys.OrderByDescending(i => (past.Messages[i].Tokens + Call) / past.Messages[i].Tokens).ThenBy(i => i))
        {
            var group = Whole(past, i);
            var cost = group.Where(m => !kept.Contains(m)).Sum(m => past.Messages[m].Tokens);
            if (cost > budget)
                continue;
            budget -= cost;
            kept.UnionWith(group);
        }

        return new Context([.. kept.Order().Select(i => past.Messages[i])]);
    }

    /// <summary>A result comes with the message that called for it.</summary>
    private static List<int> Whole(Past past, int i)
    {
        var group = new List<int> { i };
        if (past.Messages[i] is { Speaker: Speaker.Tool, Answers: { } call })
            for (var k = i - 1; k >= 0; k--)
                if (past.Messages[k].Calls.Contains(call))
                {
                    group.Add(k);
                    break;
                }

        return group;
    }
}
