using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;
using Pith.Budgets.Scores;
using Pith.Tests.Budgets.Scores;

namespace Pith.Tests.Budgets.Policies;

/// <summary>Upper bounds must be upper bounds: tried against everything that could be kept, on small sessions.</summary>
public sealed class OracleTests
{
    [Fact]
    public void NoChoiceOfGroupsBeatsTheGroupOracleByMuch()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var (past, needs) = Session(seed, 12, 14);
            var scorer = new Scorer(past, needs, SelfCheckTests.Prices);
            List<Message> messages = [.. past.Messages.Take(past.Count)];
            var groups = MessageGroup.Of(messages);
            var budget = messages.Sum(m => m.Tokens) / 3;
            var best = 0.0;
            for (var set = 0; set < 1 << groups.Count; set++)
            {
                var kept = groups.Where((_, g) => (set >> g & 1) == 1).ToList();
                if (kept.Sum(g => g.Tokens) <= budget)
                    best = Math.Max(best, Lines(scorer.Of(new Context([.. kept.SelectMany(g => messages[g.First..g.End])]), budget)));
            }

            var greedy = Lines(scorer.Of(new GroupOracle().Compact(past, needs, budget), budget));
            Assert.InRange(greedy, best * 0.63, best); // greedy coverage is at least 1 - 1/e of the best
        }
    }

    [Fact]
    public void OraclesHoldTheBudgetAndWhatTheyPromise()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (past, needs) = Session(seed, 80, 60);
            var scorer = new Scorer(past, needs, SelfCheckTests.Prices);
            foreach (var oracle in RecallRun.Oracles)
                Assert.True(oracle.Compact(past, needs, 300).Tokens <= 300, oracle.Name);
            Assert.Equal(1, Lines(scorer.Of(new LineOracle().Compact(past, needs, 100_000), 100_000)));
            var span = scorer.Of(new SpanOracle().Compact(past, needs, 100_000), 100_000);
            Assert.True(span.Verbatim(NeedClass.Exact) is 1 or double.NaN);
            Assert.True(span.Verbatim(NeedClass.Line) is 1 or double.NaN);
            var handle = scorer.Of(new RecoverableOracle().Compact(past, needs, 300), 300);
            foreach (var of in new[] { NeedClass.Line, NeedClass.Edit, NeedClass.Exact, NeedClass.Id, NeedClass.Fail })
                Assert.True(handle.Recoverable(of) is 1 or double.NaN && handle.Verbatim(of) is 0 or double.NaN, of.ToString());
        }
    }

    private static double Lines(Score score) => double.IsNaN(score.Verbatim(NeedClass.Line)) ? 1 : score.Verbatim(NeedClass.Line);

    private static (Past, NeedSet) Session(int seed, int steps, int cut)
    {
        var past = new Past(RandomTalk.Of(seed, steps).Messages);
        past.AdvanceTo(Math.Min(cut, past.Messages.Count));
        return (past, NeedReader.At(past, int.MaxValue));
    }
}
