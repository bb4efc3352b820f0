using Pith.Compaction;
using Pith.Conversations;
using Pith.Providers;
using Pith.Tests.Conversations;
using Pith.Tests.Providers;
using Pith.Tokens;

namespace Pith.Tests.Fuzz;

/// <summary>Our sample session cut anywhere, at any budget, with any tiers, in every form: within budget or said not to be, valid, and the same twice.</summary>
public sealed class CompactionFuzzer
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "session.jsonl");

    [Fact]
    public void AnyCutAtAnyBudget() => FuzzRun.Over(12, random =>
    {
        using var index = IndexedSession.Index(Sample, options: new IndexOptions { UpToTurn = random.Next(1, 200) });
        var budget = (int)Math.Exp(Math.Log(300) + random.NextDouble() * Math.Log(200));
        var policy = new Policy { Budget = budget, Tiers = random.Next(3) == 0 ? (Tiers)random.Next((int)Tiers.All + 1) : Tiers.All };
        IViewWriter form = random.Next(4) switch { 0 => new ChatWriter(), 1 => new PlainTextWriter(), 2 => new TranscriptWriter(), _ => new MessagesWriter() };
        var written = Compactor.Compact(index, policy, form);
        Assert.Equal(written.Tokens, TokenCounter.O200k.Count(written.Bytes.Span));
        Assert.Equal(written.Fits, written.Tokens <= budget);
        Assert.True(written.Bytes.Span.SequenceEqual(Compactor.Compact(index, policy, form).Bytes.Span), "not the same twice");
        if (form is MessagesWriter)
            Assert.Equal([], MessagesRules.Broken(written.Bytes));
        if (form is ChatWriter)
            Assert.Equal([], ChatRules.Broken(written.Bytes));
    });
}
