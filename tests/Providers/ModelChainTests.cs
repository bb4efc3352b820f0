using Pith.Agents;
using Pith.Events;
using Pith.MockModels;
using Pith.Providers;
using Pith.Tests.Providers.Wire;

namespace Pith.Tests.Providers;

public sealed class ModelChainTests
{
    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Fact]
    public async Task WhereOneHasNoRoomTheNextAnswersTheSameRequestAndTheFirstRests()
    {
        using var full = new MockServer([MockAnswer.Refusal(529, "overloaded_error") with { Times = 6 }, MockAnswer.Text("first is back")]);
        using var free = new MockServer([MockAnswer.Text("second"), MockAnswer.Text("second again")]);
        var clock = new StoppedClock();
        var chain = new ModelChain([new(Asking.Anthropic(full), "first", ModelApi.Messages), new(Asking.Anthropic(free), "second", ModelApi.Messages)], clock);
        var request = Asking.Request();
        var events = await Asking.All(chain, request);
        var fell = Assert.Single(events.OfType<ModelEvent.FellBack>());
        Assert.Equal(("first", "second", FaultKind.Overloaded), (fell.From, fell.To, fell.Fault.Kind));
        Assert.DoesNotContain(events, e => e is ModelEvent.Failed);
        Assert.Equal(full.Requests[0].Messages, free.Requests[0].Messages);
        Assert.Contains("\"model\":\"second\"", free.Requests[0].Text, StringComparison.Ordinal);
        Keep(request, events);
        Assert.Equal("second again", Asking.Text(await Asking.All(chain, request)));
        Assert.Equal(6, full.Requests.Count); // the breaker leaves it alone
        clock.Now += TimeSpan.FromMinutes(6);
        Assert.Equal("first is back", Asking.Text(await Asking.All(chain, request)));
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "bad")]
    [InlineData(429, "rate_limit_error", "enforced_spend_limit_reached")]
    [InlineData(401, "authentication_error", "no")]
    public async Task WhatIsRefusedForWhatItSaysOrForMoneyIsNotAskedElsewhere(int status, string type, string words)
    {
        using var refusing = new MockServer([MockAnswer.Refusal(status, type, words)]);
        using var other = new MockServer([MockAnswer.Text("no")]);
        var chain = new ModelChain([new(Asking.Anthropic(refusing), "a", ModelApi.Messages), new(Asking.Anthropic(other), "b", ModelApi.Messages)], TimeProvider.System);
        Assert.IsType<ModelEvent.Failed>(Assert.Single(await Asking.All(chain, Asking.Request())));
        Assert.Single(refusing.Requests);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task WhereAllFailTheLastFailureIsTheAnswer()
    {
        using var one = new MockServer([MockAnswer.Refusal(404, "not_found_error", "no such model")]);
        using var two = new MockServer([MockAnswer.Refusal(529, "overloaded_error") with { Times = 9 }]);
        var chain = new ModelChain([new(Asking.Anthropic(one), "a", ModelApi.Messages), new(Asking.Anthropic(two), "b", ModelApi.Messages)], TimeProvider.System);
        Assert.Equal(FaultKind.Overloaded, Assert.IsType<ModelEvent.Failed>((await Asking.All(chain, Asking.Request()))[^1]).Kind);
    }

    /// <summary>Thinking of another API is refused by the Messages API, and that of its own stays, byte for byte, when the conversation comes back.</summary>
    [Fact]
    public async Task ThinkingGoesOnlyWhereItIsUnderstood()
    {
        const string thought = """{"type":"thinking","thinking":"of its own","signature":"sig"}""";
        using var messages = new MockServer(
        [
            new MockAnswer { Content = [System.Text.Json.Nodes.JsonNode.Parse(thought)!, .. MockAnswer.Call("t1", "Read", "{}").Content.Select(c => c!.DeepClone())] },
            MockAnswer.Text("back"),
        ]);
        using var responses = new MockServer([new MockAnswer { Content = [System.Text.Json.Nodes.JsonNode.Parse("""{"type":"thinking","thinking":"foreign"}""")!, .. MockAnswer.Call("t2", "Read", "{}").Content.Select(c => c!.DeepClone())] }]);
        var own = new ModelSeat(Asking.Anthropic(messages), "own", ModelApi.Messages);
        var chain = new ModelChain([own], TimeProvider.System);
        var request = Asking.Request();
        Keep(request, await Asking.All(chain, request));
        request.Append(MessageBytes.Blocks([MessageBytes.Result("t1", "one"u8, false)]));
        chain.GoOnWith(new ModelSeat(Asking.Responses(responses), "gpt-5.2", ModelApi.Responses));
        var events = await Asking.All(chain, request);
        Assert.IsType<ModelEvent.Stopped>(events[^1]);
        Keep(request, events);
        request.Append(MessageBytes.Blocks([MessageBytes.Result("t2", "two"u8, false)]));
        chain.GoOnWith(own);
        Assert.Equal("back", Asking.Text(await Asking.All(chain, request)));
        Assert.Contains("of its own", messages.Requests[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("foreign", messages.Requests[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("openai_item", messages.Requests[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("of its own", responses.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void PricesFollowTheModelThatAnsweredAndTheTierOfItsPrompt()
    {
        var purse = new Purse(new AgentLimits(), () => ["claude-sonnet-5-5", "claude-haiku-5-5"]);
        purse.Settle(new TokenUsage(1_000_000, 0, 0, 0, 0, 0), "claude-sonnet-5-5");
        Assert.Equal(2m, purse.Account.Dollars);
        purse.Settle(new TokenUsage(100_000, 0, 0, 0, 0, 0), "claude-haiku-5-5");
        Assert.Equal(2.01m, purse.Account.Dollars);
        purse.Settle(new TokenUsage(1, 0, 0, 100_000, 1_000_000, 0), "claude-haiku-5-5"); // one more: the whole request is dearer
        Assert.Equal(2.01m + 0.0000005m + 0.005m + 2.50m, purse.Account.Dollars);
        Assert.Equal(["claude-sonnet-5-5", "claude-haiku-5-5"], purse.Account.Models.Select(m => m.Model));
    }

    private static void Keep(ModelRequest request, List<ModelEvent> events) =>
        request.Append(MessageBytes.Assistant(events.OfType<ModelEvent.BlockComplete>().Select(b => b.Raw)));
}
