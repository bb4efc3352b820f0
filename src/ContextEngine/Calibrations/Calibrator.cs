using Pith.Models;
using Pith.Tokens;

namespace Pith.Calibrations;

/// <summary>
/// Fits a calibration to steps. Reported output gives two examples a step, what the assistant said and what came
/// between; a placeholder gives one, of both sides. Few steps leave the result near the calibration it starts from.
/// </summary>
/// <param name="start">The calibration to start from.</param>
/// <param name="strength">How many examples it is worth.</param>
/// <param name="held">Terms whose weight stays that of the start, besides the texts of a published vocabulary; null for none.</param>
public sealed class Calibrator(Calibration start, double strength, Func<EstimateTerm, bool>? held = null)
{
    /// <summary>What a user's own sessions are weighed against: the shipped weights count as much as so many examples.</summary>
    public const double OwnStrength = 20;

    private const int Folds = 5;

    // Where the vocabulary is published the texts are exact, and only what wraps them is open.
    private readonly bool _isPublished = start.Family is Family.O200k or Family.Cl100k;

    /// <summary>Whether there is anything to learn from: some steps with an example.</summary>
    /// <param name="steps">Steps of the family.</param>
    public static bool CanLearnFrom(IReadOnlyCollection<Step> steps) => steps.Count > 0;

    /// <summary>A calibration fitted to all steps, with the spread that unseen ones of them had.</summary>
    /// <param name="steps">Steps of the family.</param>
    /// <param name="today">The day of the fit.</param>
    /// <param name="keyOf">What must not be in both the fit and the test: by default the session.</param>
    public Calibration Fit(IReadOnlyList<Step> steps, DateOnly today, Func<Step, string>? keyOf = null)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var errors = Unseen(steps, Groups(steps, keyOf ?? (s => s.Session)));
        var sessions = steps.Select(s => s.Session).Distinct().Count();
        return start with { Estimator = WithSpread(Weights(steps), errors), Pairs = steps.Count, Sessions = sessions, Fitted = today };
    }

    /// <summary>
    /// Every step once, estimated by weights and promised an interval by errors that both come from other sessions
    /// (nested cross-validation); with less than three sessions from other fifths of the steps.
    /// </summary>
    /// <param name="steps">Steps of the family.</param>
    /// <param name="keyOf">What must not be in both the fit and the test.</param>
    public IReadOnlyList<Residual> CrossValidate(IReadOnlyList<Step> steps, Func<Step, string> keyOf)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var groups = Groups(steps, keyOf);
        var found = new List<Residual>(steps.Count);
        foreach (var group in groups.Distinct())
        {
            var others = steps.Where((_, i) => groups[i] != group).ToList();
            var estimator = WithSpread(Weights(others), Unseen(others, [.. groups.Where(g => g != group)]));
            for (var i = 0; i < steps.Count; i++)
                if (groups[i] == group)
                    found.Add(ResidualOf(steps[i], estimator));
        }

        return found;
    }

    /// <summary>How an estimate that comes from elsewhere fares on a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="estimator">The weights.</param>
    public static Residual ResidualOf(Step step, Estimator estimator)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(estimator);
        var estimate = step.Estimate(estimator, out var estimated, out var isBlind);
        return new Residual(step, estimated, estimate - step.Growth, isBlind, (isBlind ? estimator.Blind : estimator.Step).Around(estimated), estimator.Estimate(step.Answer) + estimator.Estimate(step.Between));
    }

    private double[] Weights(IReadOnlyList<Step> steps)
    {
        var fit = new RobustFit();
        foreach (var step in steps)
        {
            if (step.HasDraftOutput)
            {
                fit.Add(Sum(step.Answer, step.Between), step.Growth);
                continue;
            }

            if (step.Growth > step.Output)
                fit.Add(step.Between.Values, step.Growth - step.Output);
            var isShown = step.Answer[EstimateTerm.Thinking] == 0 || step.Answer[EstimateTerm.Signature] > 0;
            if (!_isPublished && isShown && step.Output > 0)
                fit.Add(step.Answer.Values, step.Output);
        }

        var weights = fit.Solve(start.Estimator.Weights, strength, term => _isPublished && term < ContextParts.TextTerms || held is not null && held((EstimateTerm)term));
        return _isPublished ? [.. weights.Select(w => Math.Round(w))] : weights; // a published vocabulary puts whole tokens around its texts
    }

    /// <summary>Errors of weights that have not seen the step: the raw material of a spread.</summary>
    private List<Residual> Unseen(IReadOnlyList<Step> steps, string[] groups)
    {
        var errors = new List<Residual>(steps.Count);
        foreach (var group in groups.Distinct())
        {
            var estimator = new Estimator(Weights([.. steps.Where((_, i) => groups[i] != group)]), default, default);
            for (var i = 0; i < steps.Count; i++)
                if (groups[i] == group)
                    errors.Add(ResidualOf(steps[i], estimator));
        }

        return errors;
    }

    private Estimator WithSpread(double[] weights, IReadOnlyList<Residual> errors)
    {
        // Where every output was reported, how far both sides together are off is found by looking away from the reports.
        var blind = errors.Where(e => e.IsBlind).Select(e => (e.Estimated, e.Error)).ToList();
        if (blind.Count < SpreadFit.Fewest && !_isPublished)
            blind.AddRange(errors.Where(e => !e.IsBlind).Select(e => (e.BothSides, e.BothSides - e.Step.Growth)));
        return new(
            weights,
            SpreadFit.Of([.. errors.Where(e => !e.IsBlind).Select(e => (e.Estimated, e.Error))], start.Estimator.Step),
            SpreadFit.Of(blind, start.Estimator.Blind));
    }

    private static string[] Groups(IReadOnlyList<Step> steps, Func<Step, string> keyOf)
    {
        var keys = steps.Select(keyOf).ToArray();
        return keys.Distinct().Take(3).Count() == 3 ? keys : [.. steps.Select((_, i) => $"{i * Folds / Math.Max(1, steps.Count)}")];
    }

    private static double[] Sum(in ContextParts a, in ContextParts b)
    {
        var sum = a.Values.ToArray();
        for (var i = 0; i < sum.Length; i++)
            sum[i] += b.Values[i];
        return sum;
    }
}
