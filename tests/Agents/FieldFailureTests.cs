using Pith.Agents;
using Pith.Events;
using Pith.MockModels;
using Pith.Providers;
using Pith.Providers.Wire;
using Pith.Tests.Providers.Wire;

namespace Pith.Tests.Agents;

/// <summary>
/// What happened to other agents in the field, by the number of their issue: OC is opencode, CX codex, CC Claude Code. Each
/// plays the failure over a real connection and asks for the end that the person would have wanted.
/// </summary>
public sealed class FieldFailureTests
{
    private static readonly CallGate Open = static (_, _, _, _) => new(GateAnswer.Allow);

    /// <summary>A stream fell silent, and nothing ever ended the wait (one of 43,084 s).</summary>
    [Fact]
    public async Task OC37580_ASilentStreamIsGivenUpAndAskedForAgain()
    {
        using var server = new MockServer([MockAnswer.Text("half of it") with { Fault = MockFault.Stall }, MockAnswer.Text("whole")]);
        Assert.Equal(EndReason.Done, End(await Run(server)).Reason);
        Assert.Equal(2, server.Requests.Count);
    }

    /// <summary>A connection that was accepted and never answered hung for more than an hour.</summary>
    [Fact]
    public async Task CX31376_AHangBeforeTheHeadersHasADeadline()
    {
        using var server = new MockServer([new MockAnswer { Fault = MockFault.Silence }, MockAnswer.Text("whole")]);
        var again = (await Run(server)).OfType<AgentEvent.Answering>().Select(e => e.Event).OfType<ModelEvent.Retrying>().Single();
        Assert.Equal(FaultKind.Deadline, again.Fault.Kind);
        Assert.Contains("within 0.4 s", again.Fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The provider said that it had failed; the client waited for the end of the connection and reported a timeout instead.</summary>
    [Fact]
    public async Task CX43140_TheProvidersOwnFailureIsWhatIsReported()
    {
        using var server = new MockServer([MockAnswer.Text("x") with { Fault = MockFault.ErrorEvent, ErrorType = "invalid_request_error", ErrorMessage = "the reason" }]);
        var end = End(await Run(server));
        Assert.Equal((EndReason.Failed, FaultKind.InvalidRequest), (end.Reason, end.Fault!.Kind));
        Assert.Contains("the reason", end.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    /// <summary>Reconnecting went on for ever.</summary>
    [Fact]
    public async Task CX3229_AttemptsAreCounted()
    {
        using var server = new MockServer([new MockAnswer { Fault = MockFault.Hang, Times = 50 }]);
        Assert.Equal(EndReason.Failed, End(await Run(server)).Reason);
        Assert.Equal(6, server.Requests.Count);
    }

    /// <summary>20 to 42 attempts a second without a pause; ten times ten where retries were nested.</summary>
    [Fact]
    public async Task Buzz5557_TheWaitsGrowAndOnlyOneHandRetries()
    {
        using var server = new MockServer([MockAnswer.Refusal(503, "", "") with { Times = 100 }]);
        var waits = (await Run(server)).OfType<AgentEvent.Answering>().Select(e => e.Event).OfType<ModelEvent.Retrying>().Select(r => r.Delay).ToList();
        Assert.Equal(6, server.Requests.Count);
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(new RetryRule().First * 0.5, new RetryRule().DelayAfter([new ModelEvent.Failed(FaultKind.Overloaded, "", 503)], null, 0.5));
    }

    /// <summary>A retry ran the turn again, tools and all: four bills for one request.</summary>
    [Fact]
    public async Task PiAgentRust125_NoToolRunsFromAnAnswerThatDidNotEnd()
    {
        var call = MockAnswer.Call("a", "Write", "{}");
        using var server = new MockServer([call with { Fault = MockFault.Truncate }, call with { Fault = MockFault.ErrorEvent }, call, MockAnswer.Text("done")]);
        var tool = FakeTool.Saying("Write", readOnly: false, "w");
        var end = End(await Run(server, tool));
        Assert.Equal((EndReason.Done, 2), (end.Reason, end.Account.Turns));
        Assert.Single(tool.Inputs);
    }

    /// <summary>Usage stood on every block of an answer and was summed (1.2 to 1.9 times the truth).</summary>
    [Fact]
    public async Task CC87303_UsageCountsOncePerAnswer()
    {
        var blocks = MockAnswer.Text("one");
        blocks.Content.Add(MockAnswer.Text("two").Content[0]!.DeepClone());
        using var server = new MockServer([blocks]);
        var events = await Run(server);
        var spent = events.OfType<AgentEvent.Answering>().Select(e => e.Event).OfType<ModelEvent.Spent>().Single();
        Assert.Equal(spent.Usage, End(events).Account.Usage);
    }

    private static async Task<List<AgentEvent>> Run(MockServer server, params FakeTool[] tools)
    {
        var loop = new AgentLoop(Asking.Anthropic(server), new ModelRequest(new RequestHead { Model = "mock-model" }), new AgentOptions { Tools = tools, Gate = Open });
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync("go"u8.ToArray(), TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }

    private static AgentEvent.Ended End(List<AgentEvent> events) => Assert.IsType<AgentEvent.Ended>(events[^1]);
}
