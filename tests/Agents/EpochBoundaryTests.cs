using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.MockModels;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Agents;

/// <summary>A conversation that outgrows its window goes on: smaller, valid, with everything in the store and the log.</summary>
public sealed class EpochBoundaryTests : IDisposable
{
    private static readonly CallGate Open = static (_, _, _, _) => new(GateAnswer.Allow);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARefusalForLengthIsAnsweredWithASmallerRequestUntilOneFits()
    {
        var refused = MockAnswer.Refusal(400, "invalid_request_error", "prompt is too long: 260000 tokens > 200000 maximum");
        using var server = new MockServer([.. Enumerable.Range(0, 12).Select(i => MockAnswer.Call($"c{i}", "Read", $$"""{"file_path":"src/file{{i}}.cs"}""")), refused, refused, MockAnswer.Text("done")]);
        var (events, request) = await Work(server, new NoLog());
        Assert.Equal(2, events.OfType<AgentEvent.Compacted>().Count());
        Assert.All(events.OfType<AgentEvent.Compacted>(), c => Assert.True(c.After < c.Before));
        Assert.Equal(EndReason.Done, Assert.IsType<AgentEvent.Ended>(events[^1]).Reason);
        var sent = server.Requests.Select(r => r.Text).ToArray();
        Assert.True(sent[^2].Length < sent[^3].Length && sent[^1].Length < sent[^2].Length);
        Assert.Contains("Fix it. You must never touch the lexer.", sent[^1], StringComparison.Ordinal);
        Assert.Contains("<pith-memory", sent[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWindowThatIsNearlyFullEndsTheEpochBeforeTheRequest()
    {
        var script = string.Join('\n', Enumerable.Range(0, 12).Select(i => $$$"""{"tool":"Read","input":{"file_path":"src/file{{{i}}}.cs"},"usage":{"input_tokens":{{{(i < 11 ? 14_000 * (i + 1) : 20_000)}}},"output_tokens":10}}""")) + "\n{\"text\":\"done\"}";
        var provider = new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script");
        var events = await Run(provider, "claude-haiku-4-5", new NoLog(), compacts: true);
        var boundary = Assert.Single(events.OfType<AgentEvent.Compacted>());
        Assert.InRange(boundary.After, 1, boundary.Before * 45 / 100);
        Assert.Equal(EndReason.Done, Assert.IsType<AgentEvent.Ended>(events[^1]).Reason);
    }

    [Fact]
    public async Task OffIsOff()
    {
        using var server = new MockServer([MockAnswer.Refusal(400, "invalid_request_error", "prompt is too long: 260000 tokens > 200000 maximum")]);
        var (events, _) = await Work(server, new NoLog(), compacts: false);
        Assert.Equal(EndReason.Failed, Assert.IsType<AgentEvent.Ended>(Assert.Single(events, e => e is AgentEvent.Ended)).Reason);
    }

    [Fact]
    public async Task TheSessionGoesOnFromTheBoundaryAndKeepsWhatWasBeforeIt()
    {
        var refused = MockAnswer.Refusal(400, "invalid_request_error", "prompt is too long: 260000 tokens > 200000 maximum");
        using var server = new MockServer([.. Enumerable.Range(0, 12).Select(i => MockAnswer.Call($"c{i}", "Read", $$"""{"file_path":"src/file{{i}}.cs"}""")), refused, MockAnswer.Text("done")]);
        var store = new BlobStore(_folder.Path);
        using var session = SessionLog.Create(new SessionFolder(_folder.Path), new SessionHeader { Cwd = "/work" }, store, new SessionOptions());
        var (_, request) = await Work(server, new SessionKeeper(session));
        var again = new ModelRequest(new RequestHead { Model = "claude-sonnet-5" });
        Assert.Empty(SessionKeeper.Restore(session, again));
        var last = server.Requests[^1].Text;
        foreach (var message in again.Messages.SkipLast(1))
            Assert.Contains(Encoding.UTF8.GetString(message.Span).Split(",\"cache_control\"")[0][..^3], last, StringComparison.Ordinal);
        Assert.Contains("line 7 of c3", File.ReadAllText(session.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(290, false)]
    [InlineData(310, true)]
    public async Task ACacheThatIsColdMakesABoundaryFree(int idleSeconds, bool compacts)
    {
        var clock = new RestingClock();
        var script = "{\"tool\":\"Read\",\"input\":{\"file_path\":\"a.cs\"},\"usage\":{\"input_tokens\":40000,\"output_tokens\":10}}\n{\"text\":\"done\",\"usage\":{\"input_tokens\":90000,\"output_tokens\":10}}\n{\"text\":\"again\",\"usage\":{\"input_tokens\":30000,\"output_tokens\":10}}";
        var log = new KeptLog();
        var loop = Loop(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script"), Ask("claude-haiku-4-5"), log, new EpochOptions(), clock);
        await Events(loop);
        clock.Rest(idleSeconds);
        var second = await Events(loop);
        Assert.Equal(compacts, second.OfType<AgentEvent.Compacted>().Any());
        if (compacts)
            Assert.True(Assert.Single(log.Receipts).Money is { IsCold: true, SavedPerCall: > 0 } money && money.Boundary < money.Stay);
    }

    [Fact]
    public async Task BoundariesThatDoNotHelpEndTheRunWithASentence()
    {
        var script = string.Join('\n', Enumerable.Range(0, 30).Select(i => $$$"""{"tool":"Read","input":{"file_path":"src/file{{{i}}}.cs"},"usage":{"input_tokens":160000,"output_tokens":10}}"""));
        var events = await Run(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script"), "claude-haiku-4-5", new NoLog(), compacts: true);
        Assert.InRange(events.OfType<AgentEvent.Compacted>().Count(), 2, 3);
        var end = Assert.IsType<AgentEvent.Ended>(events[^1]);
        Assert.Equal(EndReason.WindowFull, end.Reason);
        Assert.Contains("fills again", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryBoundaryIsMadeFromTheLogAndLeavesAReceiptWhoseHandlesLive()
    {
        var script = string.Join('\n', Enumerable.Range(0, 26).Select(i => $$$"""{"tool":"Read","input":{"file_path":"src/file{{{i}}}.cs"},"usage":{"input_tokens":{{{20_000 + 11_000 * (i % 13)}}},"output_tokens":10}}""")) + "\n{\"text\":\"done\"}";
        var store = new BlobStore(_folder.Path);
        using var session = SessionLog.Create(new SessionFolder(_folder.Path), new SessionHeader { Cwd = "/work" }, store, new SessionOptions());
        await Run(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script"), "claude-haiku-4-5", new SessionKeeper(session), compacts: true);
        var receipts = SessionReceipts.Of(session.Path, store).Select(r => JsonDocument.Parse(r.Json).RootElement).ToList();
        Assert.Equal(2, receipts.Count);
        foreach (var left in receipts.SelectMany(r => r.GetProperty("left").EnumerateArray()).Where(l => l.TryGetProperty("handle", out _)))
        {
            Assert.True(store.TryResolve(left.GetProperty("handle").GetString()![5..], out var hash));
            var text = store.Get(hash);
            Assert.True(left.TryGetProperty("line", out var line) ? line.GetInt32() <= text.AsSpan().Count((byte)'\n') : hash.ToString() == left.GetProperty("sha256").GetString());
        }

        // The second sees the first call's lines themselves, not what the first boundary made of them.
        Assert.True(store.TryResolve(receipts[1].GetProperty("history").GetString()![5..], out var history));
        var all = Encoding.UTF8.GetString(store.Get(history));
        Assert.InRange(Enumerable.Count(all.Split('\n'), line => line.StartsWith("line 99 of ", StringComparison.Ordinal)), 20, 26);
        Assert.DoesNotContain("<pith-memory", all, StringComparison.Ordinal);
        Assert.Equal(1, session.Said().Count(m => Encoding.UTF8.GetString(m.Content.Span).Contains("never touch the lexer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TheUserMayAskForABoundaryAndTakeItBack()
    {
        using var server = new MockServer([.. Enumerable.Range(0, 6).Select(i => MockAnswer.Call($"c{i}", "Read", $$"""{"file_path":"src/file{{i}}.cs"}""")), MockAnswer.Text("done")]);
        using var session = SessionLog.Create(new SessionFolder(_folder.Path), new SessionHeader { Cwd = "/work" }, new BlobStore(_folder.Path), new SessionOptions());
        var loop = Loop(new AnthropicProvider(new ProviderOptions { BaseUrl = server.Address, ApiKey = "key" }), Ask("claude-sonnet-5"), new SessionKeeper(session), new EpochOptions { IsAutomatic = false }, TimeProvider.System);
        Assert.Null((await loop.CompactAsync("", TestContext.Current.CancellationToken)).Event);
        await Events(loop);
        var before = loop.Request.Messages.Select(m => Encoding.UTF8.GetString(m.Span)).ToArray();
        var outcome = await loop.CompactAsync("", TestContext.Current.CancellationToken);
        Assert.True(outcome.Event is { Trigger: "manual" } done && done.After < done.Before, outcome.Sentence);
        Assert.True(loop.Request.Messages.Sum(m => m.Length) < before.Sum(m => m.Length) / 2 + 2000);
        Assert.Equal(before.Length, session.Uncollapsed()!.Count);
    }

    /// <summary>What leaves must be in the store: a full one ends the run in words, and nothing left.</summary>
    [Fact]
    public async Task AFullStoreEndsTheRunInWordsAndNothingHasLeft()
    {
        var script = string.Join('\n', Enumerable.Range(0, 12).Select(i => $$$"""{"tool":"Read","input":{"file_path":"src/file{{{i}}}.cs"},"usage":{"input_tokens":{{{14_000 * (i + 1)}}},"output_tokens":10}}""")) + "\n{\"text\":\"done\"}";
        var request = Ask("claude-haiku-4-5");
        var full = new BlobStore(_folder.Path, new StoreLimits { Quota = 1 });
        var loop = Loop(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script"), request, new NoLog(), new EpochOptions(), TimeProvider.System, full);
        var end = Assert.IsType<AgentEvent.Ended>((await Events(loop))[^1]);
        Assert.Equal(EndReason.NotKept, end.Reason);
        Assert.Same(request, loop.Request);
        var outcome = await loop.CompactAsync("", TestContext.Current.CancellationToken);
        Assert.Equal((null, end.Message), (outcome.Event, outcome.Sentence));
    }

    private async Task<(List<AgentEvent> Events, ModelRequest Request)> Work(MockServer server, IConversationLog log, bool compacts = true)
    {
        var request = Ask("claude-sonnet-5");
        return (await Run(new AnthropicProvider(new ProviderOptions { BaseUrl = server.Address, ApiKey = "key" }), request, log, compacts), request);
    }

    private Task<List<AgentEvent>> Run(IModelProvider provider, string model, IConversationLog log, bool compacts) => Run(provider, Ask(model), log, compacts);

    private async Task<List<AgentEvent>> Run(IModelProvider provider, ModelRequest request, IConversationLog log, bool compacts)
    {
        return await Events(Loop(provider, request, log, new EpochOptions { IsAutomatic = compacts }, TimeProvider.System));
    }

    private AgentLoop Loop(IModelProvider provider, ModelRequest request, IConversationLog log, EpochOptions epochs, TimeProvider time, BlobStore? store = null)
    {
        var tool = FakeTool.Answering("Read", readOnly: true, call => string.Join('\n', Enumerable.Range(0, 120).Select(n => $"line {n} of {call.Id}: var value{n} = Compute(input, {n});")));
        return new AgentLoop(provider, request, new AgentOptions { Tools = [tool], Gate = Open, Log = log, Store = store ?? new BlobStore(_folder.Path), Epochs = epochs, Time = time });
    }

    private static async Task<List<AgentEvent>> Events(AgentLoop loop)
    {
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync("Fix it. You must never touch the lexer."u8.ToArray(), TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }

    private static ModelRequest Ask(string model) => new(new RequestHead { Model = model, Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())] });

    private sealed class RestingClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Rest(int seconds) => _ticks += seconds * TimeSpan.TicksPerSecond;
    }
}
