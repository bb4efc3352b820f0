using System.Text;
using System.Text.Json.Nodes;
using Pith.Conversations;
using Pith.Sessions;
using Pith.Tests.Conversations;
using Pith.Transcripts;

namespace Pith.Tests.Sessions;

/// <summary>What is exported of a session that goes on from another program's is the context that a run would send.</summary>
public sealed class ForeignExportTests : IDisposable
{
    private const string TauBench = """
        [{"task_id":0,"reward":1.0,"info":{},"traj":[{"role":"system","content":"rules"},{"role":"user","content":"change my flight"},{"role":"assistant","content":"Which one?"},{"role":"user","content":"the first"},{"role":"assistant","content":"It is done."}],"trial":0}]
        """;

    private const string Compacted = """
        {"type":"user","uuid":"a","sessionId":"s","timestamp":"2026-01-01T00:00:00.000Z","message":{"role":"user","content":"long ago"}}
        {"type":"assistant","uuid":"b","sessionId":"s","version":"2.1.200","message":{"id":"m","model":"claude-sonnet-4-5","role":"assistant","usage":{"input_tokens":9000,"output_tokens":9},"content":[{"type":"text","text":"very long ago"}]}}
        {"type":"user","uuid":"c","sessionId":"s","message":{"role":"user","content":"this one stays"}}
        {"type":"system","subtype":"compact_boundary","uuid":"d","sessionId":"s","compactMetadata":{"trigger":"auto","preservedMessages":{"uuids":["c"]}}}
        {"type":"user","uuid":"e","isCompactSummary":true,"sessionId":"s","message":{"role":"user","content":"what was before, in short"}}
        {"type":"assistant","uuid":"f","sessionId":"s","version":"2.1.200","message":{"id":"n","model":"claude-sonnet-4-5","role":"assistant","usage":{"input_tokens":120,"cache_read_input_tokens":7,"output_tokens":3},"content":[{"type":"text","text":"Done."}]}}

        """;

    private const string Codex = """
        {"timestamp":"t","type":"turn_context","payload":{"model":"gpt-5.2"}}
        {"timestamp":"t","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"long ago"}]}}
        {"timestamp":"t","type":"compacted","payload":{"message":"in short","replacement_history":[{"type":"message","role":"user","content":[{"type":"input_text","text":"kept"}]}]}}
        {"timestamp":"t","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Done."}]}}
        {"timestamp":"t","type":"event_msg","payload":{"type":"token_count","info":{"last_token_usage":{"input_tokens":50,"cached_input_tokens":20,"output_tokens":4}}}}

        """;

    private readonly SessionRoom room = new();

    public static TheoryData<string> Transcripts => Compaction.CorpusTests.Transcripts;

    public void Dispose() => room.Dispose();

    [Fact]
    public void RecordsWithoutIdsAreEachTheChildOfTheOneBefore()
    {
        using var log = Adopt(Sample(TauBench));
        log.AppendUser("\"thanks\""u8);
        var records = Records(log);
        Assert.Equal(5, records.Select(r => $"{r["uuid"]}").Distinct().Count());
        Assert.Null(records[0]["parentUuid"]);
        for (var i = 1; i < records.Count; i++)
            Assert.Equal($"{records[i - 1]["uuid"]}", $"{records[i]["parentUuid"]}");
        using var index = IndexedSession.IndexText(Export(log));
        Assert.Equal(5, index.Turns.Length);
    }

    [Fact]
    public void ACompactionStaysOneAndKeepsWhatItKept()
    {
        using var log = Adopt(Sample(Compacted));
        var records = Records(log);
        var boundary = Assert.Single(records, r => $"{r["subtype"]}" == "compact_boundary");
        Assert.Null(boundary["parentUuid"]);
        Assert.Equal($"{records[2]["uuid"]}", $"{boundary["logicalParentUuid"]}");
        Assert.Equal($"{records[2]["uuid"]}", $"{Assert.Single(boundary["compactMetadata"]!["preservedMessages"]!["uuids"]!.AsArray())}");
        Assert.True((bool)records[4]["isCompactSummary"]!);
        Assert.Equal("claude-sonnet-4-5", $"{records[1]["message"]!["model"]}");
        Assert.Equal("2026-01-01T00:00:00.000Z", $"{records[0]["timestamp"]}");
        using var index = IndexedSession.IndexText(Export(log));
        Assert.Equal(["Done.", "this one stays", "what was before, in short"], Texts(index).Order(StringComparer.Ordinal));
        Assert.Equal((127, 3), (index.Anchor!.Value.Usage.Context, index.Anchor.Value.Usage.Output));
    }

