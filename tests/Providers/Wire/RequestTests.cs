using System.Text;
using System.Text.Json.Nodes;
using Pith.Events;
using Pith.MockModels;
using Pith.Providers;
using Pith.Providers.Wire;

namespace Pith.Tests.Providers.Wire;

public sealed class RequestTests
{
    [Fact]
    public async Task EachRequestBeginsWithTheBytesOfTheOneBeforeAndHitsTheCache()
    {
        var long_ = new string('w', 9000);
        using var server = new MockServer([MockAnswer.Text(long_) with { Times = 4 }]);
        var provider = Asking.Anthropic(server);
        var request = Asking.Request(long_);
        var usages = new List<TokenUsage>();
        for (var turn = 0; turn < 4; turn++)
        {
            var events = await Asking.All(provider, request);
            usages.Add(events.OfType<ModelEvent.Spent>().Single().Usage);
            request.Append(MessageBytes.Assistant(events.OfType<ModelEvent.BlockComplete>().Select(b => b.Raw)));
            request.Append(MessageBytes.User("go on, é \"quoted\"\n"u8));
        }

        for (var turn = 1; turn < 4; turn++)
        {
            Assert.StartsWith(server.Requests[turn - 1].Messages[..^2], server.Requests[turn].Messages, StringComparison.Ordinal);
            Assert.Equal(usages[turn - 1].Input - usages[turn - 1].Fresh, usages[turn].CacheRead);
        }
    }

    [Fact]
    public void BreakpointsStandByRule()
    {
        var request = new ModelRequest(new RequestHead
        {
            Model = "m",
            System = ["one"u8.ToArray(), "two"u8.ToArray()],
            Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())],
        });
        foreach (var text in new[] { "a", "b", "c" })
        {
            request.Append(MessageBytes.User(Encoding.UTF8.GetBytes(text)));
            request.Append(MessageBytes.Assistant([Encoding.UTF8.GetBytes($$"""{"type":"text","text":"{{text}}{{text}}"}""")]));
        }

        request.Append(MessageBytes.Blocks([MessageBytes.Result("t", "ok"u8, isError: true)]));
        Assert.Equal(
            """{"model":"m","max_tokens":32000,"stream":true,"tools":[{"name":"Read","description":"reads","input_schema":{"type":"object"}}],"system":[{"type":"text","text":"one"},{"type":"text","text":"two","cache_control":{"type":"ephemeral"}}],"messages":["""
            + """{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"text","text":"aa"}]},{"role":"user","content":[{"type":"text","text":"b"}]},{"role":"assistant","content":[{"type":"text","text":"bb"}]},"""
            + """{"role":"user","content":[{"type":"text","text":"c","cache_control":{"type":"ephemeral"}}]},{"role":"assistant","content":[{"type":"text","text":"cc"}]},"""
            + """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"ok","is_error":true,"cache_control":{"type":"ephemeral"}}]}]}""",
            Encoding.UTF8.GetString(new MessagesBody().Write(request).Body!.ToArray()));
    }

    [Fact]
    public void APrefixThatChangedIsNamedByItsFirstByte()
    {
        var guard = new PrefixGuard();
        var message = "{\"role\":\"user\"}"u8.ToArray();
        guard.Check(["t"u8.ToArray(), "s"u8.ToArray(), message]);
        guard.Check(["t"u8.ToArray(), "s"u8.ToArray(), message.ToArray(), "more"u8.ToArray()]);
        var broken = Assert.Throws<PrefixBrokenException>(() => guard.Check(["t"u8.ToArray(), "s"u8.ToArray(), "{\"role\":\"uXer\"}"u8.ToArray(), "more"u8.ToArray()]));
        Assert.Contains("message 0 first differs at byte 10", broken.Message, StringComparison.Ordinal);
        Assert.Contains("the system text", Assert.Throws<PrefixBrokenException>(() => guard.Check(["t"u8.ToArray(), "S"u8.ToArray(), message, "more"u8.ToArray()])).Message, StringComparison.Ordinal);
        Assert.Throws<PrefixBrokenException>(() => guard.Check(["t"u8.ToArray()]));
        message[5]++;
        Assert.Contains("in place", Assert.Throws<PrefixBrokenException>(() => guard.Check(["t"u8.ToArray(), "s"u8.ToArray(), message, "more"u8.ToArray()])).Message, StringComparison.Ordinal);
        guard.Boundary();
        guard.Check([]);
    }

    /// <summary>Nothing is sent, and the failure is an event like any other.</summary>
    [Fact]
    public async Task ABrokenPrefixIsNotSent()
    {
        using var server = new MockServer([MockAnswer.Text("a"), MockAnswer.Text("b")]);
        var provider = Asking.Anthropic(server);
        var request = new ModelRequest(new RequestHead { Model = "m" });
        var message = MessageBytes.User("hello"u8);
        request.Append(message);
        Assert.IsType<ModelEvent.Stopped>((await Asking.All(provider, request))[^1]);
        message[^5] = (byte)'!';
        Assert.Equal(FaultKind.PrefixBroken, Assert.IsType<ModelEvent.Failed>(Assert.Single(await Asking.All(provider, request))).Kind);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void ChatGetsTheSameConversationInItsOwnForm()
    {
        var request = Asking.Request("hi \"you\"");
        request.Append("""{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"s"},{"type":"text","text":"on \u00e9 it"},{"type":"tool_use","id":"a","name":"Read","input":{"p": "\n"}}]}"""u8.ToArray());
        request.Append(MessageBytes.Blocks([MessageBytes.Result("a", "line\n"u8, false)]));
        var body = JsonNode.Parse(new ChatBody().Write(request).Body!.ToArray())!;
        var expected = JsonNode.Parse("""
            [{"role":"system","content":"Be brief."},{"role":"user","content":"hi \"you\""},
             {"role":"assistant","content":"on é it","reasoning_content":"","tool_calls":[{"id":"a","type":"function","function":{"name":"Read","arguments":"{\"p\": \"\\n\"}"}}]},
             {"role":"tool","tool_call_id":"a","content":"line\n"}]
            """);
        Assert.True(JsonNode.DeepEquals(expected, body["messages"]), body["messages"]!.ToJsonString());
    }

    [Fact]
    public async Task ChatWorksOverTheWire()
    {
        using var server = new MockServer([MockAnswer.Refusal(500, ""), MockAnswer.Call("c1", "Read", """{"path":"a"}""") with { Chunk = 5 }]);
        var events = await Asking.All(Asking.Chat(server), Asking.Request());
        Assert.Equal("/v1/chat/completions", server.Requests[1].Path);
        Assert.Equal("Bearer key", server.Requests[1].Headers["Authorization"]);
        Assert.Equal("c1", events.OfType<ModelEvent.CallComplete>().Single().Id);
    }

    [Fact]
    public async Task TheKeyGoesIntoItsHeaderAndNowhereElse()
    {
        using var server = new MockServer([MockAnswer.Refusal(401, "authentication_error", "invalid x-api-key")]);
        var events = await Asking.All(Asking.Anthropic(server), Asking.Request());
        Assert.Equal(("key", "2023-06-01"), (server.Requests[0].Headers["x-api-key"], server.Requests[0].Headers["anthropic-version"]));
        Assert.DoesNotContain("\"key\"", events[0].ToString(), StringComparison.Ordinal);
    }
}
