using System.Text;
using System.Text.Json.Nodes;
using Pith.Agents;
using Pith.MockModels;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Providers.Wire;
using Pith.Tests.Store;

namespace Pith.Tests.Agents;

/// <summary>A boundary by the provider: off unless switched on, its block sent back to the byte, and code alone where it fails.</summary>
public sealed class ProviderSummaryTests : IDisposable
{
    private const string Model = "claude-sonnet-5-5", Beta = "compact-2026-09-04";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheBlockStandsInPlaceOfWhatItSummarizesAndThinkingBehindItStaysValid()
    {
        using var server = new MockServer([.. Reads(4), MockAnswer.Text("four read"), .. Reads(2), MockAnswer.Text("six read")]);
        using var session = Session();
        var loop = Loop(server, session, isOn: true);
        await Run(loop, "read four");
        var (outcome, turns) = (await loop.CompactAsync("the names of files", TestContext.Current.CancellationToken), loop.Account.Turns);
        Assert.NotNull(outcome.Event);
        var asked = JsonNode.Parse(server.Requests[^1].Body)!;
        Assert.Contains("the names of files", (string?)asked["compaction"]!["instructions"], StringComparison.Ordinal);
        Assert.Equal(5, turns);
        Assert.True(outcome.Event.Usage.Input > 0 && outcome.Event.Usage.Produced > 0);
        Assert.IsType<AgentEvent.Ended>((await Run(loop, "read two more"))[^1]);
        foreach (var request in server.Requests.Skip(6))
        {
            var messages = JsonNode.Parse(request.Body)!["messages"]!.AsArray();
            Assert.Equal("compaction", (string?)messages[0]!["content"]![0]!["type"]);
            Assert.StartsWith("summary.", (string?)messages[0]!["content"]![0]!["signature"], StringComparison.Ordinal);
            Assert.Contains(Beta, request.Headers["anthropic-beta"], StringComparison.Ordinal);
        }

        Assert.Equal(9, server.Requests.Count); // none was refused, so all thinking was valid
        Assert.Single(SessionReceipts.Of(session.Path, new BlobStore(_folder.Path)));
    }

    [Fact]
    public async Task TheLastExchangeStaysToTheByteWhenTheWindowFillsAmidWork()
    {
        using var server = new MockServer([.. Reads(12), MockAnswer.Text("all read")]);
        var loop = Loop(server, null, isOn: true, window: 20_000);
        var events = await Run(loop, "read it all");
        Assert.IsType<AgentEvent.Ended>(events[^1]);
        Assert.NotEmpty(events.OfType<AgentEvent.Compacted>());
        Assert.All(events.OfType<AgentEvent.Compacted>(), c => Assert.Equal("mock-model", c.Model));
        var asking = server.Requests.ToList().FindIndex(r => r.Text.Contains("\"compaction\":{", StringComparison.Ordinal));
        var (before, after) = (server.Requests[asking], server.Requests[asking + 1]);
        var tail = JsonNode.Parse(after.Body)!["messages"]!.AsArray();
        Assert.Equal(3, tail.Count);
        Assert.Equal("thinking", (string?)tail[1]!["content"]![0]!["type"]);
        Assert.DoesNotContain((string)tail[1]!["content"]![1]!["id"]!, before.Text, StringComparison.Ordinal); // what stays is not summarized too
    }

