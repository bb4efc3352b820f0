using System.Text;
using Pith.Agents;
using Pith.Compaction.Receipts;
using Pith.Events;
using Pith.Hooks;
using Pith.MockModels;
using Pith.Providers;
using Pith.Providers.Scripts;
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
        Assert.Equal([new LoopMoment.Compacting("auto", ""), new LoopMoment.Compacted("auto")], moments.Where(m => m is LoopMoment.Compacting or LoopMoment.Compacted));
        Assert.Contains("\"the instructions\"", server.Requests[^1].Text, StringComparison.Ordinal);
        Assert.Contains("\"a hook's words\"", server.Requests[^1].Text, StringComparison.Ordinal);
        Assert.IsType<LoopMoment.Prompted>(moments[0]);
        Assert.False(Assert.IsType<LoopMoment.Finishing>(moments[^1]).IsAgain);
    }

    [Fact]
    public async Task AHookKeepsTheConversationAsItIs()
    {
        using var server = new MockServer([.. Reads, Refused, MockAnswer.Text("never asked")]);
        var events = await Run(server, new AgentOptions { Hook = static (moment, _) => new(moment is LoopMoment.Compacting ? new HookOutcome { Block = "not now" } : HookOutcome.Nothing) });
        Assert.Empty(events.OfType<AgentEvent.Compacted>());
        Assert.Equal(EndReason.Failed, Assert.IsType<AgentEvent.Ended>(events[^1]).Reason);
    }

    [Fact]
    public async Task ABoundaryThatAHookIsAgainstIsNeitherMadeNorCounted()
    {
        var script = string.Join('\n', Enumerable.Range(0, 8).Select(i => $$$"""{"tool":"Read","input":{"file_path":"src/file{{{i}}}.cs"},"usage":{"input_tokens":160000,"output_tokens":10}}""")) + "\n{\"text\":\"done\"}";
        var asked = 0;
        var events = await Run(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script"), "claude-haiku-4-5", new AgentOptions { Hook = (moment, _) => new(moment is LoopMoment.Compacting && asked++ >= 0 ? new HookOutcome { Block = "not now" } : HookOutcome.Nothing) });
        Assert.Equal(EndReason.Done, Assert.IsType<AgentEvent.Ended>(events[^1]).Reason);
        Assert.Equal(8, asked);
        Assert.False(Directory.Exists(_folder.Path)); // nothing has left
    }

    /// <summary>Hooks hear of a boundary only when the log has it, and of one that is undone not at all.</summary>
    [Fact]
    public async Task HooksHearOfABoundaryThatIsKeptAndWhoWantedIt()
    {
        var moments = new List<string>();
        var log = new BoundaryLog();
        var loop = Loop(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 6).Select(i => $$$"""{"tool":"Read","input":{"file_path":"src/file{{{i}}}.cs"}}""")) + "\n{\"text\":\"done\"}"), "script"), "script"), "claude-haiku-4-5", new AgentOptions
        {
            Log = log,
            Epochs = new EpochOptions { IsAutomatic = false },
            Hook = (moment, _) =>
            {
                if (moment is LoopMoment.Compacting or LoopMoment.Compacted)
                    moments.Add($"{moment.GetType().Name} {(moment is LoopMoment.Compacting asked ? asked.Trigger : ((LoopMoment.Compacted)moment).Trigger)} {log.Kept}");
                return new(HookOutcome.Nothing);
            },
        });
        await Events(loop);
        log.IsFull = true;
        var outcome = await loop.CompactAsync("", TestContext.Current.CancellationToken);
        Assert.Equal((null, "the disk is full"), (outcome.Event, outcome.Sentence));
        Assert.Equal(["Compacting manual 0"], moments);
        log.IsFull = false;
        Assert.NotNull((await loop.CompactAsync("", TestContext.Current.CancellationToken)).Event);
        Assert.Equal(["Compacting manual 0", "Compacting manual 0", "Compacted manual 1"], moments);
        log.IsFull = true;
        Assert.Equal("the disk is full", (await loop.UncollapseAsync(TestContext.Current.CancellationToken)).Sentence);
        log.IsFull = false;
        Assert.NotNull((await loop.UncollapseAsync(TestContext.Current.CancellationToken)).Event);
        Assert.Equal(3, moments.Count);
    }

    private static IEnumerable<MockAnswer> Reads => Enumerable.Range(0, 12).Select(i => MockAnswer.Call($"c{i}", "Read", $$"""{"file_path":"src/file{{i}}.cs"}"""));

    private Task<List<AgentEvent>> Run(MockServer server, AgentOptions options) => Run(new AnthropicProvider(new ProviderOptions { BaseUrl = server.Address, ApiKey = "key" }), "claude-sonnet-5", options);

    private Task<List<AgentEvent>> Run(IModelProvider provider, string model, AgentOptions options) => Events(Loop(provider, model, options));

    private AgentLoop Loop(IModelProvider provider, string model, AgentOptions options)
    {
        var request = new ModelRequest(new RequestHead { Model = model, Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())] });
        var tool = FakeTool.Answering("Read", readOnly: true, call => string.Join('\n', Enumerable.Range(0, 120).Select(n => $"line {n} of {call.Id}: var value{n} = Compute(input, {n});")));
        return new AgentLoop(provider, request, options with { Tools = [tool], Gate = static (_, _, _, _) => new(GateAnswer.Allow), Store = new BlobStore(_folder.Path) });
    }

    private static async Task<List<AgentEvent>> Events(AgentLoop loop)
    {
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync(Encoding.UTF8.GetBytes("Fix it."), TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }

    /// <summary>A log that can be full, and tells how many boundaries it has.</summary>
    private sealed class BoundaryLog : IConversationLog
    {
        public bool IsFull { get; set; }

        public int Kept { get; private set; }

        public ValueTask UserAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => default;

        public ValueTask AnswerAsync(ReadOnlyMemory<byte> message, string id, string model, TokenUsage usage, string stopReason, CancellationToken cancel) => default;

        public ValueTask ResultsAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => default;

        public ValueTask CompactedAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, Receipt receipt, CancellationToken cancel)
        {
            if (IsFull)
                throw new StoreException("a file", "the disk is full");
            Kept++;
            return default;
        }

        public IReadOnlyList<ReadOnlyMemory<byte>>? Uncollapsed() => [MessageBytes.User("as it was"u8)];

        public ValueTask BarrierAsync(CancellationToken cancel) => default;
    }
}
