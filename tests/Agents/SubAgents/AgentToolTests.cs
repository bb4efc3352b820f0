using System.Text;
using Pith.Agents;
using Pith.Agents.SubAgents;
using Pith.Providers;
using Pith.Tools;

namespace Pith.Tests.Agents.SubAgents;

/// <summary>Sub-agents, with models that are functions.</summary>
public sealed class AgentToolTests
{
    private const string Model = "claude-sonnet-5-5";

    private readonly FakeTool _read = FakeTool.Saying("Read", readOnly: true, "file content");
    private readonly FakeTool _write = FakeTool.Saying("Write", readOnly: false, "written");
    private readonly List<SubAgentOrder> _orders = [];
    private readonly List<ModelRequest> _requests = [];
    private int _released;

    private CallGate Gate { get; set; } = static (_, _, _, _) => new(GateAnswer.Allow);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnlyTheReportEntersTheConversation()
    {
        var (events, request) = await Run(asked => asked.Messages.Count == 1
            ? SpokenModel.Call("""{"description":"look","prompt":"find the bug","subagent_type":"Explore"}""")
            : SpokenModel.Said("thanks"), new SpokenModel(asked => asked.Messages.Count == 1 ? """{"tool":"Read","input":{"file_path":"a"}}""" : SpokenModel.Said("the bug is in a.cs:3")));
        var child = Assert.Single(_requests);
        Assert.Equal(["Read"], child.Head.Tools.Select(t => t.Name));
        Assert.Contains("You look for what the task asks", Text(child.Head.System[0]), StringComparison.Ordinal);
        Assert.Contains("find the bug", Text(child.Messages[0]), StringComparison.Ordinal);
        Assert.Equal(4, request.Messages.Count);
        var result = Text(request.Messages[2]);
        Assert.Contains("the bug is in a.cs:3", result, StringComparison.Ordinal);
        Assert.Contains($"[agent {_orders[0].Id}, Explore: 2 turns, 1,100 tokens, $", result, StringComparison.Ordinal);
        Assert.DoesNotContain("file content", string.Concat(request.Messages.Select(Text)), StringComparison.Ordinal);
        Assert.Equal((EndReason.Done, 1), (End(events).Reason, _released));
    }

    [Fact]
    public async Task WhatSubAgentsTookIsInTheAccount()
    {
        var (events, _) = await Run(asked => asked.Messages.Count == 1
            ? SpokenModel.Call("""{"description":"look","prompt":"x","subagent_type":"Explore"}""")
            : SpokenModel.Said("thanks"), new SpokenModel(_ => SpokenModel.Said("done")));
        var account = End(events).Account;
        Assert.Equal((2, 3000L, 210L), (account.Turns, account.Usage.Fresh, account.Usage.Output));
        var agent = Assert.Single(account.Agents);
        Assert.Equal(("Explore", "look", 1, 1000L), (agent.Kind, agent.Description, agent.Account.Turns, agent.Account.Usage.Fresh));
        Assert.Equal(0.003m, agent.Account.Dollars);
        Assert.Equal(0.0081m, account.Dollars);
    }

    [Fact]
    public async Task AgentsThatOnlyReadRunSideBySideAndOthersOneAfterAnother()
    {
        async Task<int> MostAtOnce(string kind)
        {
            var (running, most) = (0, 0);
            var child = new SpokenModel(async (_, cancel) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Delay(100, cancel);
                Interlocked.Decrement(ref running);
                return SpokenModel.Said("done");
            });
            var input = $$"""{"description":"d","prompt":"p","subagent_type":"{{kind}}"}""";
            await Run(asked => asked.Messages.Count == 1 ? $$"""{"content":[{{SpokenModel.Block(input, "c1")}},{{SpokenModel.Block(input, "c2")}},{{SpokenModel.Block(input, "c3")}}]}""" : SpokenModel.Said("ok"), child);
            return most;
        }

