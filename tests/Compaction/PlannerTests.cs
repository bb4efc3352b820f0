using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Compaction;
using Pith.Conversations;
using Pith.Providers;
using Pith.Tests.Conversations;
using Pith.Tests.Providers;

namespace Pith.Tests.Compaction;

public sealed class PlannerTests
{
    private const string First = "Fix the parser. You must never touch the lexer. Thanks!";
    private const string Latest = "Now run the tests once more, please.";

    /// <summary>A session that reads, edits, runs and re-reads, with constraints on the way.</summary>
    private static ContextIndex Session(int steps, int linesPerRead = 40)
    {
        var script = new Script();
        script.System("You are an agent.").User(First);
        for (var i = 0; i < steps; i++)
        {
            var path = $"src/module{i % 7}.cs";
            script.Assistant($"Looking at step {i}.").Read(path, $"r{i}", 1, [.. Enumerable.Range(0, linesPerRead).Select(n => $"    var value{n}_{i % 7} = Compute{n}(input{i});")]);
            script.Call("Edit", $$"""{"file_path":"{{path}}","old_string":"    var value3_{{i % 7}} = Compute3(input{{i}});","new_string":"    var value3 = Better{{i}}();"}""", $"e{i}").Result($"e{i}", "edited");
            script.Call("Bash", """{"command":"dotnet test"}""", $"b{i}").Result($"b{i}", $"line\nerror CS100{i}: broken\nend", isError: i % 2 == 0);
            if (i == steps / 2)
                script.User("Always keep the public API as it is. What about the docs?");
        }

        script.User(Latest).Call("Bash", """{"command":"dotnet test"}""", "last").Result("last", "Passed!");
        return script.Seal();
    }

    private static string Text(Compacted result) => Encoding.UTF8.GetString(result.Bytes.Span);

