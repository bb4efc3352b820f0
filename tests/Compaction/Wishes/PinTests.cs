using System.Text;
using System.Text.Json;
using Pith.Compaction;
using Pith.Compaction.Wishes;
using Pith.Conversations;
using Pith.Providers;
using Pith.Tests.Conversations;
using Pith.Tests.Providers;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Tests.Compaction.Wishes;

/// <summary>What the user pins stands verbatim in every context, whichever tier made it, again and again.</summary>
public sealed class PinTests
{
    [Theory]
    [InlineData("words", 3_000)]
    [InlineData("words", 8_000)]
    [InlineData("words", 30_000)]
    [InlineData("/endpoint_\\d+ = http/", 3_000)]
    [InlineData("/endpoint_\\d+ = http/", 30_000)]
    [InlineData("turn:7", 4_000)]
    [InlineData("turn:7", 30_000)]
    public void APinStaysVerbatimWithinTheBudget(string word, int budget)
    {
        using var index = Session(60);
        var expected = word switch { "words" => "    endpoint_9 = http://host/9", "turn:7" => Encoding.UTF8.GetString(index.Text(BlockOf(index, 7))), _ => "    endpoint_52 = http://host/52" };
        var made = Compactor.Compact(index, Policy(budget, word == "words" ? expected : word), new MessagesWriter());
        Assert.True(made.Fits);
        Assert.InRange(made.Tokens, 1, budget);
        Assert.Equal([], MessagesRules.Broken(made.Bytes));
        Assert.Contains(expected, Said(made), StringComparison.Ordinal);
    }

    [Fact]
    public void APinHiddenByAPreviewAloneIsShownAllTheSame()
    {
        using var index = new Script().User("Go.").Call("Bash", """{"command":"cat all"}""", "c").Result("c", string.Join('\n', Enumerable.Range(0, 2_000).Select(n => n == 1_234 ? "the odd one out is here" : $"plain line {n} of this output"))).User("And now?").Seal();
        var without = Compactor.Compact(index, Policy(100_000), new MessagesWriter());
        Assert.DoesNotContain("the odd one out", Said(without), StringComparison.Ordinal);
        var with = Compactor.Compact(index, Policy(100_000, "/odd one/"), new MessagesWriter());
        Assert.Contains("the odd one out is here", Said(with), StringComparison.Ordinal);
        Assert.Equal([], MessagesRules.Broken(with.Bytes));
    }

    [Fact]
    public void WithoutPinsNothingChangesAndAPinThatIsShownCostsNothing()
    {
        using var index = Session(40);
        var plain = Compactor.Compact(index, Policy(6_000), new MessagesWriter());
        var shown = Compactor.Compact(index, Policy(6_000, "Fix the service."), new MessagesWriter());
        Assert.Equal(plain.Bytes.ToArray(), shown.Bytes.ToArray());
    }

    [Fact]
    public void APinSurvivesGenerationsWithoutItsLogAndWithoutBeingPinnedAgain()
    {
        const string pinned = "    endpoint_3 = http://host/3\n\n    # keep the blank line above";
        using var index = Session(60, pinned);
        var made = Compactor.Compact(index, Policy(6_000, pinned), new MessagesWriter());
        for (var generation = 0; generation < 4; generation++)
        {
            Assert.Contains(pinned, Said(made), StringComparison.Ordinal);
            using var next = Read(made.Bytes.ToArray());
            made = Compactor.Compact(next, Policy(5_000 - 500 * generation), new MessagesWriter());
            Assert.True(made.Fits);
        }
    }

    [Fact]
    public void WhatDoesNotFitKeepsItsBeginningAndAHandleThatIsStored()
    {
        using var index = Session(60);
        var pinned = "begin " + string.Join(' ', Enumerable.Range(0, 4_000).Select(n => $"word{n}"));
        var made = Compactor.Compact(index, Policy(4_000, pinned), new MessagesWriter());
        Assert.True(made.Fits);
        Assert.Contains("begin word0 word1", Said(made), StringComparison.Ordinal);
        Assert.Contains(made.Plan.Cited, c => c.Span.SequenceEqual(Encoding.UTF8.GetBytes(pinned)));
    }

    [Theory]
    [InlineData("turn:0", "names no turn")]
    [InlineData("turn:x", "names no turn")]
    [InlineData("/(/", "no regular expression")]
    [InlineData("/(?=x)/", "does not run in linear time")]
    [InlineData("pith:0123456789abcdef", "the store has nothing")]
    [InlineData("  ", "names what must stay")]
    public void WhatIsNoPinIsToldWithTheWayOut(string word, string problem)
    {
        Assert.False(Pin.TryParse(word, _ => null, out _, out var said));
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    private static ContextIndex Read(byte[] body)
    {
        var index = new ContextIndex(TokenMeter.Exact(TokenCounter.O200k), new IndexOptions());
        using var reader = new TranscriptReader(new MemoryStream(body), new ReaderOptions());
        while (reader.Read(index))
        {
        }

        index.Seal();
        return index;
    }

    private static Policy Policy(int budget, params string[] pins) => new()
    {
        Budget = budget,
        Wishes = new UserWishes { Pins = [.. pins.Select(p => Pin.TryParse(p, _ => null, out var pin, out var problem) ? pin : throw new InvalidOperationException(problem))] },
    };

    private static int BlockOf(ContextIndex index, int turn)
    {
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Turns[index.Blocks[i].Turn].Number == turn)
                return i;
        return -1;
    }

    private static ContextIndex Session(int steps, string extra = "")
    {
        var script = new Script().System("You are an agent.").User("Fix the service.");
        for (var i = 0; i < steps; i++)
            script.Read($"src/part{i}.py", $"r{i}", 1, [.. Enumerable.Range(0, 30).Select(n => n == 12 ? $"    endpoint_{i} = http://host/{i}" : $"    value{n} = compute_{i}({n})"), .. i == 3 && extra.Length > 0 ? extra.Split('\n') : []]);
        return script.User("Go on.").Seal();
    }

    /// <summary>All strings of a body, unescaped.</summary>
    private static string Said(Compacted made)
    {
        var text = new StringBuilder();
        var reader = new Utf8JsonReader(made.Bytes.Span);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String)
                text.Append(reader.GetString()).Append('\n');
        return text.ToString();
    }
}
