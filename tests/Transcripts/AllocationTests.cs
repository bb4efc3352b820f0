using System.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

public sealed class AllocationTests
{
    private const int Records = 2000;

    [Theory]
    [InlineData(DialectKind.ClaudeCode, """{"type":"assistant","uuid":"u","timestamp":"t","message":{"id":"m","model":"x","usage":{"input_tokens":1},"content":[{"type":"text","text":"a\nb"},{"type":"tool_use","id":"t","name":"n","input":{"a":[1,2]}},{"type":"thinking","thinking":"hm","signature":"s"}]}}""")]
    [InlineData(DialectKind.ClaudeCode, """{"type":"user","uuid":"u","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"out"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]}}""")]
    [InlineData(DialectKind.ClaudeCode, """{"type":"attachment","uuid":"u","attachment":{"type":"file","content":{"type":"text","file":{"filePath":"a","content":"b"}}}}""")]
    [InlineData(DialectKind.Codex, """{"timestamp":"t","type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":"Exit code: 1\nno"}}""")]
    [InlineData(DialectKind.Codex, """{"timestamp":"t","type":"event_msg","payload":{"type":"token_count","info":{"last_token_usage":{"input_tokens":5,"cached_input_tokens":2}}}}""")]
    [InlineData(DialectKind.Pi, """{"type":"message","id":"i","message":{"role":"toolResult","toolCallId":"c","toolName":"n","content":[{"type":"text","text":"out"}]}}""")]
    [InlineData(DialectKind.CopilotCli, """{"type":"assistant.message","data":{"content":"hello","toolRequests":[{"toolCallId":"t","name":"n","arguments":{"a":1}}]},"id":"i"}""")]
    [InlineData(DialectKind.OpenAiChat, """{"role":"assistant","content":"a\u00e9","tool_calls":[{"id":"t","function":{"name":"n","arguments":"{\"a\":1}"}}]}""")]
    [InlineData(DialectKind.OpenHands, """{"instance_id":"i","history":[{"source":"agent","action":"run","args":{"command":"ls","thought":"so"}},{"source":"agent","observation":"run","content":"out","cause":1}]}""")]
    public void ARecordAllocatesNothing(DialectKind dialect, string record)
    {
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(record + "\n", Records)));
        // Tests that run beside this one drain the shared pools and let methods compile anew: the least of five runs is ours.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated(dialect, file)));
    }

    private static long Allocated(DialectKind dialect, byte[] file)
    {
        var counter = new Counter();
        using var reader = new TranscriptReader(new MemoryStream(file), new ReaderOptions());
        for (var i = 0; i < Records / 2; i++)
            reader.Read(counter);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Records / 2; i++)
            reader.Read(counter);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((dialect, 0L), (reader.Dialect, reader.Malformed));
        Assert.True(counter.Records >= Records);
        Assert.False(reader.Read(counter));
        return allocated;
    }

    private sealed class Counter : ITranscriptSink
    {
        public int Records { get; private set; }

        public long Bytes { get; private set; }

        public void Record(in RecordView record) => Records++;

        public void Block(in BlockView block) => Bytes += block.Text.Bytes.Length;
    }
}
