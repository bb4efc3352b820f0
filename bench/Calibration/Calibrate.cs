using System.Globalization;
using Pith.Calibrations;
using Pith.Models;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Bench.Calibration;

/// <summary>
/// Fits the shipped calibrations on a corpus of recorded sessions, prints how they fare on sessions and repositories
/// that the fit did not see, and the constants themselves. Writes nothing.
/// </summary>
internal static class Calibrate
{
    // Where nothing is known: both vocabularies share the count, and what wraps texts costs a little.
    private static readonly double[] Nothing = [0.7, 0.5, 0, 0, 0, 0, 0, 0, 0, 2, 5, 0.2, 35, 20, 15, 8, 35, 5, 700];
    private static readonly double[] NothingExact = [1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 4, 4, 10, 10, 4, 0];

    /// <summary>How many examples that is worth: as good as none.</summary>
    private const double Strength = 0.1;

    public static void Run(string corpus)
    {
        var files = Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".jsonl" or ".json" && !f.Contains("derived", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        var steps = files.SelectMany(f => Read(f, Path.GetRelativePath(corpus, f))).ToList();
        var constants = new List<string>();
        StepTable.Head();
        foreach (var family in new[] { Family.Claude4, Family.Claude5, Family.O200k })
        {
            var own = steps.Where(s => ModelCatalog.TryFind(s.Model, out var model) && model.Family == family).ToList();
            var clean = own.Where(s => s.IsResultsOnly && s.Between[EstimateTerm.Reference] == 0).ToList();
            var start = new Models.Calibration(family, new(family == Family.O200k ? NothingExact : Nothing, new(50, 0.1), new(50, 0.2)), 0, 0, default);
            var calibrator = new Calibrator(start, Strength);
            StepTable.Rows(family, "session", calibrator.CrossValidate(own, s => s.Session).Where(r => clean.Contains(r.Step)).ToList());
            var hasRepositories = own.Select(Repository).Distinct().Take(3).Count() == 3;
            if (hasRepositories)
                StepTable.Rows(family, "repository", calibrator.CrossValidate(own, Repository).Where(r => clean.Contains(r.Step)).ToList());
            constants.Add(Constant(family, calibrator.Fit(own, DateOnly.FromDateTime(DateTime.Now), hasRepositories ? Repository : s => s.Session)));
        }

        Console.WriteLine();
        constants.ForEach(Console.WriteLine);
    }

    private static string Repository(Step step) => step.Session[..step.Session.IndexOf('/', StringComparison.Ordinal)];

    private static IReadOnlyList<Step> Read(string path, string name)
    {
        using var stream = File.OpenRead(path);
        using var reader = new TranscriptReader(stream, new ReaderOptions());
        using var steps = new StepReader(name);
        try
        {
            while (reader.Read(steps))
            {
            }
        }
        catch (UnreadableTranscriptException)
        {
            return []; // results of other programs lie in the corpus too
        }

        steps.Finish();
        return steps.Steps;
    }

    private static string Constant(Family family, Models.Calibration fit)
    {
        var weights = string.Join(", ", fit.Estimator.Weights.ToArray().Select(w => w.ToString("0.####", CultureInfo.InvariantCulture)));
        return string.Create(CultureInfo.InvariantCulture, $"""
                private static readonly Calibration {(family == Family.O200k ? "OpenAI" : family)} = new(
                    Family.{family},
                    new(
                        [{weights}],
                        {SpreadOf(fit.Estimator.Step)}, {SpreadOf(fit.Estimator.Blind)}),
                    {fit.Pairs}, {fit.Sessions}, new DateOnly({fit.Fitted.Year}, {fit.Fitted.Month}, {fit.Fitted.Day}));
            """);
    }

    private static string SpreadOf(Spread spread) => string.Create(CultureInfo.InvariantCulture, $"new({spread.Floor:0.#}, {spread.Share:0.####})");
}
