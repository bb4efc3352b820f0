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
            [0.4, 0.3709, 0.0697, 0.0758, 0.7423, 0.5945, 0.0772, 0.9729, 0.6134, 0.9251, 12.4836, 0.1974, 36.5582, 20.0722, 14.4785, 12.2716, 38.2029, 3.7663, 700],
            new(4.8, 0.0957), new(85.5, 0.0959)),
        2103, 34, new DateOnly(2026, 11, 26));

    private static readonly Calibration Claude5 = new(
        Family.Claude5,
        new(
            [0.5219, 0.4073, 0.1123, 0.5369, 0.8115, 0.5738, 0.5155, 1.2666, 0.2543, 1.9443, 0, 0.2578, 27.8191, 23.1948, 19.3837, 4.4486, 50.1555, 2.4263, 783.9889],
            new(6.5, 0.0851), new(0, 0.0986)),
        1054, 13, new DateOnly(2026, 11, 26));

    private static readonly Calibration OpenAI = new(
        Family.O200k,
        new(
            [1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 4, 4, 11, 9, 5, 0],
            new(0.9, 0.0012), new(50, 0.2)),
        444, 6, new DateOnly(2026, 11, 26));
}
