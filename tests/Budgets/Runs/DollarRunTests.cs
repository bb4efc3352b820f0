using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;
using Pith.Conversations;
using Pith.Tests.Budgets.Scores;
using Pith.Tests.Conversations;
using Pith.Tokens;

namespace Pith.Tests.Budgets.Runs;

public sealed class DollarRunTests
{
    [Fact]
    public void EveryTokenIsWrittenOnceAndThenRead()
    {
        var talk = new Talk().User(new string('u', 396)).Assistant(new string('a', 36)).User(new string('v', 16)).Assistant(new string('b', 36));
        var outcome = DollarRun.Of(new Recording("r", talk.Messages), null, 1, SelfCheckTests.Prices);
        // 103, 13, 8 and 13 tokens behind 12,000 of system and tools; Opus 5 reads at 0.50, writes at 6.25, answers at 25.
        Assert.Equal((12_103 * 6.25 + 13 * 25 + 12_103 * 0.5 + (13 + 8) * 6.25 + 13 * 25) / 1e6, outcome.Dollars, 9);
        Assert.Equal((2, 0, 12_124L), (outcome.Calls, outcome.PrefixEdits, outcome.PeakTokens));
    }

    [Fact]
    public void AColdCacheIsWrittenAnew()
    {
        var talk = new Talk().User("go").Assistant("a").At(0).User("on").Assistant("b").At(301);
        Assert.Equal(0, DollarRun.Of(new Recording("r", talk.Messages), null, 1, SelfCheckTests.Prices).CachedTokens);
        Assert.NotEqual(0, DollarRun.Of(new Recording("r", talk.Messages), null, 1, SelfCheckTests.Prices, keepWarm: true).CachedTokens);
    }

    [Fact]
    public void APolicyAtTheTriggerEditsThePrefixOnce()
    {
        var talk = new Talk().User("go");
        for (var i = 0; i < 40; i++)
            talk.Bash($"command {i}", new string('x', 400));
        var outcome = DollarRun.Of(new Recording("r", talk.Messages), PolicyCatalog.All.Single(p => p.Name == "truncate"), 3_000, SelfCheckTests.Prices);
        Assert.InRange(outcome.PrefixEdits, 1, 3);
        Assert.True(outcome.PeakTokens < 3_200 + DollarRun.SystemTokens);
        var every = DollarRun.Of(new Recording("r", talk.Messages), PolicyCatalog.All.Single(p => p.Name == "mask-3"), 3_000, SelfCheckTests.Prices);
        Assert.True(every.PrefixEdits > 30);
    }

    /// <summary>The pilot's figures for its second session (section 13 of the specification), with its constants: no time to live, a trigger of 100k.</summary>
    [Theory]
    [InlineData("none", 23.17)]
    [InlineData("truncate", 18.71)]
    [InlineData("mask-10", 19.45)]
    public void AgreesWithThePilot(string policy, double dollars)
    {
        var path = Repository.Suite("corpus", "badlogic__pi-mono", "packages", "coding-agent", "test", "fixtures", "large-session.jsonl");
        using var index = IndexedSession.Index(path, TokenMeter.Chars4, new IndexOptions { IgnoreBoundaries = true, UpToTurn = int.MaxValue });
        var outcome = DollarRun.Of(RecordingReader.Read("large", index), PolicyCatalog.All.FirstOrDefault(p => p.Name == policy), 100_000, SelfCheckTests.Prices, keepWarm: true);
        Assert.InRange(outcome.Dollars, dollars * 0.93, dollars * 1.07);
    }

    /// <summary>What the epoch planner must reach at an equal trigger: no dearer than plain truncation to a half, and at most one edit in thirty calls.</summary>
    [Fact]
    public void PithCostsNoMoreThanTruncation()
    {
        var path = Repository.Suite("corpus", "badlogic__pi-mono", "packages", "coding-agent", "test", "fixtures", "large-session.jsonl");
        using var index = IndexedSession.Index(path, TokenMeter.Chars4, new IndexOptions { IgnoreBoundaries = true, UpToTurn = int.MaxValue });
        var recording = RecordingReader.Read("large", index);
        var (pith, truncate) = (Run(recording, "pith"), Run(recording, "truncate"));
        Assert.True(pith.Dollars <= truncate.Dollars, $"{pith.Dollars} > {truncate.Dollars}");
        Assert.True(pith.PrefixEdits * 30 <= pith.Calls, $"{pith.PrefixEdits} edits in {pith.Calls} calls");
        Assert.True(pith.PeakTokens <= 50_000 + DollarRun.SystemTokens);
    }

    [Fact]
    public void AColdCacheIsUsedToCompact()
    {
        var talk = new Talk().User("go");
        for (var i = 0; i < 30; i++)
            talk.Bash($"command {i}", new string('x', 400));
        talk.User("and?").Assistant("so far").At(300).User("on").Assistant("done").At(10_000);
        var warm = Run(new Recording("r", talk.Messages), "pith", 8_000, keepWarm: true);
        var cold = Run(new Recording("r", talk.Messages), "pith", 8_000);
        Assert.Equal((0, 1), (warm.PrefixEdits, cold.PrefixEdits));
        Assert.True(cold.Dollars < DollarRun.Of(new Recording("r", talk.Messages), null, 8_000, SelfCheckTests.Prices).Dollars);
    }

    private static DollarOutcome Run(Recording recording, string policy, int trigger = 50_000, bool keepWarm = false) =>
        DollarRun.Of(recording, PolicyCatalog.All.Single(p => p.Name == policy), trigger, SelfCheckTests.Prices, keepWarm);
}
