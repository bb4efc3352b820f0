using Pith.Compaction;
using Pith.Conversations;
using Pith.Offload;
using Pith.Providers;
using Pith.Requests;
using Pith.Tests.Conversations;
using Pith.Tests.Providers;
using Pith.Tokens;

namespace Pith.Tests.Compaction;

/// <summary>Providers that count otherwise than we do, and say so in any words or in none: the ladder ends within their limit.</summary>
public sealed class TruncationLadderTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "session.jsonl");

    /// <summary>What a provider says; {0} is its count, {1} its limit.</summary>
    private static readonly string[] Wordings =
    [
        "prompt is too long: {0} tokens > {1} maximum", "input length and `max_tokens` exceed context limit: {0} + 0 > {1}", "Input is too long for requested model",
        "This model's maximum context length is {1} tokens. However, your messages resulted in {0} tokens.", "Your request exceeded model token limit: {1}", "Prompt is too long", "413 status code (no body)",
    ];

    [Fact]
    public void EveryRungIsSmallerAndTheLastIsWithin() => Fuzz.FuzzRun.Over(40, random =>
    {
        using var index = IndexedSession.Index(Sample, options: new IndexOptions { UpToTurn = random.Next(1, 200) });
        var scale = 0.4 + random.NextDouble() * 2;
        var limit = (int)Math.Exp(Math.Log(400) + random.NextDouble() * Math.Log(200));
        var wording = Wordings[random.Next(Wordings.Length)];
        Climb(index, random.Next(2) == 0 ? new MessagesWriter() : new ChatWriter(), tokens => (int)(tokens * scale), limit, wording);
    });

    [Fact]
    public void OneMessageLargerThanTheWindowGoesBehindAHandle()
    {
        using var script = new Script();
        var index = script.User("look at this:\n" + string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"line {i} of a paste"))).Seal();
        var rung = Climb(index, new MessagesWriter(), t => t, 2000, Wordings[0]);
        Assert.Contains(rung.Plan.Cited, cited => cited.Span.SequenceEqual(index.Text(0)));
        Assert.Contains(Handle.Of(index.Text(0)), System.Text.Encoding.UTF8.GetString(rung.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void OneResultLargerThanTheWindowGoesBehindAHandle()
    {
        using var script = new Script();
        var index = script.User("go").Call("Bash", """{"command":"make"}""", "a").Result("a", string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"{i}: warning CS{i}"))).Seal();
        Climb(index, new MessagesWriter(), t => t, 700, Wordings[2]);
    }

    [Fact]
    public void ASystemPromptLargerThanTheWindowDoesNotStopIt()
    {
        using var script = new Script();
        var index = script.System(string.Concat(Enumerable.Repeat("Be careful with everything. ", 9000))).User("do it").Assistant("done").Seal();
        Climb(index, new ChatWriter(), t => t, 300, Wordings[6]);
    }

    /// <summary>Found by ./dev requests, seed 518138: full compact looked for a last exchange where there is none.</summary>
    [Fact]
    public void ASystemPromptAloneIsCompacted()
    {
        using var script = new Script();
        var index = script.System(string.Concat(Enumerable.Repeat("Be careful with everything. ", 900))).Seal();
        Assert.NotNull(LogRequest.Of(index, new MessagesWriter(), 300));
    }

    [Fact]
    public void ALimitThatHoldsNoSentenceEndsInNothing()
    {
        using var index = IndexedSession.Index(Sample);
        RefusalReader.TryRead("prompt is too long: 50000 tokens > 10 maximum", out var refusal);
        Assert.Null(TruncationLadder.First(index, new Policy { Budget = int.MaxValue }, new MessagesWriter(), refusal));
    }

    [Fact]
    public void AKnownCountIsMetByTheFirstRung()
    {
        using var index = IndexedSession.Index(Sample);
        var whole = Compactor.Compact(index, new Policy { Budget = int.MaxValue, Tiers = Tiers.None }, new MessagesWriter()).Tokens;
        RefusalReader.TryRead($"prompt is too long: {whole * 13 / 10} tokens > 20000 maximum", out var refusal);
        var rung = TruncationLadder.First(index, new Policy { Budget = int.MaxValue }, new MessagesWriter(), refusal)!;
        Assert.InRange(rung.Tokens * 1.3, 15_000, 20_000);
    }

    private static Compacted Climb(ContextIndex index, IViewWriter form, Func<int, int> theirs, int limit, string wording)
    {
        var policy = new Policy { Budget = int.MaxValue };
        var whole = Compactor.Compact(index, policy with { Tiers = Tiers.None }, form).Tokens;
        var rung = TruncationLadder.First(index, policy, form, Refusal(wording, theirs(whole), limit));
        var before = whole;
        for (var rungs = 1; ; rungs++)
        {
            Assert.True(rung is not null, $"no rung within {limit}");
            Assert.True(rungs < 40, "too many rungs");
            Assert.True(rung.Tokens < before, $"{rung.Tokens} after {before}");
            Assert.Equal(rung.Tokens, TokenCounter.O200k.Count(rung.Bytes.Span));
            Assert.Equal([], form is MessagesWriter ? MessagesRules.Broken(rung.Bytes) : ChatRules.Broken(rung.Bytes));
            if (theirs(rung.Tokens) <= limit)
                return rung;
            before = rung.Tokens;
            rung = TruncationLadder.Next(index, policy, form, rung, Refusal(wording, theirs(rung.Tokens), limit));
        }
    }

    private static Refusal Refusal(string wording, int count, int limit)
    {
        Assert.True(RefusalReader.TryRead(string.Format(System.Globalization.CultureInfo.InvariantCulture, wording, count, limit), out var refusal));
        return refusal;
    }
}
