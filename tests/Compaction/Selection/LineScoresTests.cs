using Pith.Compaction;
using Pith.Compaction.Selection;
using Pith.Tests.Conversations;

namespace Pith.Tests.Compaction.Selection;

/// <summary>Scores that are summed up part by part are those of all figures of a line by all weights, one behind the other.</summary>
public sealed class LineScoresTests
{
    [Fact]
    public void PartsAddUpToTheWhole()
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var exchanges = Exchange.Of(index);
        var knowledge = new LineKnowledge(index);
        var twice = LineWeights.Shipped.Select(w => 2 * w).ToArray();
        foreach (var weights in (float[][])[LineWeights.Shipped, twice, LineWeights.Shipped])
            foreach (var count in (int[])[exchanges.Count / 2, exchanges.Count - 2])
            {
                var history = knowledge.Of(exchanges, count, []);
                var evidence = knowledge.Evidence(exchanges.Count, weights);
                var (scored, row) = (0, new float[LineFeatures.Count]);
                for (var i = 0; i < history.Lines.Length; i++)
                {
                    var (line, facts) = (history.Lines[i], knowledge.Store.Facts[history.Lines[i].Id]);
                    var isJudged = evidence.Features.CanBeNeeded(line, facts);
                    Assert.Equal(isJudged, evidence.Scores[i] > 0);
                    if (!isJudged)
                        continue;
                    evidence.Features.Write(i, line, row);
                    var sum = 0.0;
                    for (var f = 0; f < row.Length; f++)
                        sum += row[f] * weights[f];
                    Assert.Equal((float)(1 / (1 + PortableMath.Exp(-sum))), evidence.Scores[i]);
                    scored++;
                }

                Assert.True(scored > 500);
            }
    }
}
