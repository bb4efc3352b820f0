using System.Text;
using Pith.Agents;
using Pith.Compaction.Receipts;
using Pith.Events;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Store;
using Pith.Tests.Sessions;

namespace Pith.Tests.Agents;

/// <summary>A log that refuses ends the run, before anything is done that nobody could find again.</summary>
public sealed class NotKeptTests
{
    private const string Written = """
        {"content":[{"type":"text","text":"I will"},{"type":"tool_use","id":"a","name":"Write","input":{"n":1}}]}
        {"text":"finished"}
        """;

    [Theory]
    [InlineData(0, 0)] // the prompt
    [InlineData(1, 0)] // the answer
    [InlineData(2, 0)] // the barrier before the call
    [InlineData(3, 1)] // its result
    [InlineData(4, 1)] // the last answer
    [InlineData(5, 1)] // the barrier at the end
    public async Task ARefusalAtAnyStepEndsTheRunInWords(int step, int ran)
    {
        var tool = FakeTool.Saying("Write", readOnly: false, "done");
        var loop = new AgentLoop(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(Written), "a script"), "a script"), new ModelRequest(new RequestHead { Model = "script" }),
            new AgentOptions { Tools = [tool], Gate = static (_, _, _, _) => new(GateAnswer.Allow), Log = new RefusingLog(step) });
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync("go"u8.ToArray(), TestContext.Current.CancellationToken))
            events.Add(found);
        var end = Assert.IsType<AgentEvent.Ended>(events[^1]);
        Assert.Equal((EndReason.NotKept, "the disk is full"), (end.Reason, end.Message));
        Assert.Single(events.OfType<AgentEvent.Ended>());
        Assert.Equal(ran, tool.Inputs.Count);
        Assert.Equal((step > 1 ? 1 : 0) + (step > 4 ? 1 : 0), events.OfType<AgentEvent.Answered>().Count());
        Assert.Equal(step > 3 ? 1 : 0, events.OfType<AgentEvent.Returned>().Count());
    }

    [Fact]
    public void WhatTheDiskRefusedStandsInTheLogAndTheWayOutIsSaid()
    {
        using var room = new SessionRoom();
        using var log = room.Create();
        log.NoteRefusal("answer", new StoreException("a file", "cannot write a file: the disk is full"));
        var note = File.ReadLines(log.Path).Last();
        Assert.Contains("\"type\":\"pith-disk-refused\"", note, StringComparison.Ordinal);
        Assert.Contains("\"lost\":\"answer\",\"reason\":\"cannot write a file: the disk is full\"", note, StringComparison.Ordinal);
        Assert.Empty(log.Messages());
    }

    [Theory]
    [InlineData(Durability.Strict, "prompt call result end")]
    [InlineData(Durability.Turn, "end")]
    public async Task DurabilityDecidesWhenTheLogWaitsForTheDisk(Durability durability, string expected)
    {
        using var room = new SessionRoom();
        using var log = room.Create();
        var keeper = new SessionKeeper(log, durability);
        var cancel = TestContext.Current.CancellationToken;
        var durable = new List<string>();
        await keeper.UserAsync(MessageBytes.User("go"u8), cancel);
        Note("prompt");
        await keeper.AnswerAsync("""{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"Write","input":{}}]}"""u8.ToArray(), "", "", default, "tool_use", cancel);
        Assert.False(log.IsDurable);
        await keeper.BarrierAsync(cancel);
        Note("call");
        await keeper.ResultsAsync(MessageBytes.Blocks([MessageBytes.Result("a", "done"u8, isError: false)]), cancel);
        Note("result");
        await keeper.AnswerAsync("""{"role":"assistant","content":[{"type":"text","text":"finished"}]}"""u8.ToArray(), "", "", default, "end_turn", cancel);
        Assert.False(log.IsDurable);
        await keeper.BarrierAsync(cancel);
        Note("end");
        Assert.Equal(expected, string.Join(' ', durable));

        void Note(string moment)
        {
            if (log.IsDurable)
                durable.Add(moment);
        }
    }

    private sealed class RefusingLog(int step) : IConversationLog
    {
        private int _step;

        public ValueTask UserAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => Next();

        public ValueTask AnswerAsync(ReadOnlyMemory<byte> message, string id, string model, TokenUsage usage, string stopReason, CancellationToken cancel) => Next();

        public ValueTask ResultsAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => Next();

        public ValueTask CompactedAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, Receipt receipt, CancellationToken cancel) => Next();

        public IReadOnlyList<ReadOnlyMemory<byte>> Said(long enough) => [];

        public IReadOnlyList<ReadOnlyMemory<byte>>? Uncollapsed() => null;

        public ValueTask BarrierAsync(CancellationToken cancel) => Next();

        private ValueTask Next() => _step++ == step ? throw new StoreException("a file", "the disk is full") : default;
    }
}