        Assert.Equal(3, await MostAtOnce("Explore"));
        Assert.Equal(1, await MostAtOnce("general-purpose"));
    }

    [Fact]
    public async Task AForkBeginsWithItsParentsBytes()
    {
        var (_, request) = await Run(asked => asked.Messages.Count == 1
            ? $$"""{"content":[{"type":"text","text":"I ask two"},{{SpokenModel.Block("""{"description":"d","prompt":"look aside","subagent_type":"fork"}""", "c1")}},{"type":"tool_use","id":"c2","name":"Read","input":{} }]}"""
            : SpokenModel.Said("ok"), new SpokenModel(_ => SpokenModel.Said("seen")));
        var fork = Assert.Single(_requests);
        Assert.Same(request.Head, fork.Head);
        Assert.Equal([Text(request.Messages[0]), Text(request.Messages[1])], fork.Messages.Take(2).Select(Text));
        Assert.StartsWith("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1",""", Text(fork.Messages[2]), StringComparison.Ordinal);
        Assert.Contains("""{"type":"tool_result","tool_use_id":"c2",""", Text(fork.Messages[2]), StringComparison.Ordinal);
        Assert.EndsWith("""{"type":"text","text":"look aside"}]}""", Text(fork.Messages[2]), StringComparison.Ordinal);
        Assert.Contains("seen", Text(request.Messages[2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APurseInsideThePurseIsNeverOverdrawn()
    {
        // Two cents; each answer of a child costs 0.3 cents, and each child would go on for ever.
        var input = """{"description":"d","prompt":"p","subagent_type":"Explore"}""";
        var (events, request) = await Run(asked => asked.Messages.Count == 1
            ? $$"""{"content":[{{SpokenModel.Block(input, "c1")}},{{SpokenModel.Block(input, "c2")}}]}"""
            : SpokenModel.Said("ok"), new SpokenModel(_ => """{"tool":"Read","input":{},"usage":{"input_tokens":1000,"output_tokens":100}}"""), new AgentLimits { Dollars = 0.02m });
        var account = End(events).Account;
        Assert.InRange(account.Dollars!.Value, 0.006m, 0.02m);
        Assert.Equal(2, account.Agents.Count);
        Assert.True(account.Agents.Min(a => a.Account.Turns) < account.Agents.Max(a => a.Account.Turns));
        Assert.Contains("The agent did not finish: $", Text(request.Messages[2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheModelOfAnAgentMustHavePricesWhereDollarsAreLimited()
    {
        var (_, request) = await Run(asked => asked.Messages.Count == 1
            ? SpokenModel.Call("""{"description":"d","prompt":"p","model":"my-own"}""")
            : SpokenModel.Said("ok"), new SpokenModel(_ => SpokenModel.Said("done")), new AgentLimits { Dollars = 1 });
        Assert.Contains("The prices of my-own are not known", Text(request.Messages[2]), StringComparison.Ordinal);
        Assert.Equal((0, 1), (_requests.Count, _released));
    }

    [Fact]
    public async Task AgentsStartAgentsToADepthAndNoFurther()
    {
        var depths = new List<int>();
        var child = new SpokenModel(asked =>
        {
            if (asked.Messages.Count > 1)
                return SpokenModel.Said($"level {depths.Count}");
            depths.Add(asked.Head.Tools.Count(t => t.Name == "Agent"));
            return depths[^1] > 0 ? SpokenModel.Call("""{"description":"d","prompt":"deeper"}""") : SpokenModel.Said("bottom");
        });
        var (events, _) = await Run(asked => asked.Messages.Count == 1 ? SpokenModel.Call("""{"description":"d","prompt":"p"}""") : SpokenModel.Said("ok"), child);
        Assert.Equal([1, 0], depths);
        Assert.Equal((_orders[0].Id, ""), (_orders[1].ParentId, _orders[0].ParentId));
        var outer = Assert.Single(End(events).Account.Agents);
        // Two answers of its own, and one of the agent that it started.
        Assert.Equal((2, 3000L, 210L), (outer.Account.Turns, outer.Account.Usage.Fresh, outer.Account.Usage.Output));
        Assert.Equal(1000, Assert.Single(outer.Account.Agents).Account.Usage.Fresh);
    }

    [Fact]
    public async Task AForkAtTheGreatestDepthIsToldToDoItItself()
    {
        var texts = new List<string>();
        var child = new SpokenModel(asked =>
        {
            texts.Add(Text(asked.Messages[^1]));
            return texts.Count <= 2 ? SpokenModel.Call("""{"description":"d","prompt":"p","subagent_type":"fork"}""", $"d{texts.Count}") : SpokenModel.Said("enough");
        });
        await Run(asked => asked.Messages.Count == 1 ? SpokenModel.Call("""{"description":"d","prompt":"p","subagent_type":"fork"}""") : SpokenModel.Said("ok"), child);
        Assert.Contains(texts, t => t.Contains("agents start each other to a depth of 2. Do it yourself.", StringComparison.Ordinal));
        Assert.Equal(2, _orders.Count);
    }

    [Fact]
    public async Task NoAgentMayMoreThanItsParent()
    {
        Gate = (tool, _, _, _) => new(tool.Spec.Name == "Write" ? GateAnswer.Deny("not here") : GateAnswer.Allow);
        var seen = "";
        await Run(asked => asked.Messages.Count == 1 ? SpokenModel.Call("""{"description":"d","prompt":"p"}""") : SpokenModel.Said("ok"), new SpokenModel(asked =>
        {
            seen += Text(asked.Messages[^1]);
            return asked.Messages.Count == 1 ? """{"tool":"Write","input":{}}""" : SpokenModel.Said("done");
        }));
        Assert.Empty(_write.Inputs);
        Assert.Contains("not here", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunStartsSoManyAndNoMore()
    {
        var (_, request) = await Run(asked => asked.Messages.Count < 8 ? SpokenModel.Call("""{"description":"d","prompt":"p","subagent_type":"Explore"}""", $"c{asked.Messages.Count}") : SpokenModel.Said("ok"), new SpokenModel(_ => SpokenModel.Said("done")));
        Assert.Equal(3, _orders.Count);
        Assert.Contains("This run has started 3 agents, which is all it may.", Text(request.Messages[8]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancellingEndsTheWholeTreeAndBooksWhatItTook()
    {
        using var stop = new CancellationTokenSource();
        var child = new SpokenModel(async (asked, cancel) =>
        {
            if (asked.Messages.Count == 1)
                return """{"tool":"Read","input":{},"usage":{"input_tokens":1000}}""";
            stop.Cancel();
            await Task.Delay(Timeout.Infinite, cancel);
            return "";
        });
        var tool = Tool(child);
        var (loop, _) = Loop(new SpokenModel(_ => SpokenModel.Call("""{"description":"d","prompt":"p"}""")), tool, new AgentLimits());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in loop.RunAsync("go"u8.ToArray(), stop.Token))
            {
            }
        });
        Assert.Equal(1, _released);
        Assert.Equal(1000, loop.Purse.Account.Agents.Single().Account.Usage.Fresh);
    }

    [Theory]
    [InlineData("""{"description":"d"}""", "\\\"prompt\\\" is missing")]
    [InlineData("""{"description":"d","prompt":"p","subagent_type":"Nobody"}""", "There is no kind of agent called Nobody; there are Explore, general-purpose, fork.")]
    [InlineData("""{"description":"d","prompt":"p","isolation":"moon"}""", "must be one of none, worktree")]
    public async Task AWrongCallIsAnswered(string input, string sentence)
    {
        var (_, request) = await Run(asked => asked.Messages.Count == 1 ? SpokenModel.Call(input) : SpokenModel.Said("ok"), new SpokenModel(_ => SpokenModel.Said("done")));
        Assert.Contains(sentence, Text(request.Messages[2]), StringComparison.Ordinal);
        Assert.Empty(_orders);
    }

    [Fact]
    public async Task AnAgentThatFailsIsAnErrorWithWhatItHadSaid()
    {
        var (events, request) = await Run(asked => asked.Messages.Count == 1 ? SpokenModel.Call("""{"description":"d","prompt":"p"}""") : SpokenModel.Said("ok"), new SpokenModel(asked => asked.Messages.Count == 1
            ? """{"content":[{"type":"text","text":"half of it"},{"type":"tool_use","id":"r","name":"Read","input":{}}]}"""
            : """{"error":{"type":"overloaded_error","message":"too busy"}}"""));
        var result = Text(request.Messages[2]);
        Assert.Contains("half of it\\n\\n[The agent did not finish: ", result, StringComparison.Ordinal);
        Assert.Contains("too busy", result, StringComparison.Ordinal);
        Assert.Contains("\"is_error\":true", result, StringComparison.Ordinal);
        Assert.Equal(EndReason.Done, End(events).Reason);
    }

    private AgentTool Tool(SpokenModel child) => new(new AgentFamily(AgentKind.BuiltIn, order =>
    {
        lock (_orders)
            _orders.Add(order);
        var watched = new SpokenModel((request, cancel) =>
        {
            lock (_requests)
                if (!_requests.Contains(request))
                    _requests.Add(request);
            return child.Answer(request, cancel);
        });
        var system = order.Kind.Prompt.Length > 0 ? order.Kind.Prompt : "preamble";
        return new SubAgentGear(new RequestHead { Model = order.Model ?? Model, System = [Encoding.UTF8.GetBytes(system)] }, watched, [_read, _write], (tool, call, needs, cancel) => Gate(tool, call, needs, cancel), new NoLog(), () => Interlocked.Increment(ref _released));
    })
    {
        Most = 3,
    });

    private (AgentLoop Loop, ModelRequest Request) Loop(SpokenModel main, AgentTool tool, AgentLimits limits)
    {
        ITool[] tools = [_read, _write, tool];
        var request = new ModelRequest(new RequestHead { Model = Model, Tools = [.. tools.Select(t => new ToolDeclaration(t.Spec.Name, t.Spec.Description, t.Spec.InputSchema))] });
        var loop = new AgentLoop(main, request, new AgentOptions { Tools = tools, Gate = (t, call, needs, cancel) => Gate(t, call, needs, cancel), Limits = limits });
        tool.Attach(loop);
        return (loop, request);
    }

    private async Task<(List<AgentEvent> Events, ModelRequest Request)> Run(Func<ModelRequest, string> main, SpokenModel child, AgentLimits? limits = null)
    {
        var (loop, request) = Loop(new SpokenModel(main), Tool(child), limits ?? new AgentLimits());
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync("go"u8.ToArray(), Cancel))
            events.Add(found);
        return (events, request);
    }

    private static AgentEvent.Ended End(List<AgentEvent> events) => Assert.IsType<AgentEvent.Ended>(events[^1]);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
