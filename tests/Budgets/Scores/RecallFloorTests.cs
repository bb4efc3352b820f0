using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;
using Pith.Conversations;
using Pith.Tests.Conversations;
using Pith.Tokens;

namespace Pith.Tests.Budgets.Scores;

/// <summary>What pith's own policy must hold of what later calls of our sample repeat: no change may lose it unseen.</summary>
public sealed class RecallFloorTests
{
    /// <summary>
    /// A little under what was measured on 2026-11-26, so that a change of a line or two passes. The sample needs little: 4, 3
    /// and 1 cuts, a few lines each, and where `place` is low these are paths that the ledger lists alone.
    /// </summary>
    [Theory]
    [InlineData(8_000, 0, 0.15, 0, 0.62)]
    [InlineData(16_000, 0.3, 0.16, 0, 0.86)]
    [InlineData(32_000, 1, 0.55, 1, 0.95)]
    public void TheSampleKeepsItsRecall(int budget, double exact, double place, double pair, double line)
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"), TokenMeter.Chars4, new IndexOptions { UpToBoundary = true, UpToTurn = int.MaxValue });
        var messages = RecordingReader.Read("sample", index).Messages;
        var past = new Past(messages);
        var scores = new List<Score>();
        foreach (var cut in Cuts.Dense(messages, budget))
        {
            past.AdvanceTo(cut);
            var view = new PithPolicy().Compact([.. messages.Take(cut)], budget);
            scores.Add(new Scorer(past, NeedReader.At(past, int.MaxValue), SelfCheckTests.Prices).Of(view, budget));
        }

        double Mean(NeedClass of) => scores.Select(s => s.Verbatim(of)).Where(v => !double.IsNaN(v)).Average();
        Assert.Equal((1, 1), (Mean(NeedClass.First), Mean(NeedClass.Latest)));
        double[] held = [Mean(NeedClass.Exact), Mean(NeedClass.Place), Mean(NeedClass.Pair), Mean(NeedClass.Line)];
        Assert.True(held[0] >= exact && held[1] >= place && held[2] >= pair && held[3] >= line, $"{budget}: {string.Join(' ', held.Select(h => h.ToString("F3", System.Globalization.CultureInfo.InvariantCulture)))}");
    }
}
