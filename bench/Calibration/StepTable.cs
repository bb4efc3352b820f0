using System.Globalization;
using Pith.Calibrations;
using Pith.Models;

namespace Pith.Bench.Calibration;

/// <summary>The table of errors on unseen steps that docs/benchmarks.md carries.</summary>
internal static class StepTable
{
    public static void Head()
    {
        Console.WriteLine("| family | unseen | steps | pairs (sessions) | step p10 / p50 / p90 | context p50 / p90 | held by the interval | interval, median ± | a session's sum p50 / p90 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
    }

    public static void Rows(Family family, string unseen, List<Residual> all)
    {
        Row(family, unseen, "**all**", all);
        Row(family, unseen, "output reported", [.. all.Where(r => !r.IsBlind)]);
        Row(family, unseen, "output a placeholder, or may be", [.. all.Where(r => r.IsBlind)]);
        Row(family, unseen, "estimated part < 200", [.. all.Where(r => r.Estimated < 200)]);
        Row(family, unseen, "200 to 2,000", [.. all.Where(r => r.Estimated is >= 200 and < 2000)]);
        Row(family, unseen, "2,000 and more", [.. all.Where(r => r.Estimated >= 2000)]);
        foreach (var model in all.GroupBy(r => r.Step.Model).OrderByDescending(g => g.Count()))
            Row(family, unseen, model.Key, [.. model]);
    }

    private static void Row(Family family, string unseen, string what, List<Residual> rows)
    {
        if (rows.Count < 5)
            return;
        var sums = rows.GroupBy(r => r.Step.Session).Select(g => Math.Abs(g.Sum(r => r.Error)) / g.Sum(r => r.Step.Growth)).Order().ToList();
        var step = Sorted(rows, r => r.OfStep);
        var context = Sorted(rows, r => r.OfContext);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {FamilyNames.Says(family)} | {unseen} | {what} | {rows.Count:N0} ({sums.Count}) | {At(step, .1):0.0%} / **{At(step, .5):0.0%}** / {At(step, .9):0.0%} | {At(context, .5):0.00%} / {At(context, .9):0.00%} | {rows.Count(r => r.IsCovered) / (double)rows.Count:0.0%} | {At(Sorted(rows, r => r.Margin), .5):0} | {At(sums, .5):0.0%} / {At(sums, .9):0.0%} |"));
    }

    private static List<double> Sorted(List<Residual> rows, Func<Residual, double> of) => [.. rows.Select(of).Order()];

    private static double At(List<double> sorted, double quantile) => sorted[(int)(quantile * (sorted.Count - 1))];
}