    [Fact]
    public void ACodexCompactionModelAndUsageStay()
    {
        using var log = Adopt(Sample(Codex));
        using var index = IndexedSession.IndexText(Export(log));
        Assert.Equal(["Done.", "in short", "kept"], Texts(index).Order(StringComparer.Ordinal));
        Assert.Equal("gpt-5.2", Encoding.UTF8.GetString(index.Model));
        var usage = Records(log)[^1]["message"]!["usage"]!;
        Assert.Equal((30, 20, 4), ((int)usage["input_tokens"]!, (int)usage["cache_read_input_tokens"]!, (int)usage["output_tokens"]!));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public void ADocumentOfManyLinesIsReadWhole(string end)
    {
        var file = Sample(JsonNode.Parse(TauBench)!.ToJsonString(new() { WriteIndented = true }) + end);
        using var log = Adopt(file);
        Assert.Equal(4, Records(log).Count);
        Assert.Equal(new FileInfo(file).Length, ForeignReference.Of(file).Length);
        Assert.Empty(room.Warnings);
    }

    [Fact]
    public void ACallOfManyLinesIsOneRecord()
    {
        using var log = Adopt(Sample("""
            {
              "model": "claude-sonnet-4-5",
              "messages": [
                {"role": "user", "content": "write it"},
                {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "Write", "input": {
                  "file": "a",
                  "text": "b\nc"
                }}]}
              ]
            }
            """));
        Assert.Equal("b\nc", $"{Records(log)[1]["message"]!["content"]![0]!["input"]!["text"]}");
    }

    [Fact]
    public void ARecordThatStandsTwiceIsSaidOnce()
    {
        const string Said = """{"type":"user","uuid":"a","sessionId":"s","message":{"role":"user","content":"once"}}""";
        using var log = Adopt(Sample($"{Said}\n{Said}\n"));
        Assert.Single(Records(log));
    }

    [Fact]
    public void ACompressedFileIsReadWhole()
    {
        var file = Sample("");
        using (var zip = new System.IO.Compression.GZipStream(File.Create(file), System.IO.Compression.CompressionLevel.Optimal))
            zip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(i => $$"""{"type":"user","uuid":"u{{i}}","message":{"content":"{{Guid.NewGuid()}}","role":"user"}, "sessionId":"s" }""" + "\n"))));
        Assert.Equal(new FileInfo(file).Length, ForeignReference.Of(file).Length);
        using var log = Adopt(file);
        Assert.Equal(400, Records(log).Count);
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void AnExportOfTheCorpusIsTheContextOfTheOriginal(string path)
    {
        path = Path.Combine(Repository.Shared, path);
        Assert.SkipUnless(File.Exists(path), $"no corpus: {path} is not there");
        using var original = IndexedSession.Index(path);
        using var log = Adopt(path);
        using var export = IndexedSession.IndexText(Export(log));
        var (before, after) = (Measure(original), Measure(export));
        Assert.Equal(before.Turns, after.Turns);
        Assert.InRange(after.Tokens, before.Tokens * 0.97 - 10, before.Tokens * 1.03 + 10);
        Assert.Equal(original.Tally.Boundaries, export.Tally.Boundaries);
    }

    // Of what a run sends: the run has a system prompt of its own, and unsigned thinking is never sent.
    private static (int Turns, long Tokens) Measure(ContextIndex index)
    {
        var (turns, tokens) = (new HashSet<int>(), 0L);
        foreach (ref readonly var block in index.Blocks)
            if (block.Role != Role.System && block.Kind != BlockKind.Thinking)
            {
                turns.Add(block.Turn);
                tokens += block.Tokens;
            }

        return (turns.Count, tokens);
    }

    private static List<string> Texts(ContextIndex index) => [.. Enumerable.Range(0, index.Blocks.Length).Select(i => Encoding.UTF8.GetString(index.Text(i)))];

    private List<JsonNode> Records(SessionLog log) => [.. Export(log).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];

    private string Export(SessionLog log)
    {
        using var lines = new StreamReader(SessionTranscript.Open(log.Path, room.Blobs, room.Warnings.Add));
        return lines.ReadToEnd();
    }

    private SessionLog Adopt(string file) => SessionLog.Adopt(ForeignReference.Of(file), room.Folder, new SessionHeader { Cwd = "/work/here" }, room.Blobs, room.Options);

    private string Sample(string text)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(room.Blobs.Root, "elsewhere")).FullName, "session.jsonl");
        File.WriteAllText(file, text);
        return file;
    }
}
