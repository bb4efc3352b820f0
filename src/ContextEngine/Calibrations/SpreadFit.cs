using Pith.Tokens;

namespace Pith.Calibrations;

/// <summary>
/// The interval from the errors on unseen steps, by split conformal prediction: a share that 90 in 100 of the large steps
/// keep, then a floor that 90 in 100 of the small ones keep with it. Apart, because on small steps the error is what
/// wraps them and no transcript records; on large ones it is the text.
/// </summary>
internal static class SpreadFit
{
    private const double Held = 0.9;

    /// <summary>Fewer errors than this say nothing of the tenth that lies beyond.</summary>
    public const int Fewest = 30;

    // From here on the wrapping is a small part; the first of these sizes that enough steps have.
    private static readonly int[] Large = [1000, 500, 200];

    /// <summary>The spread of so many errors; the fallback where there are too few.</summary>
    public static Spread Of(IReadOnlyList<(double Estimated, double Error)> errors, Spread fallback)
    {
        if (errors.Count < Fewest)
            return fallback;
        var size = Array.Find(Large, s => errors.Count(e => e.Estimated >= s) >= Fewest);
        var share = size > 0 ? Quantile([.. errors.Where(e => e.Estimated >= size).Select(e => Math.Abs(e.Error) / e.Estimated)]) : 0;
        var floor = Quantile([.. errors.Where(e => e.Estimated < size || size == 0).Select(e => Math.Abs(e.Error) - share * e.Estimated)]);
        return new Spread(Math.Round(Math.Max(0, floor), 1), Math.Round(share, 4));
    }

    /// <summary>The value that 90 in 100 of further ones of the same kind will not exceed; for finitely many, a little beyond the ninth tenth.</summary>
    private static double Quantile(List<double> values)
    {
        if (values.Count == 0)
            return 0;
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)Math.Ceiling(Held * (values.Count + 1)) - 1)];
    }
}
