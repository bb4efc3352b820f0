using System.Globalization;
using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Runs;
using Pith.Cli.Printing;

namespace Pith.Cli.Verbs;

/// <summary>A report of the benchmark for people. Its first line says whether the measure held.</summary>
internal sealed class BudgetsText(BudgetReport report, TablePrinter printer)
{
    private static readonly NeedClass[] Order =
    [
        NeedClass.Exact, NeedClass.Place, NeedClass.Pair, NeedClass.Line, NeedClass.Edit, NeedClass.Id, NeedClass.User, NeedClass.Fail, NeedClass.State, NeedClass.First, NeedClass.Latest,
    ];

    private static readonly NeedClass[] Chained = [NeedClass.Exact, NeedClass.Place, NeedClass.Pair, NeedClass.Line];

    public void Write()
    {
        printer.WriteLine(Verdict(report));
        foreach (var failure in report.ControlWins.Skip(1))
            printer.WriteLine($"Also: {failure}.");
        printer.WriteLine($"{Quantity.Of(report.Sessions.Count, "session")}, {(report.Options.PilotCuts ? "pilot" : "dense")} cuts, {(report.Options.Horizon == int.MaxValue ? "all later calls" : $"the next {report.Options.Horizon} calls")}; tokens are characters / 4. exact and place lead; id alone can be gamed.");
        printer.WriteLine("");
        foreach (var table in report.Tables)
        {
            Recall(table);
            Leads(table);
        }

        foreach (var of in (NeedClass[])[NeedClass.Exact, NeedClass.Place])
            foreach (var line in RecallPlot.Draw(report, of).Split('\n'))
                printer.WriteLine(line);
        Areas();
        Chains();
        Dollars();
        Checks();
        Speeds();
    }

    /// <summary>The first line: the measure's own health before any figure.</summary>
    public static string Verdict(BudgetReport report)
    {
        if (report.SelfCheckFailures.Count > 0)
            return $"THE MEASURE IS BROKEN: the whole past does not score 1 at {report.SelfCheckFailures[0]} ({report.SelfCheckFailures.Count} in all).";
        return report.ControlWins.Count > 0
            ? $"A CONTROL WINS: {report.ControlWins[0]}; do not trust that column."
            : "No control wins in line, edit, exact, pair or place, and the whole past scores 1 everywhere.";
    }

    private void Recall(BudgetTable table)
    {
        var drawn = new Table($"Recall at {table.Budget:N0}: {Quantity.Of(table.Cuts, "cut")} of {Quantity.Of(table.Sessions, "session")}",
            [new Column("policy"), .. Order.Select(c => new Column(RecallPlot.Name(c), true)), new("planted", true), new("line+", true), new("reload ¢", true), new("tokens", true)]);
        foreach (var row in table.Rows)
            drawn.Add([row.Policy, .. Order.Select(c => Share.Of(row[c].Recall.Mean)), Share.Of(row.Planted), Share.Of(row[NeedClass.Line].Recoverable),
                (row.ReloadDollars * 100).ToString("0.0", CultureInfo.InvariantCulture), $"{row.Tokens:N0}"]);
        printer.Write(drawn);
    }

    /// <summary>Beside the best of other makers, and beside the best of all, which the prototype may be.</summary>
    private void Leads(BudgetTable table)
    {
        var own = table.Rows[0];
        var drawn = new Table($"{own.Policy} at {table.Budget:N0} beside the best of other makers, and of all",
            new Column("class"), new(own.Policy, true), new("95 %", true), new("other makers"), new("lead", true), new("surely behind", true), new("of all"), new("lead", true),
            new("of span oracle", true), new("of group oracle", true), new("cuts", true), new("sessions", true));
        foreach (var of in Order)
        {
            var cell = own[of];
            if (double.IsNaN(cell.Recall.Mean))
                continue;
            var makers = table.Rows.Where(r => r.Kind == PolicyKind.Peer && r != own).ToList();
            var (peer, best) = (RecallPlot.Best(table, of, makers.Contains), RecallPlot.BestOther(table, of));
            drawn.Add(RecallPlot.Name(of), Share.Of(cell.Recall.Mean), $"{Share.Of(cell.Recall.Low)}–{Share.Of(cell.Recall.High)}", Named(peer, of), Lead(peer, of), $"{makers.Count(m => m[of].Lead is { Sessions: > 1, Low: > 0 })} of {makers.Count}",
                Named(best, of), Lead(best, of), Share.Of(cell.OfSpanOracle), Share.Of(cell.OfGroupOracle), $"{cell.Recall.Cuts:N0}", $"{cell.Recall.Sessions:N0}");
        }

        printer.Write(drawn);
    }

