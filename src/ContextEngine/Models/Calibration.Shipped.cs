namespace Pith.Models;

/// <summary>
/// The shipped constants, as <c>./dev bench calibrate</c> printed them from recorded sessions of six projects (MIT or
/// Apache-2.0). A weight for each <see cref="Tokens.EstimateTerm"/>, then the spread with and without a reported output,
/// pairs, sessions, day. docs/benchmarks.md has the errors on sessions that the fit did not see.
/// </summary>
public sealed partial record Calibration
{
    private static readonly Calibration Claude4 = new(
        Family.Claude4,
        new(
            [0.4103, 0.3662, 0.0685, 0.0743, 0.7424, 0.59, 0.0773, 0.9555, 0.5989, 0.9059, 12.4317, 0.1975, 36.5412, 20.0633, 14.4928, 12.2935, 38.1856, 3.7399, 700],
            new(4.7, 0.0966), new(85.5, 0.0968)),
        2103, 34, new DateOnly(2026, 11, 26));

    private static readonly Calibration Claude5 = new(
        Family.Claude5,
        new(
            [0.5259, 0.4064, 0.1115, 0.5352, 0.8132, 0.5721, 0.5137, 1.2625, 0.2481, 1.9463, 0, 0.2577, 27.8334, 23.1949, 19.3791, 4.4464, 50.1546, 2.425, 783.9772],
            new(6.6, 0.0851), new(0, 0.0987)),
        1054, 13, new DateOnly(2026, 11, 26));

    private static readonly Calibration OpenAI = new(
        Family.O200k,
        new(
            [1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 4, 4, 11, 9, 5, 0],
            new(0.9, 0.0012), new(50, 0.2)),
        444, 6, new DateOnly(2026, 11, 26));
}
