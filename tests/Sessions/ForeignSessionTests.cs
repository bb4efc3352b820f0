using System.Text;
using Pith.Agents;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Fuzz;
using Pith.Tests.Providers;
using Pith.Transcripts;

namespace Pith.Tests.Sessions;

/// <summary>Sessions of other programs, gone on with by reference: never written, noticed when changed, sound whatever they hold.</summary>
public sealed class ForeignSessionTests : IDisposable
{
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["claude"] = """
            {"type":"user","uuid":"a","sessionId":"s","message":{"role":"user","content":"fix the parser"}}
            {"type":"assistant","uuid":"b","sessionId":"s","message":{"id":"m","model":"claude-sonnet-4-5","role":"assistant","content":[{"type":"thinking","thinking":"so \u00e9 \/ hm","signature":"c2ln"}]}}
            {"type":"assistant","uuid":"c","sessionId":"s","message":{"id":"m","model":"claude-sonnet-4-5","role":"assistant","content":[{"type":"tool_use","id":"t","name":"Read","input":{"file":"a"}}]}}
            {"type":"user","uuid":"d","sessionId":"s","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]}]}}
            {"type":"user","uuid":"e","isSidechain":true,"sessionId":"s","message":{"role":"user","content":"of a sub-agent"}}
            {"type":"assistant","uuid":"f","sessionId":"s","message":{"id":"n","model":"claude-sonnet-4-5","role":"assistant","content":[{"type":"text","text":"Done."}]}}

            """,
        ["codex"] = """
            {"timestamp":"t","type":"session_meta","payload":{"base_instructions":{"text":"system"}}}
            {"timestamp":"t","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"fix the parser"}]}}
            {"timestamp":"t","type":"response_item","payload":{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]}}
            {"timestamp":"t","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{\"command\":[\"ls\"]}","call_id":"c"}}
            {"timestamp":"t","type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":"a.cs"}}
            {"timestamp":"t","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Done."}]}}

            """,
        ["pi"] = """
            {"type":"session","id":"s","cwd":"/"}
            {"type":"message","id":"a","message":{"role":"user","content":"fix the parser"}}
            {"type":"message","id":"b","message":{"role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"thinking","thinking":"hm","thinkingSignature":"c2ln"},{"type":"toolCall","id":"c","name":"read","arguments":{"a":1}}]}}
            {"type":"message","id":"d","message":{"role":"toolResult","toolCallId":"c","toolName":"read","content":[{"type":"text","text":"out"}]}}
            {"type":"message","id":"e","message":{"role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"Done."}]}}

            """,
    };

    private readonly SessionRoom room = new();

    public static TheoryData<string> Transcripts => Compaction.CorpusTests.Transcripts;

    public void Dispose() => room.Dispose();

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("pi")]
    public void ItIsGoneOnWithByReferenceAndNeverWritten(string kind)
    {
        var file = Sample(kind);
        var (bytes, time) = (File.ReadAllBytes(file), File.GetLastWriteTimeUtc(file));
        string path;
        using (var log = Adopt(file))
        {
            path = log.Path;
            Assert.InRange(new FileInfo(path).Length, 1, 2048);
            log.AppendUser("\"go on\""u8);
            var said = log.Messages().Select(m => Encoding.UTF8.GetString(m.Content.Span)).ToList();
            Assert.Contains("fix the parser", said[0], StringComparison.Ordinal);
            Assert.Contains("Done.", said[^2], StringComparison.Ordinal);
            Assert.Equal("\"go on\"", said[^1]);
            Assert.DoesNotContain(said, s => s.Contains("sub-agent", StringComparison.Ordinal) || s.Contains("system", StringComparison.Ordinal));
        }

        using (var again = room.Resume(path))
            Assert.Empty(again.Interrupted);
        using (var fork = room.Fork(path))
            Assert.Contains("fix the parser", Encoding.UTF8.GetString(fork.Messages().First().Content.Span), StringComparison.Ordinal);
        Assert.Empty(room.Warnings);
        Assert.Empty(SessionCheck.Of(path, room.Blobs).Problems);
        Assert.Equal("fix the parser", SessionSummary.TitleOf(path));
        Assert.Equal(file, SessionSummary.Of(path)!.Parent);
        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Equal(time, File.GetLastWriteTimeUtc(file));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("pi")]
    public void SignedThinkingStaysToTheByte(string kind)
    {
        using var log = Adopt(Sample(kind));
        var request = Restored(log);
        Assert.Contains("\"signature\":\"c2ln\"", request, StringComparison.Ordinal);
        if (kind == "claude")
            Assert.Contains("""{"type":"thinking","thinking":"so \u00e9 \/ hm","signature":"c2ln"},{"type":"tool_use","id":"t","name":"Read","input":{"file":"a"}}""", request, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrittenThereLaterDoesNotCount()
    {
        var file = Sample("claude");
        using var log = Adopt(file);
        File.AppendAllText(file, """{"type":"user","uuid":"z","sessionId":"s","message":{"role":"user","content":"said later"}}""" + "\n");
        Assert.DoesNotContain("said later", Restored(log), StringComparison.Ordinal);
        Assert.Empty(room.Warnings);
        Assert.Empty(SessionCheck.Of(log.Path, room.Blobs).Problems);
    }

    [Fact]
    public void ALineThatIsBeingWrittenDoesNotCount()
    {
        var file = Sample("claude");
        File.AppendAllText(file, "{\"type\":\"user\",\"uuid\":\"z\",\"sess");
        using var log = Adopt(file);
        File.AppendAllText(file, "ionId\":\"s\",\"message\":{\"content\":\"later\"}}\n");
        Assert.DoesNotContain("later", Restored(log), StringComparison.Ordinal);
        Assert.Empty(room.Warnings);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("has ")]
    [InlineData("not there")]
    public void ALaterChangeIsNoticedAndSaid(string sentence)
    {
        var file = Sample("claude");
        using var log = Adopt(file);
        log.AppendUser("\"go on\""u8);
        var bytes = File.ReadAllBytes(file);
        if (sentence == "not there")
            File.Delete(file);
        else if (sentence == "has ")
            File.WriteAllBytes(file, bytes[..^1]);
        else
            File.WriteAllText(file, Encoding.UTF8.GetString(bytes).Replace("parser", "Parser", StringComparison.Ordinal));
        var said = Restored(log);
        Assert.Contains("go on", said, StringComparison.Ordinal);
        Assert.Contains(sentence, Assert.Single(room.Warnings), StringComparison.Ordinal);
        Assert.Contains(sentence, Assert.Single(SessionCheck.Of(log.Path, room.Blobs).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingOfOursWritesToIt()
    {
        var file = Sample("codex");
        Assert.Contains("another program's", Assert.Throws<StoreException>(() => room.Resume(file)).Message, StringComparison.Ordinal);
        Assert.Contains("another program's", Assert.Throws<StoreException>(() => room.Folder.Remove(file, "a test")).Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public void WhatIsNoTranscriptIsRefused()
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(room.Blobs.Root, "elsewhere")).FullName, "notes.txt");
        File.WriteAllText(file, "a shopping list\n");
        Assert.Throws<UnreadableTranscriptException>(() => Adopt(file));
        Assert.Empty(room.Folder.List());
    }

    [Fact]
    public void TheExportHoldsBoth()
    {
        using var log = Adopt(Sample("codex"));
        log.AppendUser("\"go on\""u8);
        using var lines = new StreamReader(SessionTranscript.Open(log.Path, room.Blobs, room.Warnings.Add));
        var text = lines.ReadToEnd();
        using var reader = new TranscriptReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), new ReaderOptions());
        while (reader.Read(new Nobody()))
        {
        }

        Assert.Equal((DialectKind.ClaudeCode, 0), (reader.Dialect, reader.Malformed));
        Assert.Contains("fix the parser", text, StringComparison.Ordinal);
        Assert.Contains("go on", text, StringComparison.Ordinal);
        Assert.Empty(room.Warnings);
    }

    [Fact]
    public void HoweverDamagedItGivesARequestThatIsTaken()
    {
        var file = Sample("claude");
        var samples = Samples.Values.Concat(new[] { DialectKind.ClaudeCode, DialectKind.Codex, DialectKind.Pi }.Select(d => Encoding.UTF8.GetString(TranscriptSamples.Of(d)))).Select(Encoding.UTF8.GetBytes).ToList();
        var repaired = 0;
        for (var seed = 1; seed <= 3000; seed++)
        {
            var random = new Random(seed);
            File.WriteAllBytes(file, Mutation.Of(samples[seed % samples.Count], random));
            var messages = ForeignMessages.Current(ForeignReference.Of(file), warn: null);
            var sound = SoundMessages.Of([.. messages.Select(m => (ReadOnlyMemory<byte>)MessageBytes.Of(m.Role == Role.Assistant, m.Content.Span))], "claude-sonnet-4-5", store: null, out var repairs);
            repaired += repairs > 0 ? 1 : 0;
            var faults = MessagesRules.Broken(SentBody.Of(sound));
            Assert.True(faults.Count == 0, $"seed {seed}: {string.Join("; ", faults)}");
        }

        Assert.InRange(repaired, 300, 2900);
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void EveryTranscriptOfTheCorpusCanBeGoneOnWith(string path)
    {
        path = Path.Combine(Repository.Shared, path);
        Assert.SkipUnless(File.Exists(path), $"no corpus: {path} is not there");
        var messages = ForeignMessages.Current(ForeignReference.Of(path), warn: null);
        var sound = SoundMessages.Of([.. messages.Select(m => (ReadOnlyMemory<byte>)MessageBytes.Of(m.Role == Role.Assistant, m.Content.Span))], "claude-sonnet-4-5", store: null, out _);
        Assert.Equal([], MessagesRules.Broken(SentBody.Of(sound)));
    }

    private string Restored(SessionLog log)
    {
        var request = Request();
        SessionKeeper.Restore(log, request, room.Blobs);
        return string.Join('\n', request.Messages.Select(m => Encoding.UTF8.GetString(m.Span)));
    }

    private sealed class Nobody : ITranscriptSink
    {
        public void Record(in RecordView record)
        {
        }

        public void Block(in BlockView block)
        {
        }
    }

    private static ModelRequest Request() => new(new RequestHead { Model = "claude-sonnet-4-5" });

    private SessionLog Adopt(string file) => SessionLog.Adopt(ForeignReference.Of(file), room.Folder, new SessionHeader { Cwd = "/work/here" }, room.Blobs, room.Options);

    private string Sample(string kind)
    {
        var folder = Directory.CreateDirectory(Path.Combine(room.Blobs.Root, "elsewhere", kind)).FullName;
        var file = Path.Combine(folder, "session.jsonl");
        File.WriteAllText(file, Samples[kind]);
        return file;
    }
}
