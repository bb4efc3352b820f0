using Pith.Events;
using Pith.Providers.Streaming;

namespace Pith.Tests.Providers.Streaming;

public sealed class ResponsesStreamTests
{
    private const string Whole = """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","model":"gpt-5.2"}}

        data: {"type":"response.in_progress","sequence_number":1,"response":{"id":"resp_1"}}

        data: {"type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}

        data: {"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"hm \u00e9"}

        data: {"type":"response.output_item.done","output_index":0,"item":{"id":"rs_1", "type":"reasoning","summary":[{"type":"summary_text","text":"hm \u00e9"}],"encrypted_content":"gA\/=="}}

        data: {"type":"response.output_item.added","output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","content":[]}}

        data: {"type":"response.content_part.added","output_index":1}

        data: {"type":"response.output_text.delta","output_index":1,"delta":"on "}

        data: {"type":"response.output_text.delta","output_index":1,"delta":"it"}

        data: {"type":"response.output_item.done","output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"on it","annotations":[]}]}}

        data: {"type":"response.output_item.added","output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"call_9","name":"Read","arguments":""}}

        data: {"type":"response.function_call_arguments.delta","output_index":2,"delta":"{\"p\": "}

        data: {"type":"response.function_call_arguments.delta","output_index":2,"delta":"1}"}

        data: {"type":"response.output_item.done","output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"call_9","name":"Read","arguments":"{\"p\": 1}"}}

        data: {"type":"response.completed","response":{"id":"resp_1","output":[],"usage":{"input_tokens":3000,"input_tokens_details":{"cached_tokens":2048},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":30}}}}


        """;

    public static TheoryData<int> Chunks => [.. Decoding.Chunks];

    [Theory]
    [MemberData(nameof(Chunks))]
    public async Task ReadsTheDocumentedStreamInAnyChunks(int chunk)
    {
        var events = await Decoding.Read(new ResponsesStream(), Whole, chunk);
        Assert.Equal("""
            Started { Id = resp_1, Model = gpt-5.2 }
            thinking 0 hm é
            block 0 {"type":"thinking","thinking":"hm \u00e9","signature":"","openai_item":{"id":"rs_1", "type":"reasoning","summary":[{"type":"summary_text","text":"hm \u00e9"}],"encrypted_content":"gA\/=="}}
            text 1 on 
            text 1 it
            block 1 {"type":"text","text":"on it"}
            CallStarted { Block = 2, Id = call_9, Name = Read }
            input 2 {"p": 
            input 2 1}
            call 2 call_9 Read {"p": 1}
            block 2 {"type":"tool_use","id":"call_9","name":"Read","input":{"p": 1}}
            Spent { Usage = TokenUsage { Fresh = 952, CacheWrite5m = 0, CacheWrite1h = 0, CacheRead = 2048, Output = 20, Reasoning = 30, Input = 3000, Produced = 50 } }
            Stopped { Reason = ToolUse, Word = completed }
            """, Decoding.Shown(events));
    }

    [Theory]
    [InlineData("max_output_tokens", StopReason.MaxTokens)]
    [InlineData("content_filter", StopReason.Refusal)]
    [InlineData("something_new", StopReason.Other)]
    public async Task AnIncompleteAnswerSaysWhy(string reason, StopReason expected)
    {
        var events = await Decoding.Read(new ResponsesStream(), Line($$$"""{"type":"response.incomplete","response":{"incomplete_details":{"reason":"{{{reason}}}"},"usage":null}}"""));
        Assert.Equal(new ModelEvent.Stopped(expected, reason), events[^1]);
    }

    [Theory]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"slow"}}}""", FaultKind.RateLimited, "slow")]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"oops"}}}""", FaultKind.Server, "oops")]
    [InlineData("""{"type":"response.failed","response":{"error":{"code":"insufficient_quota","message":"pay"}}}""", FaultKind.Billing, "pay")]
    [InlineData("""{"type":"error","code":"context_length_exceeded","message":"too long","param":null}""", FaultKind.InvalidRequest, "too long")]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","code":"invalid_prompt","message":"no"}}""", FaultKind.InvalidRequest, "no")]
    public async Task AFailureIsAFailureOfItsKind(string data, FaultKind kind, string words)
    {
        var fault = Assert.IsType<ModelEvent.Failed>(Assert.Single(await Decoding.Read(new ResponsesStream(), Line(data))));
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusalInWordsIsARefusal()
    {
        var events = await Decoding.Read(new ResponsesStream(), Line("""{"type":"response.refusal.delta","output_index":0,"delta":"I will not"}""")
            + Line("""{"type":"response.completed","response":{"output":[{"type":"message","content":[{"type":"refusal","refusal":"I will not"}]}]}}"""));
        Assert.Equal(new ModelEvent.Stopped(StopReason.Refusal, "completed"), events[^1]);
        Assert.Equal("""{"type":"text","text":"I will not"}""", Decoding.Utf8(events.OfType<ModelEvent.BlockComplete>().Single().Raw));
    }

    /// <summary>openai/codex#43140: what follows the terminal event, or fails to, is nothing to wait for.</summary>
    [Fact]
    public async Task TheTerminalEventEndsTheAnswer()
    {
        var decoder = new ResponsesStream();
        var events = await Decoding.Read(decoder, Line("""{"type":"response.completed","response":{}}""") + Line("""{"type":"response.failed","response":{}}"""));
        Assert.True(decoder.IsComplete);
        Assert.IsType<ModelEvent.Stopped>(events[^1]);
        var cut = new ResponsesStream();
        await Decoding.Read(cut, Whole[..(Whole.Length / 2)]);
        Assert.False(cut.IsComplete);
    }

    [Fact]
    public async Task APhaseIsKeptWithItsItem()
    {
        var events = await Decoding.Read(new ResponsesStream(), Line("""{"type":"response.output_item.done","output_index":0,"item":{"type":"message","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"looking"}]}}"""));
        Assert.Contains("\"text\":\"looking\",\"openai_item\":{\"type\":\"message\",\"role\":\"assistant\",\"phase\":\"commentary\"", Decoding.Utf8(events.OfType<ModelEvent.BlockComplete>().Single().Raw), StringComparison.Ordinal);
    }

    private static string Line(string data) => $"data: {data}\n\n";
}
