using System.Text.Json;
using Pith.Events;
using Pith.Providers.Streaming;

namespace Pith.Tests.Providers.Streaming;

public sealed class AnthropicStreamTests
{
    private const string Whole = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":7,"cache_creation_input_tokens":30,"cache_read_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: ping
        data: {"type": "ping"}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me\nsee"}}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln+/=="}}

        data: {"type":"content_block_stop","index":0}

        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"","later":{"a":[1, 2]}}}

        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hello \u00e9 <b>\/"}}

        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" \"you\""}}

        data: {"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"n":1}}}

        data: {"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"n":2}}}

        data: {"type":"content_block_stop","index":1}

        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"Read","input":{}}}

        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"path\": \"a\\n"}}

        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"b\"}"}}

        data: {"type":"content_block_stop","index":2}

        data: {"type":"content_block_start","index":3,"content_block":{"type":"hologram","x":null,"glow":null}}

        data: {"type":"content_block_delta","index":3,"delta":{"type":"glow_delta","glow":"bright"}}

        data: {"type":"content_block_stop","index":3}

        data: {"type":"weather_report","sky":"blue"}

        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":42}}

        data: {"type":"message_stop"}


        """;

    [Fact]
    public async Task EveryBlockComesBackAsItMustBeSent()
    {
        var events = await Decoding.Read(new AnthropicStream(), Whole);
        Assert.Equal(
        [
            """{"type":"thinking","thinking":"Let me\nsee","signature":"c2ln+/=="}""",
            """{"type":"text","text":"Hello \u00e9 <b>\/ \"you\"","later":{"a":[1, 2]},"citations":[{"n":1},{"n":2}]}""",
            """{"type":"tool_use","id":"toolu_1","name":"Read","input":{"path": "a\nb"}}""",
            """{"type":"hologram","x":null,"glow":"bright"}""",
        ], events.OfType<ModelEvent.BlockComplete>().Select(b => Decoding.Utf8(b.Raw)));
        Assert.Equal("Hello é <b>/ \"you\"", string.Concat(events.OfType<ModelEvent.TextDelta>().Select(d => Decoding.Utf8(d.Text))));
        Assert.Equal("weather_report", Assert.Single(events.OfType<ModelEvent.Unknown>()).Name);
        var call = Assert.Single(events.OfType<ModelEvent.CallComplete>());
        Assert.Equal(("toolu_1", "Read", """{"path": "a\nb"}"""), (call.Id, call.Name, Decoding.Utf8(call.Input)));
    }

    [Fact]
    public async Task UsageIsOneRecordOfDisjointCounters()
    {
        var events = await Decoding.Read(new AnthropicStream(), Whole);
        var usage = Assert.Single(events.OfType<ModelEvent.Spent>()).Usage;
        Assert.Equal(new TokenUsage(7, 10, 20, 100, 42, 0), usage);
        Assert.Equal(137, usage.Input);
        Assert.Equal(new ModelEvent.Stopped(StopReason.ToolUse, "tool_use"), events[^1]);
    }

    [Fact]
    public async Task AnyChunkingGivesTheSameEvents()
    {
        var whole = Decoding.Shown(await Decoding.Read(new AnthropicStream(), Whole));
        foreach (var chunk in Decoding.Chunks)
            Assert.Equal(whole, Decoding.Shown(await Decoding.Read(new AnthropicStream(), Whole, chunk)));
        Assert.Equal(whole, Decoding.Shown(await Decoding.Read(new AnthropicStream(), Whole.ReplaceLineEndings("\r\n"), 5)));
    }

    [Fact]
    public async Task EveryCutLeavesAnAnswerThatIsNotComplete()
    {
        for (var length = 0; length < Whole.TrimEnd().Length; length += 13)
        {
            var decoder = new AnthropicStream();
            await Decoding.Read(decoder, Whole[..length]);
            Assert.False(decoder.IsComplete);
        }
    }

    [Theory]
    [InlineData("""{"path": "a""")]
    [InlineData("[1]")]
    [InlineData("{} {}")]
    public async Task InputThatIsNoObjectIsKeptAndCanBeSentBack(string input)
    {
        var delta = $$"""{"type":"input_json_delta","partial_json":{{JsonSerializer.Serialize(input)}}}""";
        var body = """
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"Read","input":{}}}

            data: {"type":"content_block_delta","index":0,"delta":DELTA}

            data: {"type":"content_block_stop","index":0}


            """.Replace("DELTA", delta, StringComparison.Ordinal);
        var events = await Decoding.Read(new AnthropicStream(), body);
        Assert.Equal(input, Decoding.Utf8(events.OfType<ModelEvent.CallComplete>().Single().Input));
        using var block = JsonDocument.Parse(events.OfType<ModelEvent.BlockComplete>().Single().Raw);
        Assert.Equal(input, block.RootElement.GetProperty("input").GetProperty("INVALID_JSON").GetString());
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", FaultKind.Overloaded)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"no"}}""", FaultKind.InvalidRequest)]
    [InlineData("""{"type":"error","error":{"type":"never_heard_of"}}""", FaultKind.Server)]
    [InlineData("""{"type":"error"}""", FaultKind.Server)]
    public async Task AnErrorInsideTheStreamIsToldByItsType(string data, FaultKind kind) =>
        Assert.Equal(kind, Assert.IsType<ModelEvent.Failed>(Assert.Single(await Decoding.Read(new AnthropicStream(), $"data: {data}\n\n"))).Kind);

    [Theory]
    [InlineData("""{"type":"content_block_delta","index":5,"delta":{"type":"text_delta","text":"x"}}""")]
    [InlineData("""{"type":"content_block_stop","index":5}""")]
    public async Task ABlockThatNeverBeganIsAFault(string data) =>
        await Assert.ThrowsAsync<StreamFaultException>(() => Decoding.Read(new AnthropicStream(), $"data: {data}\n\n"));
}
