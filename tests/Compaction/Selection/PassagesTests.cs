using Pith.Compaction;
using Pith.Compaction.Selection;
using Pith.Conversations;
using Pith.Tests.Conversations;

namespace Pith.Tests.Compaction.Selection;

/// <summary>The price at which a budget is full is that of the plain bisection, one price after the other, whatever was chosen before.</summary>
public sealed class PassagesTests : IDisposable
{
    private readonly ContextIndex _index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"));
    private readonly LineKnowledge _knowledge;
    private readonly Sources _sources;
    private readonly History _history;
    private readonly float[] _scores;

    public PassagesTests()
    {
        var exchanges = Exchange.Of(_index);
        _knowledge = new LineKnowledge(_index);
        _history = _knowledge.Of(exchanges, exchanges.Count - 2, []);
        _scores = _knowledge.Evidence(exchanges.Count, LineWeights.Shipped).Scores.ToArray();
        _sources = new Sources(_index, _knowledge.Store);
        _sources.Read(_history);
    }

    [Fact]
    public void WhatWasChosenBeforeChangesNothing()
    {
        var random = new Random(43);
        var cheapest = 0;
        for (var round = 0; round < 300; round++)
        {
            var (passages, fresh) = (new Passages(_knowledge.Store, _sources), new Passages(_knowledge.Store, _sources));
            var (before, budget) = (random.Next(200, 4000), random.Next(200, 4000));
            Read(passages, ScoresFor(PriceNear(random), before));
            passages.Choose(before);
            var scores = ScoresFor(PriceNear(random), budget);
            Read(passages, scores);
            Read(fresh, scores);
            Assert.Equal(fresh.Choose(budget), passages.Choose(budget));
            Assert.Equal(PlainPrice(scores, budget), passages.Price);
            cheapest += passages.Price == Passages.Cheapest ? 1 : 0;
        }

        Assert.InRange(cheapest, 50, 250);
    }

    /// <summary>Half of them about the cheapest there is.</summary>
    private static double PriceNear(Random random) =>
        random.Next(2) == 0 ? Passages.Cheapest * (0.8 + 0.5 * random.NextDouble()) : Math.Pow(10, -8 * random.NextDouble());

    /// <summary>Scores with which a budget is full at a price: who multiplies all scores multiplies the price.</summary>
    private float[] ScoresFor(double price, int budget)
    {
        var factor = price / PlainPrice(_scores, budget);
        return [.. _scores.Select(score => (float)(score * factor))];
    }

    private void Read(Passages passages, float[] scores) => passages.Read(_history, scores, _knowledge.NothingPresent());

    private double PlainPrice(float[] scores, int budget)
    {
        if (TokensAt(Passages.Cheapest, scores) <= budget)
            return Passages.Cheapest;
        var (low, high) = (Passages.Cheapest, Passages.Dearest);
        for (var halving = 0; halving < Passages.Halvings; halving++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = TokensAt(middle, scores) > budget ? (middle, high) : (low, middle);
        }

        return high;
    }

    private int TokensAt(double price, float[] scores)
    {
        var groups = new (double Value, int Tokens)[_sources.Count];
        for (var part = 0; part < _history.Parts; part++)
        {
            var (first, end) = _history.Part(part);
            var line = _history.Lines[first];
            var use = scores.AsSpan(first..end);
            if (line.Part == HistoryPart.Heading || !use.ContainsAnyExcept(0))
                continue;
            var lasting = use.ToArray();
            Passages.Close(lasting, new float[use.Length]);
            _knowledge.Store.Count(line.Id, use.Length);
            var tokens = _knowledge.Store.Tokens.Slice(line.Id, use.Length);
            var (value, cost) = PassageChoice.Best(use, lasting, tokens, price, line.Whole ? 0 : Passages.Gap, new bool[use.Length], new byte[use.Length]);
            ref var group = ref groups[_sources.Of[first]];
            group = (group.Value + value, group.Tokens + cost);
        }

        return groups.Where(group => group.Tokens > 0 && group.Value >= price * Passages.Head).Sum(group => group.Tokens + Passages.Head);
    }

    public void Dispose() => _index.Dispose();
}
