using Pith.Calibrations;
using Pith.Models;

namespace Pith.Cli.Verbs;

/// <summary>What a family's steps taught: the calibration made, and the error before and after on steps it had not seen.</summary>
/// <param name="Made">The new calibration.</param>
/// <param name="Before">Median error of a step with the shipped calibration.</param>
/// <param name="After">The same with the user's own, each step by a fit that did not see its session.</param>
/// <param name="Held">Share of steps whose truth lay in the interval.</param>
internal sealed record Lesson(Calibration Made, double Before, double After, double Held)
{
    public static Lesson? Of(Family family, IReadOnlyList<Step> steps)
    {
        if (!Calibrator.CanLearnFrom(steps))
            return null;
        var shipped = Calibration.Shipped(family);
        var calibrator = new Calibrator(shipped, Calibrator.OwnStrength);
        var before = steps.Select(s => Calibrator.ResidualOf(s, shipped.Estimator)).ToList();
        var after = calibrator.CrossValidate(steps, s => s.Session);
        return new Lesson(calibrator.Fit(steps, Today()), Median(before), Median(after), after.Count(r => r.IsCovered) / (double)after.Count);
    }

    // The day goes into the file for people to read; nothing depends on it.
    private static DateOnly Today() => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static double Median(IEnumerable<Residual> residuals)
    {
        var sorted = residuals.Select(r => r.OfStep).Order().ToList();
        return sorted[(sorted.Count - 1) / 2];
    }
}
