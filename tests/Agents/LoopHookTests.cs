using System.Text;
using Pith.Agents;
using Pith.Hooks;
using Pith.MockModels;
using Pith.Providers;
using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Agents;

/// <summary>What others have to say at the boundary of an epoch.</summary>
public sealed class LoopHookTests : IDisposable
{
    private static readonly MockAnswer Refused = MockAnswer.Refusal(400, "invalid_request_error", "prompt is too long: 260000 tokens > 200000 maximum");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatTheModelWasToldIsToldAnewWhenAnEpochEnds()
    {
        var moments = new List<LoopMoment>();
        using var server = new MockServer([.. Reads, Refused, MockAnswer.Text("done")]);
        var told = false;
        var events = await Run(server, new AgentOptions
        {
            Notes = anew =>
            {
                if (told && !anew)
                    return [];
                told = true;
                return ["the instructions"u8.ToArray()];
            },
            Hook = (moment, _) =>
            {
                moments.Add(moment);
                return new(moment is LoopMoment.Compacted ? new HookOutcome { Context = ["a hook's words"] } : HookOutcome.Nothing);
            },
        });
        Assert.Single(events.OfType<AgentEvent.Compacted>());
        Assert.Equal(["Compacting { Trigger = auto }", "Compacted { Trigger = auto }"], moments.Select(m => m.ToString()).Where(m => m.StartsWith("Compact", StringComparison.Ordinal)));
        Assert.Contains("\"the instructions\"},{\"type\":\"text\",\"text\":\"a hook's words\"", server.Requests[^1].Text, StringComparison.Ordinal);
        Assert.IsType<LoopMoment.Prompted>(moments[0]);
        Assert.Equal(new LoopMoment.Finishing(false), moments[^1]);
    }

    [Fact]
    public async Task AHookKeepsTheConversationAsItIs()
    {
        using var server = new MockServer([.. Reads, Refused, MockAnswer.Text("never asked")]);
        var events = await Run(server, new AgentOptions { Hook = static (moment, _) => new(moment is LoopMoment.Compacting ? new HookOutcome { Block = "not now" } : HookOutcome.Nothing) });
        Assert.Empty(events.OfType<AgentEvent.Compacted>());
        Assert.Equal(EndReason.Failed, Assert.IsType<AgentEvent.Ended>(events[^1]).Reason);
    }

    private static IEnumerable<MockAnswer> Reads => Enumerable.Range(0, 12).Select(i => MockAnswer.Call($"c{i}", "Read", $$"""{"file_path":"src/file{{i}}.cs"}"""));

    private async Task<List<AgentEvent>> Run(MockServer server, AgentOptions options)
    {
        var request = new ModelRequest(new RequestHead { Model = "claude-sonnet-5", Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())] });
        var tool = FakeTool.Answering("Read", readOnly: true, call => string.Join('\n', Enumerable.Range(0, 120).Select(n => $"line {n} of {call.Id}: var value{n} = Compute(input, {n});")));
        var loop = new AgentLoop(new AnthropicProvider(new ProviderOptions { BaseUrl = server.Address, ApiKey = "key" }), request, options with { Tools = [tool], Gate = static (_, _, _, _) => new(GateAnswer.Allow), Store = new BlobStore(_folder.Path) });
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync(Encoding.UTF8.GetBytes("Fix it."), TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }
}
