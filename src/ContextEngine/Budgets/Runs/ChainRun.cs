using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>
/// Compacts what an earlier compaction left and what really came after it, again and again. Each generation adds a quarter
/// of a budget. Its loss is the recall of a single compaction at the same cut less that of the chain, so that needs that
/// grow harder with time do not count as decay.
/// </summary>
internal sealed class ChainRun(Recording recording, BudgetOptions options)
{
    /// <summary>Loss by policy, generation and class; NaN where the generation or the need is not there.</summary>
    public double[][][] Losses { get; } = [.. options.Policies.Select(_ => Enumerable.Range(0, options.Generations).Select(_ => Empty()).ToArray())];

    public void Run()
    {
        var budget = options.ChainBudget;
        var states = options.Policies.Select(_ => new Context([])).ToArray();
        var past = new Past(recording.Messages);
        var from = 0;
        for (var k = 0; k < options.Generations; k++)
        {
            var cut = Next(from, k == 0 ? budget * 5L / 4 : budget / 4);
            if (cut < 0)
                return;
            past.AdvanceTo(cut);
            var scorer = new Scorer(past, NeedReader.At(past, options.Horizon), options.Prices);
            List<Message> whole = [.. recording.Messages.Take(cut)];
            for (var p = 0; p < states.Length; p++)
            {
                var policy = options.Policies[p];
                List<Message> fed = [.. states[p].Messages, .. recording.Messages.Skip(from).Take(cut - from)];
                var before = states[p].Blobs;
                var view = policy.Compact(fed, budget);
                states[p] = view with { Blobs = Union(before, view.Blobs) };
                Record(Losses[p][k], scorer.Of(policy.Compact(whole, budget), budget, policy.IsClipped), scorer.Of(states[p], budget, policy.IsClipped));
            }

            from = cut;
        }
    }

    private int Next(int from, long tokens)
    {
        var added = 0L;
        for (var i = from; i < recording.Messages.Count; i++)
        {
            if (i > from && added > tokens && Cuts.IsPlace(recording.Messages, i, 20))
                return i;
            added += recording.Messages[i].Tokens;
        }

        return -1;
    }

    private static void Record(double[] losses, Score once, Score chained)
    {
        for (var c = 0; c < losses.Length; c++)
            losses[c] = once.Verbatim((NeedClass)c) - chained.Verbatim((NeedClass)c);
    }

    private static double[] Empty()
    {
        var losses = new double[Score.Classes];
        Array.Fill(losses, double.NaN);
        return losses;
    }

    private static Dictionary<string, string> Union(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b)
    {
        var union = new Dictionary<string, string>(a, StringComparer.Ordinal);
        foreach (var (handle, text) in b)
            union[handle] = text;
        return union;
    }
}
