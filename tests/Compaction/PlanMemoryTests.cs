using Pith.Compaction;
using Pith.Conversations;
using Pith.Tests.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Tests.Compaction;

/// <summary>A conversation that grows record by record is planned as if it were read whole each time, to the byte.</summary>
public sealed class PlanMemoryTests
{
    /// <summary>Places of a session where the plan is made without memory too.</summary>
    private const int Places = 6;

    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "session.jsonl");

    public static TheoryData<string> Transcripts => [Sample, .. Repository.Corpus(".jsonl")];

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void GrowingIsAsGoodAsReadingAnew(string path)
    {
        var records = Read(path, new ContextIndex(TokenMeter.Chars4, new IndexOptions()), int.MaxValue, _ => { });
        using var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions());
        var memory = new PlanMemory(index);
        var step = Math.Max(1, records / Places);
        Read(path, index, int.MaxValue, n =>
        {
            if (n % Math.Max(1, records / 200) == 0)
                index.Seal(); // between any two records
            if (n % step != 0)
                return;
            index.Seal();
            using var whole = new ContextIndex(TokenMeter.Chars4, new IndexOptions());
            Read(path, whole, n, _ => { });
            whole.Seal();
            Assert.Equal(Shape(whole), Shape(index));
            Assert.Equal(whole.Blocks.Length, index.Blocks.Length);
            for (var b = 0; b < whole.Blocks.Length; b++)
                Assert.True(whole.Text(b).SequenceEqual(index.Text(b)));
            foreach (var budget in (int[])[3_000, 16_000])
                AssertSame(Planner.Plan(whole, new Policy { Budget = budget }), Planner.Plan(memory, new Policy { Budget = budget }));
        });
    }

    [Fact]
    public void WhatFitsIsDecidedAtOnceAndAskingAgainGivesTheSamePlan()
    {
        using var index = IndexedSession.Index(Sample);
        var memory = new PlanMemory(index);
        var policy = new Policy { Budget = 16_000 };
        Assert.Same(Planner.Plan(memory, policy), Planner.Plan(memory, policy));
        var fits = Planner.Plan(memory, policy with { Budget = int.MaxValue, Tiers = Tiers.None });
        Assert.Equal(fits.TokensBefore, fits.Tokens);
        Assert.All(fits.Decisions, d => Assert.Equal(Rendering.Full, d.Rendering));
    }

    /// <summary>A plan takes the place of the one before: whatever was asked for between, it is the plan of a fresh memory.</summary>
    [Fact]
    public void PlansOfOneMemoryDoNotColourEachOther()
    {
        using var index = IndexedSession.Index(Sample);
        var memory = new PlanMemory(index);
        int[] budgets = [16_000, 400, 100_000, 3_000, int.MaxValue, 90_000, 16_000, 70_000, 2_000, 16_000];
        foreach (var budget in budgets)
            AssertSame(Planner.Plan(index, new Policy { Budget = budget }), Planner.Plan(memory, new Policy { Budget = budget }));
    }

    /// <summary>What is compacted over several attempts is the plan that was written, not the one tried last.</summary>
    [Theory]
    [InlineData(3_000)]
    [InlineData(16_000)]
    [InlineData(60_000)]
    public void TheCompactedPlanIsTheOneThatWasWritten(int budget)
    {
        using var index = IndexedSession.Index(Sample);
        var form = new Pith.Providers.PlainTextWriter();
        var compacted = Compactor.Compact(index, new Policy { Budget = budget }, form);
        var again = new System.Buffers.ArrayBufferWriter<byte>();
        form.Write(Compactor.Apply(index, compacted.Plan), again);
        Assert.True(compacted.Fits);
        Assert.True(again.WrittenSpan.SequenceEqual(compacted.Bytes.Span));
    }

    /// <summary>Turns without their symbols, which are numbered by the order of reading.</summary>
    private static List<(Role, int, int, int)> Shape(ContextIndex index)
    {
        var shape = new List<(Role, int, int, int)>();
        foreach (ref readonly var turn in index.Turns)
            shape.Add((turn.Role, turn.Number, turn.FirstBlock, turn.BlockCount));
        return shape;
    }

    private static void AssertSame(Plan expected, Plan actual)
    {
        Assert.True(expected.Memory.Span.SequenceEqual(actual.Memory.Span), "another memory");
        Assert.True(expected.History.Span.SequenceEqual(actual.History.Span), "another history");
        Assert.Equal(expected.Tokens, actual.Tokens);
        Assert.Equal(expected.Pinned, actual.Pinned);
        Assert.Equal(expected.Tiers, actual.Tiers);
        Assert.Equal(expected.Cited.Select(c => Convert.ToHexString(c.Span)), actual.Cited.Select(c => Convert.ToHexString(c.Span)));
        Assert.Equal(expected.Decisions.Count, actual.Decisions.Count);
        foreach (var (one, other) in expected.Decisions.Zip(actual.Decisions))
        {
            Assert.Equal(one with { Text = default }, other with { Text = default });
            Assert.True(one.Text.Span.SequenceEqual(other.Text.Span));
        }
    }

    private static int Read(string path, ContextIndex index, int records, Action<int> each)
    {
        using var reader = new TranscriptReader(TranscriptSource.Open(path, null), new ReaderOptions());
        var n = 0;
        try
        {
            while (n < records && reader.Read(index))
                each(++n);
        }
        catch (UnreadableTranscriptException)
        {
            // no transcript, or only until here
        }

        return n;
    }
}
