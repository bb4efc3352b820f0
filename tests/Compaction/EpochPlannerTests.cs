using Pith.Compaction.Epochs;
using Pith.Models;

namespace Pith.Tests.Compaction;

/// <summary>Decisions by the formulae of the specification (section 5 of its notes on compaction), and by hand.</summary>
public sealed class EpochPlannerTests
{
    private static readonly CacheRule Opus5 = new(512, 300, 6.25m, 0.50m, 25);
    private static readonly EpochPolicy Water = new() { High = 100_000, LowShare = 0.4, ColdLowShare = 0.3 };

    [Fact]
    public void BelowTheHighWaterAWarmCacheIsLeftAlone()
    {
        var decision = EpochPlanner.Decide(State(60_000), Water, Opus5);
        Assert.Equal((EpochMove.Stay, "below the high water"), (decision.Move, decision.Reason));
    }

    [Fact]
    public void AtTheHighWaterABoundaryGoesToTheLow()
    {
        var decision = EpochPlanner.Decide(State(100_001), Water, Opus5);
        Assert.Equal((EpochMove.Boundary, 40_000), (decision.Move, decision.Target));
    }

    [Fact]
    public void AColdCacheMakesABoundaryFreeAndDeeper()
    {
        var decision = EpochPlanner.Decide(State(60_000) with { IdleSeconds = 301 }, Water, Opus5);
        Assert.Equal((EpochMove.FreeBoundary, 30_000, 0.0), (decision.Move, decision.Target, decision.BreakEvenCalls));
        Assert.Equal((12_000 + 60_000) * 6.25m / 1e6m, decision.StayDollars);
        Assert.Equal((12_000 + 30_000) * 6.25m / 1e6m, decision.BoundaryDollars);
    }

    [Theory]
    [InlineData(39_000, EpochMove.Stay)] // 9,000 of 39,000 is less than a quarter
    [InlineData(41_000, EpochMove.FreeBoundary)]
    public void WhatFreesTooLittleIsNotDone(int context, EpochMove move) =>
        Assert.Equal(move, EpochPlanner.Decide(State(context) with { IdleSeconds = 4000 }, Water, Opus5).Move);

    [Fact]
    public void TwoFutileBoundariesTripTheBreakerBelowTheHighWaterOnly()
    {
        var futile = State(90_000) with { IdleSeconds = 4000, FutileBoundaries = 2 };
        Assert.Equal(EpochMove.Stay, EpochPlanner.Decide(futile, Water, Opus5).Move);
        Assert.Equal(EpochMove.FreeBoundary, EpochPlanner.Decide(futile with { Context = 100_001 }, Water, Opus5).Move);
    }

    [Fact]
    public void UnknownTimesAndUnknownPricesLeaveTheWaterToDecide()
    {
        Assert.Equal(EpochMove.Stay, EpochPlanner.Decide(State(60_000) with { IdleSeconds = double.NaN }, Water, Opus5).Move);
        Assert.Equal(EpochMove.Stay, EpochPlanner.Decide(State(60_000) with { IdleSeconds = 9e9 }, Water, default).Move);
        Assert.Equal(EpochMove.Boundary, EpochPlanner.Decide(State(100_001), Water, default).Move);
    }

    [Theory]
    [InlineData(3, EpochMove.Stay)]
    [InlineData(30, EpochMove.Boundary)]
    public void AnEarlyBoundaryComesOnlyWhenItPays(int calls, EpochMove move)
    {
        var early = Water with { EarlyShare = 0.5 };
        var decision = EpochPlanner.Decide(State(70_000) with { Calls = calls }, early, Opus5);
        Assert.Equal(move, decision.Move);
        // 40,000 are written, 69,000 are no longer read and 1,000 no longer written; each later call reads 30,000 less.
        Assert.Equal((40_000 * 6.25 - 69_000 * 0.5 - 1_000 * 6.25) / (30_000 * 0.5), decision.BreakEvenCalls, 9);
    }

    /// <summary>The table of section 5: a context of 300k replaced by 10k, without the summariser's own part.</summary>
    [Theory]
    [InlineData("claude-opus-5", 3.2, 0.15 + 0.25)]
    [InlineData("claude-opus-5-5", 5.3, 0.06 + 0.20)]
    [InlineData("claude-fable-5-2", 9.7, 0.06 + 0.40)]
    public void AgreesWithThePublishedTable(string name, double turns, double summariser)
    {
        Assert.True(ModelCatalog.TryFind(name, out var model));
        var weighed = EpochPlanner.Weigh(new EpochState { Context = 300_000, Cached = 300_000 }, CacheRule.Of(model), cold: false, 10_000);
        // There the call that summarises comes on top and reads the whole once more than here.
        var published = (double)(weighed.BoundaryDollars + (decimal)summariser) / (double)weighed.SavedPerCall;
        Assert.InRange(published, turns - 0.1, turns + 0.1);
    }

    private static EpochState State(int context) => new() { Fixed = 12_000, Context = context, Cached = context - 1_000, IdleSeconds = 20, Calls = 50 };
}