    [Theory]
    [InlineData("""{"summary":true,"fault":"Refuse","status":400,"error_type":"invalid_request_error"}""")]
    [InlineData("""{"summary":true,"text":"I will go on instead"}""")]
    [InlineData("""{"summary":true,"content":[{"type":"compaction","content":"","signature":"x"}],"stop_reason":"max_tokens"}""")]
    [InlineData("""{"summary":true,"content":[{"type":"compaction","content":" ","signature":"x"}],"stop_reason":"compaction"}""")]
    public async Task CodeAloneCompactsWhereTheProviderDoesNot(string answer)
    {
        using var server = new MockServer([.. Reads(4), MockAnswer.Text("four read"), MockAnswer.Parse(answer), MockAnswer.Text("on")]);
        var loop = Loop(server, null, isOn: true);
        await Run(loop, "read four");
        var outcome = await loop.CompactAsync("", TestContext.Current.CancellationToken);
        Assert.NotNull(outcome.Event);
        Assert.Empty(outcome.Event.Model);
        Assert.Contains("<pith-memory", Encoding.UTF8.GetString(loop.Request.Messages[0].Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsAskedUnlessItIsSwitchedOn()
    {
        using var server = new MockServer([.. Reads(4), MockAnswer.Text("four read")]);
        var loop = Loop(server, null, isOn: false);
        await Run(loop, "read four");
        Assert.NotNull((await loop.CompactAsync("", TestContext.Current.CancellationToken)).Event);
        Assert.Equal(5, server.Requests.Count);
        Assert.DoesNotContain(server.Requests, r => r.Headers.ContainsKey("anthropic-beta"));
    }

    [Fact]
    public async Task ASessionGoesOnWithItsSummaryAfterTheSwitchIsOffAgain()
    {
        using var server = new MockServer([.. Reads(4), MockAnswer.Text("four read"), MockAnswer.Text("still here")]);
        var path = "";
        using (var session = Session())
        {
            var loop = Loop(server, session, isOn: true);
            await Run(loop, "read four");
            Assert.NotNull((await loop.CompactAsync("", TestContext.Current.CancellationToken)).Event);
            path = session.Path;
        }

        using var resumed = SessionLog.Resume(path, new BlobStore(_folder.Path), new SessionOptions());
        var request = Request(isOn: false);
        Assert.Empty(SessionKeeper.Restore(resumed, request));
        await Run(Loop(server, resumed, request), "and now?");
        Assert.Equal(Beta, server.Requests[^1].Headers["anthropic-beta"]);
        Assert.Equal(7, server.Requests.Count);
    }

    [Fact]
    public void OtherApisReadItAsWords()
    {
        var message = """{"role":"assistant","content":[{"type":"compaction","content":"so \"far\"","signature":"s"}]}"""u8;
        Assert.Equal("""{"role":"assistant","content":"so \"far\""}""", Encoding.UTF8.GetString(Pith.Providers.Wire.ChatMessage.Of(message)));
        Assert.Contains("""{"type":"output_text","text":"so \"far\""}""", Encoding.UTF8.GetString(Pith.Providers.Wire.ResponsesItems.Of(message)), StringComparison.Ordinal);
    }

    private static IEnumerable<MockAnswer> Reads(int count) =>
        [new MockAnswer { Content = [new JsonObject { ["type"] = "thinking", ["thinking"] = "the next one" }, new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_#", ["name"] = "Read", ["input"] = new JsonObject() }], Times = count }];

    private static ModelRequest Request(bool isOn) => new(new RequestHead
    {
        Model = Model,
        System = ["Be brief."u8.ToArray()],
        Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())],
        Features = new ApiFeatures(new Dictionary<string, bool> { ["compaction"] = isOn }, [], null),
    });

    private SessionLog Session() => SessionLog.Create(new SessionFolder(_folder.Path), new SessionHeader { Cwd = "/work" }, new BlobStore(_folder.Path), new SessionOptions());

    private AgentLoop Loop(MockServer server, SessionLog? session, bool isOn, int window = 0) => Loop(server, session, Request(isOn), window);

    private AgentLoop Loop(MockServer server, SessionLog? session, ModelRequest request, int window = 0) => new(Asking.Anthropic(server), request, new AgentOptions
    {
        Tools = [FakeTool.Answering("Read", readOnly: true, call => string.Join('\n', Enumerable.Range(0, 150).Select(n => $"line {n} of {call.Id}: var value{n} = Compute(input, {n});")))],
        Gate = static (_, _, _, _) => new(GateAnswer.Allow),
        Log = session is null ? new NoLog() : new SessionKeeper(session),
        Store = new BlobStore(_folder.Path),
        Epochs = new EpochOptions { Window = window },
    });

    private static async Task<List<AgentEvent>> Run(AgentLoop loop, string prompt)
    {
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync(Encoding.UTF8.GetBytes(prompt), TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }
}
