using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;
using Pith.Budgets.Scores;
using Pith.Conversations;
using Pith.Models;
using Pith.Tests.Conversations;
using Pith.Tokens;

namespace Pith.Tests.Budgets.Scores;

/// <summary>The specification's check of any implementation: the whole past as the view scores 1 in every class at every cut.</summary>
public sealed class SelfCheckTests
{
    public static TheoryData<string> Corpus
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var path in Repository.Corpus(".jsonl").Where(f => new FileInfo(f).Length > 150_000))
                data.Add(Path.GetRelativePath(Repository.Shared, path));
            if (data.Count == 0)
                data.Add(Path.Combine("..", Path.GetFileName(Repository.Root), "samples", "session.jsonl"));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void TheWholePastScoresOneInEverySession(string path)
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Shared, path), TokenMeter.Chars4, new IndexOptions { UpToBoundary = true, UpToTurn = int.MaxValue });
        var recording = RecordingReader.Read(path, index);
        Check(recording, Cuts.Dense(recording.Messages, 8_000));
    }

    [Fact]
    public void TheWholePastScoresOneInRandomSessions()
    {
        var classes = new HashSet<NeedClass>();
        for (var seed = 0; seed < 40; seed++)
        {
            var recording = RandomTalk.Of(seed, 50);
            classes.UnionWith(Check(recording, [.. Enumerable.Range(1, recording.Messages.Count - 1).Where(i => i % 5 == 0 && Cuts.IsPlace(recording.Messages, i, 1))]));
        }

        Assert.Equal(Enum.GetValues<NeedClass>(), classes.Order()); // every class was really asked for
    }

    [Fact]
    public void AnEmptyViewScoresNothing()
    {
        var recording = RandomTalk.Of(3, 50);
        var past = new Past(recording.Messages);
        past.AdvanceTo(40);
        var score = new Scorer(past, NeedReader.At(past, int.MaxValue), Prices).Of(new Context([]), 1000);
        Assert.All(Enum.GetValues<NeedClass>(), c => Assert.True(score.Verbatim(c) is 0 or double.NaN, c.ToString()));
    }

    internal static Model Prices => ModelCatalog.TryFind("claude-opus-5", new DateOnly(2026, 9, 1), out var model) ? model : throw new InvalidOperationException();

    private static HashSet<NeedClass> Check(Recording recording, List<int> cuts)
    {
        var asked = new HashSet<NeedClass>();
        var past = new Past(recording.Messages);
        foreach (var cut in cuts)
        {
            past.AdvanceTo(cut);
            var score = new Scorer(past, NeedReader.At(past, int.MaxValue), Prices).Of(new Context([.. recording.Messages.Take(cut)]), int.MaxValue / 8);
            Assert.Empty(SelfCheck.Failures(score));
            asked.UnionWith(Enum.GetValues<NeedClass>().Where(c => score.Verbatim(c) == 1));
        }

        return asked;
    }
}
