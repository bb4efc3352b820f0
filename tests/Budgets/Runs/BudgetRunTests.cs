using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;
using Pith.Cli.Verbs;
using Pith.Tests.Budgets.Scores;

namespace Pith.Tests.Budgets.Runs;

/// <summary>The whole run: the same bytes on one core and on all, and controls that are seen when they win.</summary>
public sealed class BudgetRunTests
{
    private static readonly Recording[] Sessions = [.. Enumerable.Range(0, 5).Select(seed => RandomTalk.Of(seed, 160))];

    private static readonly BudgetOptions Options = new() { Budgets = [1000, 2000], Prices = SelfCheckTests.Prices, Trigger = 3_000, Resamples = 200 };

    private static readonly BudgetReport Report = BudgetRun.Of(Sessions, Options with { Cores = 1 });

    [Fact]
    public void TheReportIsTheSameOnAnyNumberOfCores()
    {
        var again = BudgetRun.Of(Sessions, Options);
        Assert.Equal(Json(Report), Json(again));
    }

    [Fact]
    public void EveryPolicyControlAndOracleHasARow()
    {
        var rows = Report.Tables[0].Rows;
        Assert.Equal(PolicyCatalog.All.Count + PolicyCatalog.Controls.Count + RecallRun.Oracles.Count, rows.Count(r => r.Policy != ShuffledFuture.Name));
        Assert.Equal("line-select", Assert.Single(rows, r => r.Kind == PolicyKind.Prototype).Policy);
        Assert.Empty(Report.SelfCheckFailures);
        Assert.All(rows.Where(r => r.Kind is not PolicyKind.Control), r => Assert.Equal(Report.Tables[0].Cuts, r[NeedClass.User].Recall.Cuts));
        Assert.All(rows.SelectMany(r => r.Cells).Where(c => c.Recall.Sessions > 0), c => Assert.InRange(c.Recall.Mean, c.Recall.Low - 1e-9, c.Recall.High + 1e-9));
    }

    [Fact]
    public void TheFirstPolicyLeadsItselfByNothing() => Assert.All(Report.Tables[0].Rows[0].Cells, c => Assert.True(c.Lead.Mean is 0 or double.NaN));

    [Fact]
    public void TheFirstGenerationOfAChainLosesNothing() =>
        Assert.All(Report.Chains, c => Assert.All(c.Losses, l => Assert.True(l[0].Mean is 0 or double.NaN, c.Policy)));

    [Fact]
    public void DollarsAreBesideNoCompaction()
    {
        Assert.Equal("none", Report.Dollars[0].Policy);
        Assert.Equal(1, Report.Dollars[0].Ratio.Mean);
        Assert.All(Report.Dollars, d => Assert.Equal(Sessions.Count(s => s.Tokens > Options.Trigger), d.Sessions.Count));
    }

    [Fact]
    public void PlantedConstraintsAreCounted()
    {
        Assert.Equal(1, Report.Tables[0].Rows.Single(r => r.Policy == "codex").Planted);
        Assert.True(Report.Tables[0].Rows.Single(r => r.Policy == "truncate").Planted < 1);
    }

    [Fact]
    public void AControlThatWinsIsSaidFirst()
    {
        var weak = BudgetRun.Of(Sessions, Options with { Policies = [PolicyCatalog.All.Single(p => p.Name == "codex")] });
        Assert.NotEmpty(weak.ControlWins);
        Assert.StartsWith("A CONTROL WINS: ", BudgetsText.Verdict(weak));
    }

    [Fact]
    public void TheAreaOfAStraightLineIsItsMiddle()
    {
        var area = Report.Areas.Single(a => a.Policy == "pith").Areas[(int)NeedClass.Line];
        var ends = Report.Tables.Select(t => t.Rows[0][NeedClass.Line].Recall.Mean).ToList();
        Assert.Equal((ends[0] + ends[1]) / 2, area, 9);
    }

    private static string Json(BudgetReport report)
    {
        using var stream = new MemoryStream();
        BudgetsJson.Write(report, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
