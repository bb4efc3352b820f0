using System.Text.Json.Nodes;
using Pith.Events;
using Pith.MockModels;
using Pith.Providers;

namespace Pith.Tests.Providers.Wire;

/// <summary>The table of what leaves thinking valid, as the API's documentation has it: the mock keeps to it, and so does what pith sends.</summary>
public sealed class BindingTests
{
    [Theory]
    [InlineData("nothing", true)]
    [InlineData("append a message", true)]
    [InlineData("add an unreferenced tool that is loaded later", true)]
    [InlineData("change a parameter", true)]
    [InlineData("move the cache marker", true)]
    [InlineData("remove thinking from the start", true)]
    [InlineData("remove thinking from the end", true)]
    [InlineData("remove all thinking", true)]
    [InlineData("edit an earlier message", false)]
    [InlineData("shorten an old result", false)]
    [InlineData("delete an earlier message", false)]
    [InlineData("add a text to an old message", false)]
    [InlineData("change the system text", false)]
    [InlineData("edit a tool", false)]
    [InlineData("add a tool", false)]
    [InlineData("remove thinking from the middle", false)]
    [InlineData("change the thinking", false)]
    public void AChangeLeavesLaterThinkingValidOrNot(string change, bool valid)
    {
        var body = Conversation();
        Assert.Null(Binding.Breach(body));
        Change(body, change);
        Assert.Equal(valid, Binding.Breach(body) is null);
    }

    [Fact]
    public async Task WhatIsSentBackIsValidOverManyTurns()
    {
        using var server = new MockServer([new MockAnswer { Content = [Block("""{"type":"thinking","thinking":"h\"m é"}"""), Block("""{"type":"tool_use","id":"toolu_#","name":"Read","input":{"a":"ü"}}""")], Times = 5, Chunk = 9 }, MockAnswer.Text("done")]);
        var provider = Asking.Anthropic(server);
        var request = Asking.Request("with \"quotes\" and é");
        for (var turn = 0; turn < 6; turn++)
        {
            var events = await Asking.All(provider, request);
            Assert.IsType<ModelEvent.Stopped>(events[^1]); // the mock refuses thinking that is bound to something else
            request.Append(MessageBytes.Assistant(events.OfType<ModelEvent.BlockComplete>().Select(b => b.Raw)));
            request.Append(MessageBytes.Blocks([.. events.OfType<ModelEvent.CallComplete>().Select(c => MessageBytes.Result(c.Id, "ok"u8, false))]));
        }

        Assert.Equal(5, server.Requests[^1].Text.Split("\"signature\":\"mock.").Length - 1);
    }

    /// <summary>Three answers with thinking, each signed for the request that it answered.</summary>
    private static JsonNode Conversation()
    {
        var body = JsonNode.Parse("""{"max_tokens":9,"system":[{"type":"text","text":"Be brief."}],"tools":[{"name":"Read","input_schema":{}}],"messages":[{"role":"user","content":[{"type":"text","text":"go"}]}]}""")!;
        for (var i = 0; i < 3; i++)
        {
            var answer = new JsonArray { new JsonObject { ["type"] = "thinking", ["thinking"] = $"thought {i}", ["signature"] = Binding.Sign(body, $"thought {i}") }, Block("""{"type":"tool_use","id":"t","name":"Read","input":{}}""".Replace("\"t\"", $"\"t{i}\"", StringComparison.Ordinal)) };
            body["messages"]!.AsArray().Add(new JsonObject { ["role"] = "assistant", ["content"] = answer });
            body["messages"]!.AsArray().Add(Block($$"""{"role":"user","content":[{"type":"tool_result","tool_use_id":"t{{i}}","content":"a long result {{i}}"}]}"""));
        }

        return body;
    }

    private static void Change(JsonNode body, string change)
    {
        var messages = body["messages"]!.AsArray();
        switch (change)
        {
            case "append a message":
                messages.Add(Block("""{"role":"user","content":[{"type":"text","text":"more"}]}"""));
                break;
            case "add an unreferenced tool that is loaded later":
                body["tools"]!.AsArray().Add(Block("""{"name":"Late","defer_loading":true}"""));
                break;
            case "change a parameter":
                body["max_tokens"] = 10;
                break;
            case "move the cache marker":
                messages[0]!["content"]![0]!["cache_control"] = Block("""{"type":"ephemeral"}""");
                break;
            case "remove thinking from the start":
                messages[1]!["content"]!.AsArray().RemoveAt(0);
                break;
            case "remove thinking from the middle":
                messages[3]!["content"]!.AsArray().RemoveAt(0);
                break;
            case "remove thinking from the end":
                messages[5]!["content"]!.AsArray().RemoveAt(0);
                break;
            case "remove all thinking":
                foreach (var i in (int[])[1, 3, 5])
                    messages[i]!["content"]!.AsArray().RemoveAt(0);
                break;
            case "edit an earlier message":
                messages[0]!["content"]![0]!["text"] = "gone";
                break;
            case "shorten an old result":
                messages[2]!["content"]![0]!["content"] = "a";
                break;
            case "delete an earlier message":
                messages.RemoveAt(0);
                break;
            case "add a text to an old message":
                messages[0]!["content"]!.AsArray().Add(Block("""{"type":"text","text":"and"}"""));
                break;
            case "change the system text":
                body["system"]![0]!["text"] = "Be long.";
                break;
            case "edit a tool":
                body["tools"]![0]!["description"] = "reads";
                break;
            case "add a tool":
                body["tools"]!.AsArray().Add(Block("""{"name":"More"}"""));
                break;
            case "change the thinking":
                messages[3]!["content"]![0]!["thinking"] = "other";
                break;
        }
    }

    private static JsonNode Block(string json) => JsonNode.Parse(json)!;
}
