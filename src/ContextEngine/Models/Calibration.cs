using Pith.Tokens;

namespace Pith.Models;

/// <summary>
/// How a secret tokenizer relates to a published one: tokens for each o200k token, with the median error on sessions
/// that the fit did not see. Written by <c>./dev bench calibrate</c>; method and spread stand in docs/benchmarks.md.
/// </summary>
/// <param name="Factor">Tokens of the family for each token of o200k_base.</param>
/// <param name="MedianError">Median relative error.</param>
public readonly record struct Calibration(double Factor, double MedianError)
{
    /// <summary>The calibration of a family that is not published.</summary>
    /// <param name="family">A Claude family.</param>
    public static Calibration Of(Family family) => family == Family.Claude4 ? new(1.174, 0.066) : new(1.566, 0.061);

    /// <summary>The meter that estimates by it.</summary>
    /// <param name="model">Name to print.</param>
    public TokenMeter MeterFor(string model) => TokenMeter.Estimated(TokenCounter.O200k, model, Factor, MedianError);
}
