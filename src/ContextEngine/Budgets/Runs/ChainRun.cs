using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>
/// Compacts what an earlier compaction left and what really came after it, again and again. Each generation adds a quarter
/// of a budget. Its loss is the recall of a single compaction at the same cut less that of the chain, so that needs that
/// grow harder with time do not count as decay. A policy that reads the log has a row for that, and one for the case that
/// the log is not there, as when a context comes back from another agent.
/// </summary>
internal sealed class ChainRun(Recording recording, BudgetOptions options)
{
    private readonly IReadOnlyList<(IContextPolicy Policy, bool ReadsLog)> _rows = Rows(options);

    /// <summary>Loss by row, generation and class; NaN where the generation or the need is not there.</summary>
    public double[][][] Losses { get; } = [.. Rows(options).Select(_ => Enumerable.Range(0, options.Generations).Select(_ => Empty()).ToArray())];

    /// <summary>Which policies are chained, and whether from the log.</summary>
    public static IReadOnlyList<(IContextPolicy Policy, bool ReadsLog)> Rows(BudgetOptions options) =>
        [.. options.Policies.SelectMany(p => p.ReadsLog ? new[] { (p, true), (p, false) } : [(p, false)])];

    /// <summary>The name of a row in reports.</summary>
    public static string NameOf((IContextPolicy Policy, bool ReadsLog) row) => row.Policy.ReadsLog && !row.ReadsLog ? row.Policy.Name + "-no-log" : row.Policy.Name;

    public void Run()
    {
        var budget = options.ChainBudget;
        var states = _rows.Select(_ => new Context([])).ToArray();
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
                var policy = _rows[p].Policy;
                List<Message> fed = _rows[p].ReadsLog ? whole : [.. states[p].Messages, .. recording.Messages.Skip(from).Take(cut - from)];
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
