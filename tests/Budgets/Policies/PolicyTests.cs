using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;

namespace Pith.Tests.Budgets.Policies;

/// <summary>What each rule keeps, on sessions small enough to see it.</summary>
public sealed class PolicyTests
{
    public static TheoryData<string> Names => [.. PolicyCatalog.All.Concat(PolicyCatalog.Controls).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ViewsAreWithinTheBudgetAndTheSameTwice(string name)
    {
        var policy = Named(name);
        for (var seed = 0; seed < 12; seed++)
        {
            var messages = RandomTalk.Of(seed, 120).Messages;
            foreach (var budget in new[] { 700, 1500, 3000 })
            {
                var view = policy.Compact(messages, budget);
                Assert.True(view.Tokens <= budget || view.Failed, $"{seed} at {budget}: {view.Tokens}");
                Assert.True(view.Messages.Zip(policy.Compact(messages, budget).Messages).All(p => p.First.IsSameAs(p.Second)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatFitsStays(string name)
    {
        if (name is "random-lines" || name.StartsWith("mask", StringComparison.Ordinal))
            return; // the one draws, the others mask whatever the length
        var messages = RandomTalk.Of(1, 20).Messages;
        var view = Named(name).Compact(messages, 100_000);
        Assert.All(messages.Zip(view.Messages), p => Assert.True(p.First.IsSameAs(p.Second)));
    }

    [Fact]
    public void NoCallLosesItsResult()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var messages = RandomTalk.Of(seed, 120).Messages;
            foreach (var policy in PolicyCatalog.All)
                Assert.True(ViewRules.Violations(policy.Compact(messages, 1500).Messages) <= (policy.Name is "truncate" ? 1 : 0), policy.Name); // truncation may begin with the assistant
        }
    }

    [Fact]
    public void TruncationStopsAtTheFirstGroupThatDoesNotFit()
    {
        var talk = new Talk().User("first").Read("a/b", new string('x', 400)).Bash("one", "1").Bash("two", "2");
        var budget = talk.Messages.Skip(3).Sum(m => m.Tokens) + talk.Messages[0].Tokens;
        Assert.Equal(talk.Messages.Skip(3), Named("truncate").Compact(talk.Messages, budget).Messages);
        Assert.Equal([talk.Messages[0], .. talk.Messages.Skip(3)], Named("head-window").Compact(talk.Messages, budget).Messages);
    }

    [Fact]
    public void MasksClearAllButTheNewestGroups()
    {
        var talk = new Talk().User("first");
        for (var i = 0; i < 5; i++)
            talk.Bash($"command {i}", $"a long enough result number {i} that is worth clearing");
        var view = Named("mask-3").Compact(talk.Messages, 10_000).Messages;
        Assert.Equal(["[cleared]", "[cleared]"], view.Where(m => m.Speaker == Speaker.Tool).Take(2).Select(m => m.Text));
        Assert.DoesNotContain("[cleared]", view.Where(m => m.Speaker == Speaker.Tool).Skip(2).Select(m => m.Text));
        Assert.Equal(5, view.Sum(m => m.Calls.Count));
    }

    [Fact]
    public void ClearingStopsWhenTheRestFits()
    {
        var talk = new Talk().User("first");
        for (var i = 0; i < 8; i++)
            talk.Bash($"command {i}", new string((char)('a' + i), 400));
        var budget = talk.Messages.Sum(m => m.Tokens) - 150;
        Assert.Equal(2, Named("clear-3").Compact(talk.Messages, budget).Messages.Count(m => m.Text == "[cleared]"));
        Assert.Equal(5, Named("anthropic").Compact(talk.Messages, budget).Messages.Count(m => m.Text == "[cleared]"));
    }

    [Fact]
    public void CodexKeepsThePersonsWordsAlone()
    {
        var talk = new Talk().User("first request").Bash("x", new string('y', 4000)).User("second request");
        Assert.Equal(["first request", "second request", "(no summary available)"], Named("codex").Compact(talk.Messages, 500).Messages.Select(m => m.Text));
    }

    [Fact]
    public void TheBagHoldsNamesAndNothingElse()
    {
        var messages = RandomTalk.Of(5, 200).Messages;
        var bag = Named("tail+bag").Compact(messages, 1500).Messages.Single(m => m.Speaker == Speaker.User && !messages.Contains(m) && m.Text.Contains(' ') && !m.Text.Contains('\n'));
        Assert.All(bag.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Equal([word], AtomText.In(word).Select(a => a.Text)));
    }

    private static IContextPolicy Named(string name) => PolicyCatalog.All.Concat(PolicyCatalog.Controls).Single(p => p.Name == name);
}
