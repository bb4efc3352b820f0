using Pith.Tokens;

namespace Pith.Calibrations;

/// <summary>
/// The interval from the errors on unseen steps: the straight line under which 90 in 100 of them lie, by quantile
/// regression on the size of the estimated part, with the count that conformal prediction asks for.
/// </summary>
internal static class SpreadFit
{
    private const double Share = 0.9, Step = 0.0025, Widest = 0.6;

    /// <summary>Fewer errors than this say nothing of the tenth that lies beyond.</summary>
    public const int Fewest = 30;

    /// <summary>The spread of so many errors; the fallback where there are too few.</summary>
    public static Spread Of(IReadOnlyList<(double Estimated, double Error)> errors, Spread fallback)
    {
        if (errors.Count < Fewest)
            return fallback;
        var (best, least) = (fallback, double.MaxValue);
        for (var slope = 0.0; slope <= Widest; slope += Step)
        {
            var floor = Math.Max(0, Quantile(errors, slope));
            var loss = 0.0;
            foreach (var (estimated, error) in errors)
            {
                // Relative to the size of the step, or a handful of giants would decide alone.
                var over = (Math.Abs(error) - floor - slope * estimated) / (100 + estimated);
                loss += over > 0 ? Share * over : (Share - 1) * over;
            }

            if (loss < least)
                (best, least) = (new Spread(Math.Round(floor, 1), Math.Round(slope, 4)), loss);
        }

        return best;
    }

    private static double Quantile(IReadOnlyList<(double Estimated, double Error)> errors, double slope)
    {
        var beyond = errors.Select(e => Math.Abs(e.Error) - slope * e.Estimated).Order().ToList();
        return beyond[Math.Min(beyond.Count - 1, (int)Math.Ceiling(Share * (beyond.Count + 1)) - 1)];
    }
}
