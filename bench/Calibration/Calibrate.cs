using System.Globalization;
using Pith.Models;

namespace Pith.Bench.Calibration;

/// <summary>
/// Fits tokens per o200k token for each family, on sessions of even number in ordinal order, and tests it on the odd
/// ones. The assistant's side is taken as the provider reported it, or estimated with the same factor where its report
/// is a placeholder (output below what was said); the constant per result is the wrapping that no count of text sees.
/// </summary>
internal static class Calibrate
{
    public static void Run(string corpus)
    {
        var files = Directory.EnumerateFiles(corpus, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var pairs = files.SelectMany(PairReader.Read).Where(p => p.Model.StartsWith("claude", StringComparison.Ordinal) && p.Results >= 200).ToList();
        Console.WriteLine("| family | form | train / test pairs (sessions) | factor over o200k | per result | error p10 / p50 / p90 | of a session's sum p50 / p90 | chars/4 p10 / p50 / p90 | of a session's sum p50 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var family in new[] { Family.Claude4, Family.Claude5 })
        {
            var own = pairs.Where(p => ModelCatalog.TryFind(p.Model, out var model) && model.Family == family && Assistant(p) >= 0 && p.Delta > Assistant(p)).ToList();
            var sessions = own.Select(p => p.Session).Distinct().Order(StringComparer.Ordinal).ToList();
            var train = own.Where(p => sessions.IndexOf(p.Session) % 2 == 0).ToList();
            var test = own.Where(p => sessions.IndexOf(p.Session) % 2 == 1).ToList();
            var (factor, constant) = Fit(train);
            Row(family, "factor and constant", train, test, factor, constant);
            Row(family, "factor alone", train, test, FitFactor(train), 0);
            Row(family, "the catalog's factor", train, test, Models.Calibration.Of(family).Factor, 0);
        }
    }

    private static void Row(Family family, string form, List<Pair> train, List<Pair> test, double factor, double constant)
    {
        var errors = Errors(test.Select(p => (Estimate: factor * p.Results + constant * p.Calls, True: p.Delta - Assistant(p))));
        var guesses = Errors(test.Select(p => (Estimate: p.ResultCharacters / 4.0, True: p.Delta - Assistant(p))));
        var sums = Errors(test.GroupBy(p => p.Session).Select(g => (g.Sum(p => factor * p.Results + constant * p.Calls), g.Sum(p => p.Delta - Assistant(p)))));
        var guessSums = Errors(test.GroupBy(p => p.Session).Select(g => (g.Sum(p => p.ResultCharacters / 4.0), g.Sum(p => p.Delta - Assistant(p)))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {family} | {form} | {train.Count} / {test.Count} ({Sessions(train)} / {Sessions(test)}) | {factor:0.000} | {constant:0} | {At(errors, .1):0.000} / {At(errors, .5):0.000} / {At(errors, .9):0.000} | {At(sums, .5):0.000} / {At(sums, .9):0.000} | {At(guesses, .1):0.000} / {At(guesses, .5):0.000} / {At(guesses, .9):0.000} | {At(guessSums, .5):0.000} |"));
    }

    private static int Sessions(List<Pair> pairs) => pairs.Select(p => p.Session).Distinct().Count();

    private static List<double> Errors(IEnumerable<(double Estimate, double True)> pairs) => pairs.Select(p => Math.Abs(p.Estimate - p.True) / p.True).Order().ToList();

    /// <summary>The factor whose median relative error on the pairs is least.</summary>
    private static double FitFactor(List<Pair> pairs) =>
        Enumerable.Range(900, 900).Select(f => f / 1000.0).MinBy(f => At(Errors(pairs.Select(p => (f * p.Results, p.Delta - Assistant(p)))), .5));

    /// <summary>What the first call added itself; -1 where neither its report nor its text tells.</summary>
    private static double Assistant(Pair pair) =>
        pair.Output > pair.Said / 2 && pair.Output > 8 ? pair.Output : pair.Said >= 0 ? pair.Said * 1.2 : -1;

    /// <summary>Least squares of two unknowns on relative errors, so that large results do not decide alone.</summary>
    private static (double Factor, double Constant) Fit(List<Pair> pairs)
    {
        double xx = 0, xc = 0, cc = 0, xy = 0, cy = 0;
        foreach (var pair in pairs)
        {
            var y = pair.Delta - Assistant(pair);
            if (y <= 0)
                continue;
            var weight = 1 / (y * y);
            xx += weight * pair.Results * pair.Results;
            xc += weight * pair.Results * pair.Calls;
            cc += weight * pair.Calls * pair.Calls;
            xy += weight * pair.Results * y;
            cy += weight * pair.Calls * y;
        }

        var determinant = xx * cc - xc * xc;
        return ((xy * cc - cy * xc) / determinant, (cy * xx - xy * xc) / determinant);
    }

    private static double At(List<double> sorted, double quantile) => sorted.Count == 0 ? double.NaN : sorted[(int)(quantile * (sorted.Count - 1))];
}
