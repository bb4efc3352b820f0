using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>Whole groups with hindsight: again and again the one with the most new needed lines for its tokens. The ceiling of every policy that keeps or drops messages whole.</summary>
internal sealed class GroupOracle : IOracle
{
    public string Name => "oracle-group";

    public Context Compact(Past past, NeedSet needs, int budget)
    {
        var groups = MessageGroup.Of([.. past.Messages.Take(past.Count)]);
        var lines = groups.Select(g => LinesOf(past, g, needs)).ToList();
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var chosen = new SortedSet<int>();
        while (true)
        {
            var (best, worth) = (-1, 0.0);
            for (var g = 0; g < groups.Count; g++)
                if (!chosen.Contains(g) && groups[g].Tokens <= budget && lines[g].Count(l => !covered.Contains(l)) / (double)groups[g].Tokens is var value && value > worth)
                    (best, worth) = (g, value);
            if (best < 0)
                break;
            chosen.Add(best);
            covered.UnionWith(lines[best]);
            budget -= groups[best].Tokens;
        }

        for (var g = groups.Count - 1; g >= 0; g--) // what room is left goes to the newest
            if (!chosen.Contains(g) && groups[g].Tokens <= budget)
            {
                chosen.Add(g);
                budget -= groups[g].Tokens;
            }

        return new Context([.. chosen.SelectMany(g => past.Messages.Skip(groups[g].First).Take(groups[g].End - groups[g].First))]);
    }

    private static List<string> LinesOf(Past past, MessageGroup group, NeedSet needs)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        for (var i = group.First; i < group.End; i++)
        {
            lines.UnionWith(past.Messages[i].Reading.Lines);
            foreach (var call in past.Messages[i].Calls)
                lines.UnionWith(call.Reading.Lines);
        }

        lines.IntersectWith(needs.Lines);
        return [.. lines];
    }
}
