using Pith.Events;
using Pith.Providers.Wire;

namespace Pith.Tests.Providers.Wire;

public sealed class RetryRuleTests
{
    private static readonly ModelEvent.Failed Busy = new(FaultKind.Overloaded, "busy", 529);

    [Fact]
    public void WaitsDoubleUpToTheLongest()
    {
        var rule = new RetryRule { Attempts = 10 };
        var waits = Enumerable.Range(1, 9).Select(n => rule.DelayAfter([.. Enumerable.Repeat(Busy, n)], null, 1)!.Value.TotalSeconds);
        Assert.Equal([0.5, 1, 2, 4, 8, 16, 32, 32, 32], waits);
        Assert.Equal(TimeSpan.Zero, rule.DelayAfter([Busy], null, 0));
    }

    [Fact]
    public void TheProvidersWishCountsUnlessItIsTooLong()
    {
        var rule = new RetryRule();
        Assert.Equal(TimeSpan.FromSeconds(7.5), rule.DelayAfter([Busy], TimeSpan.FromSeconds(7), 1));
        Assert.Null(rule.DelayAfter([Busy], TimeSpan.FromMinutes(6), 1));
    }

    [Fact]
    public void LoadIsPatientlyWaitedForAndBrokennessIsNot()
    {
        var rule = new RetryRule();
        ModelEvent.Failed broken = new(FaultKind.Malformed, "no JSON", 0);
        Assert.NotNull(rule.DelayAfter([Busy, Busy, Busy], null, 1));
        Assert.Null(rule.DelayAfter([Busy, Busy, Busy, Busy, Busy, Busy], null, 1));
        Assert.NotNull(rule.DelayAfter([broken, Busy, broken], null, 1));
        Assert.Null(rule.DelayAfter([broken, broken, broken], null, 1));
    }
}
