using System.Text;
using Pith.Agents;
using Pith.Events;
using Pith.MockModels;
using Pith.Offload;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Store;
using Pith.Tests.Providers.Wire;
using Pith.Tests.Store;

namespace Pith.Tests.Agents;

public sealed class AgentLoopTests
{
    private static readonly CallGate Open = static (_, _, _, _) => new(GateAnswer.Allow);

    [Fact]
    public async Task WorksUntilTheModelHasFinishedAndLogsWhatIsSent()
    {
        var tool = FakeTool.Saying("Write", readOnly: false, "done");
        var log = new KeptLog();
        var events = await Run("""
            {"content":[{"type":"text","text":"I will"},{"type":"tool_use","id":"a","name":"Write","input":{"n":1}}],"usage":{"input_tokens":10,"output_tokens":2}}
            {"text":"finished","usage":{"input_tokens":20,"output_tokens":3}}
            """, new AgentOptions { Tools = [tool], Gate = Open, Log = log });
        Assert.Equal(["""{"n":1}"""], tool.Inputs);
        Assert.Equal(
        [
            """user {"role":"user","content":[{"type":"text","text":"go"}]}""",
            """answer {"role":"assistant","content":[{"type":"text","text":"I will"},{"type":"tool_use","id":"a","name":"Write","input":{"n":1}}]}""",
            "barrier",
            """results {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"done"}]}""",
            """answer {"role":"assistant","content":[{"type":"text","text":"finished"}]}""",
            "barrier",
        ], log.Entries);
        var end = End(events);
        Assert.Equal((EndReason.Done, 2, 30L, 5L), (end.Reason, end.Account.Turns, end.Account.Usage.Fresh, end.Account.Usage.Output));
    }

    [Fact]
    public async Task ReadsRunSideBySideAndWritesAloneInTheirOrder()
    {
        var read = FakeTool.Saying("Read", readOnly: true, "r");
        var write = FakeTool.Saying("Write", readOnly: false, "w");
        var events = await Run("""
            {"content":[{"type":"tool_use","id":"1","name":"Read","input":{}},{"type":"tool_use","id":"2","name":"Read","input":{}},{"type":"tool_use","id":"3","name":"Write","input":{}},{"type":"tool_use","id":"4","name":"Write","input":{}},{"type":"tool_use","id":"5","name":"Read","input":{}}]}
            {"text":"ok"}
            """, new AgentOptions { Tools = [read, write], Gate = Open });
        Assert.Equal((2, 1), (read.MostAtOnce, write.MostAtOnce));
        Assert.Equal(["1", "2", "3", "4", "5"], events.OfType<AgentEvent.CallEnded>().Select(e => e.Call.Id));
        Assert.Single(events.OfType<AgentEvent.Returned>());
    }

    [Fact]
    public async Task WhatIsRefusedOrUnknownIsAnsweredAndNeverRuns()
    {
        var tool = FakeTool.Saying("Write", readOnly: false, "w");
        var events = await Run("""
            {"content":[{"type":"tool_use","id":"1","name":"Write","input":{}},{"type":"tool_use","id":"2","name":"Fly","input":{}}]}
            {"text":"ok"}
            """, new AgentOptions { Tools = [tool] });
        Assert.Empty(tool.Inputs);
        Assert.Equal(["nobody is there to allow it", "there is no tool Fly; there are Write"], events.OfType<AgentEvent.CallRefused>().Select(e => e.Reason));
        Assert.All(events.OfType<AgentEvent.CallEnded>(), e => Assert.True(e.Result.IsError));
        Assert.Equal(EndReason.Done, End(events).Reason);
    }

