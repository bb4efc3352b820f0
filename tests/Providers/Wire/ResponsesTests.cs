using System.Text;
using System.Text.Json.Nodes;
using Pith.Events;
using Pith.MockModels;
using Pith.Models;
using Pith.Providers;
using Pith.Providers.Wire;

namespace Pith.Tests.Providers.Wire;

public sealed class ResponsesTests
{
    /// <summary>The mock refuses reasoning that differs in a byte, that lacks what followed it, and calls without results.</summary>
    [Fact]
    public async Task ReasoningGoesBackAsItCameAndEachRequestBeginsWithTheOneBefore()
    {
        var thought = new MockAnswer { Content = [Block("""{"type":"thinking","thinking":"h\"m é"}"""), Block("""{"type":"tool_use","id":"call_#","name":"Read","input":{"p":"a\nb"}}""")], Chunk = 11 };
        using var server = new MockServer([thought with { Times = 3 }, MockAnswer.Text("done")]);
        var provider = Asking.Responses(server);
        var request = Asking.Request(new string('w', 6000));
        TokenUsage usage = default;
        for (var turn = 0; turn < 4; turn++)
        {
            var events = await Asking.All(provider, request);
            Assert.Equal(turn < 3 ? StopReason.ToolUse : StopReason.EndTurn, Assert.IsType<ModelEvent.Stopped>(events[^1]).Reason);
            usage = events.OfType<ModelEvent.Spent>().Single().Usage;
            request.Append(MessageBytes.Assistant(events.OfType<ModelEvent.BlockComplete>().Select(b => b.Raw)));
            request.Append(MessageBytes.Blocks([.. events.OfType<ModelEvent.CallComplete>().Select(c => MessageBytes.Result(c.Id, "ok"u8, false))]));
        }

        Assert.True(usage.CacheRead >= 1024, usage.ToString());
        Assert.Equal("/v1/responses", server.Requests[0].Path);
        Assert.Equal("Bearer key", server.Requests[0].Headers["Authorization"]);
        for (var turn = 1; turn < 4; turn++)
            Assert.StartsWith(Input(server.Requests[turn - 1])[..^2], Input(server.Requests[turn]), StringComparison.Ordinal);
    }

    [Fact]
    public void TheBodyIsTheDocumentedOne()
    {
        var request = new ModelRequest(new RequestHead
        {
            Model = "gpt-5.2",
            System = ["one"u8.ToArray(), "two"u8.ToArray()],
            Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())],
        });
        request.Append(MessageBytes.User("hi \"you\""u8));
        request.Append("""{"role":"assistant","content":[{"type":"thinking","thinking":"of another house","signature":"s"},{"type":"thinking","thinking":"","signature":"","openai_item":{"id":"rs_1", "type":"reasoning"}},{"type":"text","text":"on \u00e9 it"},{"type":"tool_use","id":"a","name":"Read","input":{"p": "\n"}}]}"""u8.ToArray());
        request.Append("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"line\n"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}},{"type":"text","text":"go on"}]}"""u8.ToArray());
        Assert.Equal(
            """{"model":"gpt-5.2","max_output_tokens":32000,"stream":true,"store":false,"include":["reasoning.encrypted_content"],"tools":[{"type":"function","name":"Read","description":"reads","strict":false,"parameters":{"type":"object"}}],"instructions":"one\n\ntwo","input":["""
            + """{"type":"message","role":"user","content":[{"type":"input_text","text":"hi \"you\""}]},"""
            + """{"id":"rs_1", "type":"reasoning"},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"on \u00e9 it"}]},{"type":"function_call","call_id":"a","name":"Read","arguments":"{\"p\": \"\\n\"}"},"""
            + """{"type":"function_call_output","call_id":"a","output":"line\n"},{"type":"message","role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,QUJD"}]},{"type":"message","role":"user","content":[{"type":"input_text","text":"go on"}]}]}""",
            Encoding.UTF8.GetString(new ResponsesBody().Write(request).Body!.ToArray()));
    }

    [Theory]
    [InlineData("gpt-5.2-codex", null, OpenAiApi.Responses)]
    [InlineData("o3", "api.openai.com", OpenAiApi.Responses)]
    [InlineData("gpt-5.2", "localhost", OpenAiApi.Chat)]
    [InlineData("qwen3", null, OpenAiApi.Chat)]
    public void TheApiFollowsFromModelAndAddress(string model, string? host, OpenAiApi api) => Assert.Equal(api, OpenAiApis.For(model, host));

    [Theory]
    [InlineData("gpt-4.1", false)]
    [InlineData("gpt-4o-mini", false)]
    [InlineData("gpt-5", true)]
    [InlineData("grok-4", true)]
    public void ReasoningIsAskedForWhereTheModelHasIt(string model, bool reasons)
    {
        var request = new ModelRequest(new RequestHead { Model = model });
        request.Append(MessageBytes.User("hi"u8));
        Assert.Equal(reasons, Encoding.UTF8.GetString(new ResponsesBody().Write(request).Body!.ToArray()).Contains("encrypted_content", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("max_output_tokens", StopReason.MaxTokens)]
    [InlineData("content_filter", StopReason.Refusal)]
    public async Task AnIncompleteAnswerIsNoFailure(string reason, StopReason expected)
    {
        using var server = new MockServer([MockAnswer.Text("half") with { StopReason = reason }]);
        Assert.Equal(expected, Assert.IsType<ModelEvent.Stopped>((await Asking.All(Asking.Responses(server), Asking.Request()))[^1]).Reason);
    }

    [Fact]
    public async Task AFailedAnswerIsTriedAgainAndASpendLimitIsNot()
    {
        using var server = new MockServer([MockAnswer.Text("") with { StopReason = "failed", ErrorType = "server_error" }, MockAnswer.Text("good")]);
        Assert.IsType<ModelEvent.Stopped>((await Asking.All(Asking.Responses(server), Asking.Request()))[^1]);
        using var poor = new MockServer([MockAnswer.Refusal(429, "insufficient_quota"), MockAnswer.Text("good")]);
        Assert.Equal(FaultKind.Billing, Assert.IsType<ModelEvent.Failed>((await Asking.All(Asking.Responses(poor), Asking.Request()))[^1]).Kind);
        Assert.Single(poor.Requests);
    }

    private static JsonNode Block(string json) => JsonNode.Parse(json)!;

    private static string Input(MockRequest request) => request.Text[request.Text.IndexOf("\"input\":[", StringComparison.Ordinal)..];
}
