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
        var (constants, gains) = (new List<string>(), new List<string>());
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
            if (family != Family.O200k)
                gains.AddRange(WhatPays(family, own, clean));
            constants.Add(Constant(family, calibrator.Fit(own, DateOnly.FromDateTime(DateTime.Now), hasRepositories ? Repository : s => s.Session)));
        }

        Console.WriteLine("\n| family | terms of text | step p50 | p90 |\n|---|---|---|---|");
        gains.ForEach(Console.WriteLine);
        WholeBodies.Run(Path.Combine(corpus, "derived-anthropic-request-bodies"));
        Console.WriteLine();
        constants.ForEach(Console.WriteLine);
    }

    /// <summary>The error on unseen sessions with some terms of text only, the others held at nothing.</summary>
    private static IEnumerable<string> WhatPays(Family family, List<Step> own, List<Step> clean)
    {
        (string Says, EstimateTerm[] Terms)[] sets =
        [
            ("o200k_base", [EstimateTerm.O200k]),
            ("and cl100k_base", [EstimateTerm.O200k, EstimateTerm.Cl100k]),
            ("and letters", [EstimateTerm.O200k, EstimateTerm.Cl100k, EstimateTerm.Lower, EstimateTerm.Upper]),
            ("and humps, joints, clusters", [EstimateTerm.O200k, EstimateTerm.Cl100k, EstimateTerm.Lower, EstimateTerm.Upper, EstimateTerm.Humps, EstimateTerm.Joints, EstimateTerm.Clusters]),
            ("all nine", [.. Enum.GetValues<EstimateTerm>().Take(ContextParts.TextTerms)]),
        ];
        foreach (var (says, terms) in sets)
        {
            bool IsOut(EstimateTerm term) => (int)term < ContextParts.TextTerms && !terms.Contains(term);
            var weights = Nothing.Select((w, i) => IsOut((EstimateTerm)i) ? 0 : w).ToArray();
            var calibrator = new Calibrator(new(family, new(weights, default, default), 0, 0, default), Strength, IsOut);
            var errors = calibrator.CrossValidate(own, s => s.Session).Where(r => clean.Contains(r.Step)).Select(r => r.OfStep).Order().ToList();
            yield return string.Create(CultureInfo.InvariantCulture, $"| {FamilyNames.Says(family)} | {says} | {errors[errors.Count / 2]:0.0%} | {errors[errors.Count * 9 / 10]:0.0%} |");
        }
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
