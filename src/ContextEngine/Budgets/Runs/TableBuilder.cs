using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>Sums the scores of one budget up into a table.</summary>
internal sealed class TableBuilder(int budget, List<CutResult> results, BudgetOptions options)
{
    private readonly int _lineOracle = options.Policies.Count + PolicyCatalog.Controls.Count;

    public BudgetTable Build(IReadOnlyList<double> planted, List<CutResult> shuffled)
    {
        var rows = new List<PolicyRow>();
        for (var p = 0; p < options.Policies.Count; p++)
            rows.Add(Row(options.Policies[p].Name, options.Policies[p].Kind, p, results) with { Planted = planted[p] });
        foreach (var control in PolicyCatalog.Controls)
            rows.Add(Row(control.Name, PolicyKind.Control, rows.Count, results));
        var oracles = rows.Count;
        if (shuffled.Count > 0)
            rows.Add(Row(ShuffledFuture.Name, PolicyKind.Control, 0, shuffled));
        for (var o = 0; o < RecallRun.Oracles.Count; o++)
            rows.Add(Row(RecallRun.Oracles[o].Name, PolicyKind.Oracle, oracles + o, results));
        return new BudgetTable(budget, results.Count, results.Select(r => r.Session).Distinct().Count(), rows);
    }

    private PolicyRow Row(string name, PolicyKind kind, int column, List<CutResult> cuts) => new(name, kind)
    {
        Cells = [.. Enum.GetValues<NeedClass>().Select(c => Cell(c, column, cuts))],
        Tokens = Mean(cuts, s => s.Tokens, column),
        ExactTokens = Mean(cuts, s => s.ExactTokens, column),
        Overshoots = cuts.Count(r => r.Scores[column].Overshot),
        Precision = cuts.Sum(r => (double)r.Scores[column].UsefulTokens) / Math.Max(1, cuts.Sum(r => (double)r.Scores[column].Tokens)),
        ReloadDollars = Mean(cuts, s => s.ReloadDollars, column),
        PlacedShare = Mean(cuts, s => s.PlacedShare, column),
        Position = Mean(cuts, s => s.Position, column),
    };

    private ClassCell Cell(NeedClass of, int column, List<CutResult> cuts)
    {
        var recall = Bootstrap.Of(cuts.Select(r => (r.Session, r.Scores[column].Verbatim(of))), options.Resamples);
        var paired = ReferenceEquals(cuts, results);
        var lead = paired ? Bootstrap.Of(cuts.Select(r => (r.Session, r.Scores[0].Verbatim(of) - r.Scores[column].Verbatim(of))), options.Resamples) : Bootstrap.Of([], 1);
        // Oracles keep what later calls need; of requests, failures and the state of the work they know nothing.
        var best = of <= NeedClass.Place ? Math.Max(MeanOf(of, _lineOracle), MeanOf(of, _lineOracle + 1)) : double.NaN;
        var groups = double.IsNaN(best) ? double.NaN : MeanOf(of, _lineOracle + 2);
        return new ClassCell(of, recall, Mean(cuts, s => s.Recoverable(of), column), lead, recall.Mean / best, recall.Mean / groups,
            [.. cuts.GroupBy(r => r.Session).Select(g => (g.Key, Mean([.. g], s => s.Verbatim(of), column))).Where(s => !double.IsNaN(s.Item2))]);
    }

    private double MeanOf(NeedClass of, int column) => Mean(results, s => s.Verbatim(of), column);

    private static double Mean(List<CutResult> cuts, Func<Score, double> of, int column) =>
        cuts.Select(r => of(r.Scores[column])).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
}
