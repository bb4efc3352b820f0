using Pith.Budgets.Runs;

namespace Pith.Tests.Budgets.Runs;

public sealed class BootstrapTests
{
    [Fact]
    public void TheMeanIsOverCutsAndTheIntervalOverSessions()
    {
        var estimate = Bootstrap.Of([(0, 1), (0, 1), (0, 1), (1, 0), (2, double.NaN)], 2000);
        Assert.Equal(0.75, estimate.Mean);
        Assert.Equal((4, 2), (estimate.Cuts, estimate.Sessions));
        Assert.Equal((0, 1), (estimate.Low, estimate.High)); // two sessions say almost nothing
    }

    [Fact]
    public void EqualSessionsLeaveNoDoubt()
    {
        var estimate = Bootstrap.Of(Enumerable.Range(0, 30).Select(s => (s, 0.5)), 500);
        Assert.Equal((0.5, 0.5, 0.5), (estimate.Mean, estimate.Low, estimate.High));
    }

    [Fact]
    public void ItCoversWhatItShould()
    {
        var random = new Random(3);
        var covered = 0;
        for (var round = 0; round < 300; round++)
        {
            var estimate = Bootstrap.Of(Enumerable.Range(0, 40).Select(s => (s, random.NextDouble())), 400);
            covered += estimate.Low <= 0.5 && estimate.High >= 0.5 ? 1 : 0;
        }

        Assert.InRange(covered / 300.0, 0.89, 0.99);
    }

    [Fact]
    public void NothingGivesNoNumber() => Assert.True(double.IsNaN(Bootstrap.Of([], 10).Mean));
}
