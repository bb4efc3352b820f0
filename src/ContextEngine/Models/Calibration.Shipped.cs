namespace Pith.Models;

public sealed partial record Calibration
{
    private static readonly Calibration Claude4 = new(Family.Claude4, new([0.5, 0.4, 0.05, 0.05, 0.5, 0.5, 0.05, 1, 0.5, 1, 10, 0.2, 36, 19, 15, 12, 37, 5, 700], new(20, 0.05), new(40, 0.08)), 0, 0, new DateOnly(2026, 11, 26));
    private static readonly Calibration Claude5 = new(Family.Claude5, new([0.55, 0.4, 0.1, 0.5, 0.8, 0.5, 0.5, 1.2, 0.2, 2, 0, 0.26, 28, 22, 19, 4.5, 50, 5, 700], new(20, 0.05), new(40, 0.08)), 0, 0, new DateOnly(2026, 11, 26));
    private static readonly Calibration OpenAI = new(Family.O200k, new([1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 10, 10, 4, 11, 11, 4, 0], new(2, 0), new(40, 0.08)), 0, 0, new DateOnly(2026, 11, 26));
}