    private static string Named(PolicyRow? row, NeedClass of) => row is null ? "–" : $"{row.Policy} {Share.Of(row[of].Recall.Mean)}";

    private static string Lead(PolicyRow? row, NeedClass of) => row is null ? "–" : Share.Lead(row[of].Lead.Mean, row[of].Lead.Low, row[of].Lead.High);

    private void Areas()
    {
        var drawn = new Table("Area under recall against log budget", [new Column("policy"), .. Order.Select(c => new Column(RecallPlot.Name(c), true))]);
        foreach (var area in report.Areas)
            drawn.Add([area.Policy, .. Order.Select(c => Share.Of(area.Areas[(int)c]))]);
        printer.Write(drawn);
    }

    private void Chains()
    {
        var drawn = new Table($"Chained at {report.Options.ChainBudget:N0}: recall lost against one compaction at the same cut, after 1, 5 and 10 generations, and a generation",
            [new Column("policy"), .. Chained.SelectMany(c => new Column[] { new($"{RecallPlot.Name(c)} 1", true), new("5", true), new("10", true), new("slope", true) }), new("sessions", true)]);
        foreach (var chain in report.Chains.Where(c => c.Losses[(int)NeedClass.Line].Any(l => l.Sessions > 0)))
            drawn.Add([chain.Policy, .. Chained.SelectMany(c => new[] { Lost(chain, c, 1), Lost(chain, c, 5), Lost(chain, c, 10), Share.Of(chain.Slopes[(int)c]) }), $"{At(chain, NeedClass.Line, 5).Sessions:N0}"]);
        printer.Write(drawn);
    }

    private static Estimate At(ChainRow chain, NeedClass of, int generation) =>
        generation <= chain.Losses[(int)of].Count ? chain.Losses[(int)of][generation - 1] : new Estimate(double.NaN, double.NaN, double.NaN, 0, 0);

    private static string Lost(ChainRow chain, NeedClass of, int generation) => Share.Of(At(chain, of, generation).Mean);

    private void Dollars()
    {
        var drawn = new Table($"Replay in dollars, trigger {report.Options.Trigger:N0}, prices of {report.Options.Prices.Name} from {report.Options.Prices.From:yyyy-MM-dd}",
            new Column("policy"), new("dollars", true), new("of none", true), new("95 %", true), new("cache hits", true), new("prefix edits", true), new("calls an edit", true), new("peak tokens", true), new("sessions", true));
        foreach (var row in report.Dollars.Where(d => d.Sessions.Count > 0))
        {
            var all = row.Sessions.Select(s => s.Outcome).ToList();
            var edits = all.Sum(o => o.PrefixEdits);
            drawn.Add(row.Policy, all.Sum(o => o.Dollars).ToString("0.00", CultureInfo.InvariantCulture), Share.Of(row.Ratio.Mean), $"{Share.Of(row.Ratio.Low)}–{Share.Of(row.Ratio.High)}",
                Share.Of((double)all.Sum(o => o.CachedTokens) / all.Sum(o => o.InputTokens)), $"{edits:N0}", edits == 0 ? "–" : $"{all.Sum(o => o.Calls) / (double)edits:N1}", $"{all.Max(o => o.PeakTokens):N0}", $"{all.Count:N0}");
        }

        printer.Write(drawn);
    }

    private void Checks()
    {
        var drawn = new Table("Promises: views that break them", new Column("policy"), new("views", true), new("provider's rules", true), new("over budget", true), new("said it cannot", true), new("no smaller", true), new("changed by a second run", true), new("not the same twice", true));
        foreach (var (policy, checks) in report.Checks)
            drawn.Add(policy, $"{checks.Views:N0}", $"{checks.Violations:N0}", $"{checks.OverBudget:N0}", $"{checks.Failures:N0}", $"{checks.NotSmaller:N0}", $"{checks.NotIdempotent:N0} of {checks.Twice:N0}", $"{checks.NotRepeatable:N0} of {checks.Twice:N0}");
        printer.Write(drawn);
    }

    private void Speeds()
    {
        var drawn = new Table($"Speed to {report.Options.ChainBudget:N0} tokens, least of three", new Column("policy"), new("context", true), new("ms", true), new("MB allocated", true), new("ms, one turn more", true), new("MB", true));
        foreach (var row in report.Speeds)
            drawn.Add(row.Policy, $"{row.Tokens:N0}", $"{row.Milliseconds:N1}", $"{row.Bytes / 1e6:N1}", $"{row.NextMilliseconds:N1}", $"{row.NextBytes / 1e6:N1}");
        printer.Write(drawn);
    }
}