    [Theory]
    [InlineData(1_500)]
    [InlineData(4_000)]
    [InlineData(12_000)]
    [InlineData(40_000)]
    public void BudgetHoldsAndWhatBindsStays(int budget)
    {
        using var index = Session(40);
        var result = Compactor.Compact(index, new Policy { Budget = budget }, new MessagesWriter());
        Assert.True(result.Fits, $"{result.Tokens} for {budget}");
        Assert.InRange(result.Tokens, 1, budget);
        Assert.Equal([], MessagesRules.Broken(result.Bytes));
        Assert.Contains(First, Text(result), StringComparison.Ordinal);
        Assert.Contains(Latest, Text(result), StringComparison.Ordinal);
        Assert.Contains("Always keep the public API as it is.", Text(result), StringComparison.Ordinal);
        Assert.Contains("You are an agent.", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public void APassageKeepsTheBracketThatClosesIt()
    {
        var script = new Script().User(First);
        for (var i = 0; i < 120; i++)
            script.Read($"src/module{i}.cs", $"r{i}", 1, $"int Compute{i}(int input)", "{", $"    return Better{i}(input) + Worse{i}(input);", "}");
        using var index = script.User(Latest).Seal();
        var text = Encoding.UTF8.GetString(Compactor.Compact(index, new Policy { Budget = 6_000, TailShare = 0 }, new MessagesWriter()).Plan.Memory.Span);
        var bodies = text.Split('\n').Index().Where(l => l.Item.StartsWith("    return Better", StringComparison.Ordinal)).ToList();
        Assert.True(bodies.Count > 5, text);
        Assert.All(bodies, b => Assert.Equal("}", text.Split('\n')[b.Index + 1]));
    }

    [Fact]
    public void BudgetIsUsed()
    {
        using var index = Session(40);
        var result = Compactor.Compact(index, new Policy { Budget = 12_000 }, new MessagesWriter());
        Assert.InRange(result.Tokens, 11_000, 12_000);
    }

    [Fact]
    public void WhatFitsIsUnchangedAndKeepsItsThinking()
    {
        using var script = new Script();
        var index = script.User("hi").Thinking("hm", "sig").Assistant("hello").User("more").Seal();
        var result = Compactor.Compact(index, new Policy { Budget = 1_000 }, new MessagesWriter());
        Assert.True(result.Fits);
        Assert.Contains("\"signature\":\"sig\"", Text(result), StringComparison.Ordinal);
        Assert.Empty(result.Plan.Tiers);
    }

    [Fact]
    public void RewrittenPrefixesCarryNoThinking()
    {
        using var script = new Script();
        script.User("go");
        for (var i = 0; i < 30; i++)
            script.Thinking("secret thought", "sig").Call("Read", """{"path":"a"}""", $"c{i}").Result($"c{i}", new string('x', 3000) + i);
        using var index = script.Seal();
        var result = Compactor.Compact(index, new Policy { Budget = 4_000 }, new MessagesWriter());
        Assert.True(result.Fits);
        Assert.DoesNotContain("secret thought", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryHandleInTheViewIsCited()
    {
        using var index = Session(60, linesPerRead: 400);
        var result = Compactor.Compact(index, new Policy { Budget = 9_000 }, new MessagesWriter());
        var known = result.Plan.Cited.Select(c => Pith.Offload.Handle.Format(Pith.Store.BlobHash.Of(c.Span))).ToHashSet();
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(Text(result), "pith:[0-9a-f]{16}"))
            Assert.Contains(match.Value, known);
        Assert.NotEmpty(known);
    }

    [Fact]
    public void HistoryHoldsEveryLineThatIsGone()
    {
        using var index = Session(40);
        var plan = Compactor.Compact(index, new Policy { Budget = 4_000 }, new MessagesWriter()).Plan;
        var history = Encoding.UTF8.GetString(plan.History.Span);
        Assert.Contains("    var value17_3 = Compute17(input3);", history, StringComparison.Ordinal);
        Assert.Contains("error CS1006: broken", history, StringComparison.Ordinal);
    }

    [Fact]
    public void ABudgetNobodyCanMeetIsSaidAndTheSmallestIsTrue()
    {
        using var index = Session(10);
        var form = new MessagesWriter();
        var policy = new Policy { Budget = 10 };
        Assert.False(Compactor.Compact(index, policy, form).Fits);
        var smallest = Compactor.SmallestBudget(index, policy, form);
        Assert.True(Compactor.Compact(index, policy with { Budget = smallest }, form).Fits);
        Assert.InRange(smallest, 50, 1_500);
    }

    [Fact]
    public void TiersThatAreNotAllowedDoNotRun()
    {
        using var index = Session(40);
        var result = Compactor.Compact(index, new Policy { Budget = 20_000, Tiers = Tiers.Micro }, new MessagesWriter());
        Assert.All(result.Plan.Tiers, tier => Assert.Equal(Tiers.Micro, tier.Tier));
    }

    [Fact]
    public void PlansAreWithinBudgetOrSaySoAndNeverSplitACall() =>
        Prop.ForAll(Gen.Choose(1, 30).ToArbitrary(), Gen.Choose(300, 20_000).ToArbitrary(), (steps, budget) =>
        {
            using var index = Session(steps);
            var plan = Planner.Plan(index, new Policy { Budget = budget });
            Assert.Equal(plan.Fits, plan.Tokens <= budget);
            foreach (ref readonly var decision in plan.Decisions.ToArray().AsSpan())
            {
                var block = index.Blocks[decision.Block];
                if (block.Partner >= 0)
                    Assert.Equal(decision.Rendering == Rendering.None, plan.Decisions[block.Partner].Rendering == Rendering.None);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void CompactingTwiceChangesNothing()
    {
        using var index = Session(40);
        foreach (var budget in new[] { 2_000, 8_000, 16_000 })
        {
            var once = Compactor.Compact(index, new Policy { Budget = budget }, new MessagesWriter());
            using var again = IndexedSession.IndexText(Text(once));
            Assert.Equal(Text(once), Text(Compactor.Compact(again, new Policy { Budget = budget }, new MessagesWriter())));
        }
    }
}
