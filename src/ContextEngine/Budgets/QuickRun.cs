using Pith.Compaction;
using Pith.Conversations;
using Pith.Providers;

namespace Pith.Budgets;

/// <summary>One session under the quick form of the benchmark: every dense cut, pith beside cutting off the oldest.</summary>
public static class QuickRun
{
    /// <summary>One row a cut.</summary>
    /// <param name="load">Reads the session up to a turn number, sealed; the same unit every time.</param>
    /// <param name="budget">Tokens.</param>
    /// <param name="mostCuts">Cuts are thinned out evenly to this many.</param>
    public static List<QuickRow> Of(Func<int, ContextIndex> load, int budget, int mostCuts)
    {
        using var whole = load(int.MaxValue);
        var cuts = Cuts.Dense(whole, budget);
        var stride = Math.Max(1, (cuts.Count + mostCuts - 1) / mostCuts);
        var rows = new List<QuickRow>();
        for (var c = 0; c < cuts.Count; c += stride)
        {
            var needs = NeedSet.Of(whole, cuts[c]);
            using var past = load(whole.Turns[cuts[c]].Number - 1);
            var view = Compactor.Compact(past, new Policy { Budget = budget }, new PlainTextWriter());
            rows.Add(new QuickRow(
                whole.Turns[cuts[c]].Number,
                needs.Score(ViewText.Of(Compactor.Apply(past, view.Plan))),
                needs.Score(TruncateOldest.View(past, budget)),
                needs.Score(TruncateOldest.Whole(past))));
        }

        return rows;
    }
}