    [Fact]
    public async Task ALargeResultIsSentAsAPreviewWithAHandleToTheWhole()
    {
        using var folder = new TemporaryFolder();
        var store = new BlobStore(folder.Path);
        var whole = string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i} of the file\n"));
        var events = await Run("""
            {"tool":"Read","input":{"file_path":"src/a.cs"}}
            {"text":"ok"}
            """, new AgentOptions { Tools = [FakeTool.Saying("Read", true, whole)], Gate = Open, Store = store });
        var seen = events.OfType<AgentEvent.CallEnded>().Single().Result.Text;
        Assert.InRange(seen.Length, 4096, Preview.MaxBytes);
        Assert.EndsWith($"{Handle.Of(Encoding.UTF8.GetBytes(whole))}]", Encoding.UTF8.GetString(seen.Span), StringComparison.Ordinal);
        Assert.Equal(whole, Encoding.UTF8.GetString(store.Get(BlobHash.Of(Encoding.UTF8.GetBytes(whole)))));
    }

    [Fact]
    public async Task TurnsTokensAndDollarsAreHardLimits()
    {
        const string forever = """{"tool":"Read","usage":{"input_tokens":1000000,"output_tokens":1000}}""";
        var script = string.Join('\n', Enumerable.Repeat(forever, 20));
        AgentOptions With(AgentLimits limits) => new() { Tools = [FakeTool.Saying("Read", true, "r")], Gate = Open, Limits = limits };
        var turns = End(await Run(script, With(new() { Turns = 3 })));
        Assert.Equal((EndReason.MaxTurns, 3), (turns.Reason, turns.Account.Turns));
        var tokens = End(await Run(script, With(new() { Tokens = 2_000_000 })));
        Assert.Equal((EndReason.MaxTokens, 2), (tokens.Reason, tokens.Account.Turns));
        var dollars = End(await Run(script, With(new() { Dollars = 5 }), "claude-sonnet-5-5"));
        Assert.Equal((EndReason.MaxDollars, 3, 6.03m), (dollars.Reason, dollars.Account.Turns, dollars.Account.Dollars)); // the script takes more than any prompt of its size could
    }

    [Fact]
    public void ALengthThatTheBudgetAffordsIsAskedFor()
    {
        var purse = new Purse(new AgentLimits { Dollars = 0.05m }, () => ["claude-sonnet-5-5"]);
        var request = Asking.Request(new string('x', 3000));
        Assert.Null(purse.Reserve(request));
        Assert.InRange(request.MaxTokens, 4000, 5000); // 5 cents at 10 dollars a million, less the prompt
        purse.Settle(new TokenUsage(1000, 0, 0, 0, 4700, 0), "");
        Assert.Equal(EndReason.MaxDollars, purse.Reserve(request)!.Value.Reason);
    }

    [Fact]
    public async Task ACallCutOffByTheLimitIsAnsweredAndNotRun()
    {
        var tool = FakeTool.Saying("Write", false, "w");
        const string cut = """{"tool":"Write","stop_reason":"max_tokens"}""";
        Assert.Equal(EndReason.Done, End(await Run($"{cut}\n{{\"text\":\"ok\"}}", new AgentOptions { Tools = [tool], Gate = Open })).Reason);
        Assert.Equal(EndReason.OutputLimit, End(await Run($"{cut}\n{cut}\n{cut}\n{cut}", new AgentOptions { Tools = [tool], Gate = Open })).Reason);
        Assert.Empty(tool.Inputs);
    }

    [Theory]
    [InlineData("""{"text":"no","stop_reason":"refusal"}""", EndReason.Refused)]
    [InlineData("""{"text":"a","stop_reason":"model_context_window_exceeded"}""", EndReason.WindowFull)]
    [InlineData("""{"text":"a","stop_reason":"max_tokens"}""", EndReason.OutputLimit)]
    [InlineData("""{"error":{"type":"authentication_error","message":"no"}}""", EndReason.Failed)]
    [InlineData("", EndReason.Failed)]
    public async Task EveryEndHasItsReason(string script, EndReason reason) => Assert.Equal(reason, End(await Run(script, new AgentOptions())).Reason);

    [Fact]
    public async Task APausedTurnGoesOnBySendingItBack()
    {
        var events = await Run("{\"text\":\"half\",\"stop_reason\":\"pause_turn\"}\n{\"text\":\"whole\"}", new AgentOptions());
        Assert.Equal((EndReason.Done, 2), (End(events).Reason, End(events).Account.Turns));
    }

    /// <summary>Fifty turns over the wire, with failures in between: every request begins with the one before, and each tool runs once.</summary>
    [Fact]
    public async Task FiftyTurnsOverTheWireWithFailuresInBetween()
    {
        var script = new List<MockAnswer>();
        for (var turn = 0; turn < 50; turn++)
        {
            if (turn % 7 == 3)
                script.Add(MockAnswer.Call($"lost{turn}", "Write", "{}") with { Fault = turn % 2 == 0 ? MockFault.Truncate : MockFault.ErrorEvent });
            script.Add(MockAnswer.Call($"t{turn}", "Write", $$"""{"turn":{{turn}}}""") with { Chunk = turn % 5 * 3 });
        }

        script.Add(MockAnswer.Text("all done"));
        using var server = new MockServer(script);
        var tool = FakeTool.Saying("Write", false, new string('r', 400));
        var request = new ModelRequest(new RequestHead { Model = "mock-model" });
        var loop = new AgentLoop(Asking.Anthropic(server), request, new AgentOptions { Tools = [tool], Gate = Open });
        var events = await Collect(loop);
        Assert.Equal((EndReason.Done, 51), (End(events).Reason, End(events).Account.Turns));
        Assert.Equal(Enumerable.Range(0, 50).Select(t => $$"""{"turn":{{t}}}"""), tool.Inputs);
        for (var i = 1; i < server.Requests.Count; i++)
            Assert.StartsWith(server.Requests[i - 1].Messages[..^2], server.Requests[i].Messages, StringComparison.Ordinal);
    }

    private static Task<List<AgentEvent>> Run(string script, AgentOptions options, string model = "script")
    {
        var provider = new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script");
        return Collect(new AgentLoop(provider, new ModelRequest(new RequestHead { Model = model }), options));
    }

    private static async Task<List<AgentEvent>> Collect(AgentLoop loop)
    {
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync("go"u8.ToArray(), TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }

    private static AgentEvent.Ended End(List<AgentEvent> events) => Assert.IsType<AgentEvent.Ended>(events[^1]);
}
