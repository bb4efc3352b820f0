using Pith.Events;
using Pith.Providers.Streaming;

namespace Pith.Tests.Providers.Streaming;

/// <summary>Each test is the habit of a server that people use.</summary>
public sealed class ChatStreamTests
{
    [Fact]
    public async Task TextAndUsageWithWhatWasCachedTakenOut()
    {
        var events = await Read(
            """{"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
            """{"choices":[{"delta":{"content":"Hel"}}]}""",
            """{"choices":[{"delta":{"content":"lo\n"},"finish_reason":"stop"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":60},"completion_tokens_details":{"reasoning_tokens":5}}}""",
            "[DONE]");
        Assert.Equal(new ModelEvent.Started("c1", "m"), events[0]);
        Assert.Equal("""{"type":"text","text":"Hello\n"}""", Decoding.Utf8(events.OfType<ModelEvent.BlockComplete>().Single().Raw));
        Assert.Equal(new TokenUsage(40, 0, 0, 60, 15, 5), events.OfType<ModelEvent.Spent>().Single().Usage);
        Assert.Equal(StopReason.EndTurn, Stop(events));
    }

    [Fact]
    public async Task CallsInPieces() => await Calls(
        "a Read {\"p\":1}|b Grep {\"q\":2}", StopReason.ToolUse,
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"Read","arguments":""}}]}}]}""",
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"p\""}}]}}]}""",
        """{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"Grep","arguments":"{\"q\":2}"}}]}}]}""",
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]}""",
        """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""", "[DONE]");

    [Fact]
    public async Task MissingIndexOllama7881() => await Calls(
        "a Read {\"p\":1}|b Grep {}", StopReason.ToolUse,
        """{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"Read","arguments":"{\"p\":1}"}},{"id":"b","function":{"name":"Grep","arguments":"{}"}}]}}]}""",
        """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""", "[DONE]");

    [Fact]
    public async Task OneIndexForAllCalls() => await Calls(
        "a Read {\"p\":1}|b Read {\"p\":2}", StopReason.ToolUse,
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"Read","arguments":"{\"p\":1}"}}]}}]}""",
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"Read","arguments":"{\"p\":2}"}}]}}]}""",
        """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""", "[DONE]");

    [Fact]
    public async Task NoIdsAndNoIndex() => await Calls(
        "call_00000 Read {\"p\":1}|call_00001 Read {\"p\":2}", StopReason.ToolUse,
        """{"choices":[{"delta":{"tool_calls":[{"function":{"name":"Read","arguments":"{\"p\""}}]}}]}""",
        """{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":":1}"}}]}}]}""",
        """{"choices":[{"delta":{"tool_calls":[{"function":{"name":"Read","arguments":"{\"p\":2}"}}]}}]}""",
        """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""", "[DONE]");

    [Fact]
    public async Task CallsWithFinishReasonStopLitellm12481AndOllama9632() => await Calls(
        "a Read {\"p\":1}", StopReason.ToolUse,
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"Read","arguments":"{\"p\":1}"}}]},"finish_reason":"stop"}]}""", "[DONE]");

    [Fact]
    public async Task ArgumentsAsAnObjectAndAnEndWithoutDone() => await Calls(
        "a Read {\"p\":1}", StopReason.ToolUse,
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"Read","arguments":{"p":1}}}]},"finish_reason":"tool_calls"}]}""");

    [Fact]
    public async Task AWholeMessageInPlaceOfDeltasOllama9092() => await Calls(
        "a Read {\"p\":1}", StopReason.ToolUse,
        """{"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"Read","arguments":"{\"p\":1}"}}]},"finish_reason":"tool_calls"}]}""", "[DONE]");

    [Fact]
    public async Task ACallCutOffByTheLimitIsNoCallToRun() => await Calls(
        "a Read {\"p\":", StopReason.MaxTokens,
        """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"Read","arguments":"{\"p\":"}}]},"finish_reason":"length"}]}""", "[DONE]");

    [Fact]
    public async Task EmptyReasoningIsKeptForTheEcho()
    {
        var events = await Read("""{"choices":[{"delta":{"reasoning_content":"","content":"hi"},"finish_reason":"stop"}]}""", "[DONE]");
        Assert.Equal(["""{"type":"thinking","thinking":""}""", """{"type":"text","text":"hi"}"""], events.OfType<ModelEvent.BlockComplete>().Select(b => Decoding.Utf8(b.Raw)));
    }

    [Fact]
    public async Task CommentsErrorsAndEndsWithNothing()
    {
        var comment = await Decoding.Read(new ChatStream(), ": OPENROUTER PROCESSING\n\ndata: {\"error\":{\"code\":502,\"message\":\"bad gateway\"}}\n\n", 3);
        Assert.Equal(FaultKind.Server, Assert.IsType<ModelEvent.Failed>(Assert.Single(comment)).Kind);
        var decoder = new ChatStream();
        await Decoding.Read(decoder, "data: {\"choices\":[{\"delta\":{\"content\":\"half a\"}}]}\n\n");
        Assert.False(decoder.IsComplete);
        decoder = new ChatStream();
        await Decoding.Read(decoder, "data: [DONE]\n\n");
        Assert.False(decoder.IsComplete);
    }

    private static async Task Calls(string expected, StopReason stop, params string[] data)
    {
        var events = await Read(data);
        Assert.Equal(expected, string.Join('|', events.OfType<ModelEvent.CallComplete>().Select(c => $"{c.Id} {c.Name} {Decoding.Utf8(c.Input)}")));
        Assert.Equal(stop, Stop(events));
    }

    private static StopReason Stop(List<ModelEvent> events) => Assert.IsType<ModelEvent.Stopped>(events[^1]).Reason;

    /// <summary>Read at every chunk size; all must agree.</summary>
    private static async Task<List<ModelEvent>> Read(params string[] data)
    {
        var body = string.Concat(data.Select(d => $"data: {d}\n\n"));
        var whole = await Decoding.Read(new ChatStream(), body);
        foreach (var chunk in Decoding.Chunks)
            Assert.Equal(Decoding.Shown(whole), Decoding.Shown(await Decoding.Read(new ChatStream(), body, chunk)));
        return whole;
    }
}
