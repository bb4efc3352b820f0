using System.Text;
using System.Text.Json;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Store;
using Pith.Transcripts;

namespace Pith.Tests.Sessions;

public sealed class SessionLogTests : IDisposable
{
    private readonly SessionRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void WhatIsAppendedComesBackByteForByte()
    {
        // Spaces, escapes, a lone surrogate, ill-formed UTF-8 and a signature: whatever a provider sends.
        byte[][] answers =
        [
            SessionRoom.Json("""[ {"type":"thinking","thinking":"so \u00e9 \ud83d","signature":"abc=="}, {"type":"text","text":"ok"} ]"""),
            [.. "[{\"type\":\"text\",\"text\":\""u8, 0xFF, 0xC3, .. "\"}]"u8],
            SessionRoom.Json("[\n  {\"type\":\"text\",\"text\":\"on two lines\"}\n]"),
            SessionRoom.Json($$"""[{"type":"text","text":"{{new string('x', 70_000)}}\n"},{"type":"text","text":"{{new string('y', 70_000)}}\/"}]"""),
            SessionRoom.Json($"[{string.Join(',', Enumerable.Range(0, 100).Select(i => $"{{\"type\":\"text\",\"text\":\"{new string('z', 5_000)}{i}\"}}"))}]"),
            SessionRoom.Json("""[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"DATA"},"cache_control":{"type":"ephemeral"}}]""".Replace("DATA", Convert.ToBase64String(Samples.Noise(3000, 4)), StringComparison.Ordinal)),
            SessionRoom.Json("""[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"no base64!"}}]"""),
        ];
        string path;
        using (var log = room.Create())
        {
            path = log.Path;
            foreach (var answer in answers)
                log.AppendAssistant(answer, default);
        }

        Assert.Equal(answers, SessionMessages.All(path, room.Blobs).Select(m => m.Content.ToArray()));
        Assert.All(SessionMessages.All(path, room.Blobs), m => Assert.Null(m.Lost));
        Assert.True(new FileInfo(path).Length < 400_000);
        Assert.DoesNotContain(answers, a => !Encoding.UTF8.GetString(File.ReadAllBytes(path)).Contains("pith:", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryLineIsALineOfATranscript()
    {
        using var log = room.Create("6ba7b810-9dad-41d1-80b4-00c04fd430c8");
        SessionRoom.Begin(log);
        log.AppendToolResult("call_1", "\"12 lines\""u8, isError: false);
        log.AppendTitle("The parser");
        log.AppendMeta("receipt", "{\"tokens\":7}"u8);
        var lines = File.ReadLines(log.Path).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["pith-session", "user", "assistant", "user", "custom-title", "pith-receipt"], lines.Select(l => l.GetProperty("type").GetString()));
        Assert.All(lines, l => Assert.Equal("6ba7b810-9dad-41d1-80b4-00c04fd430c8", l.GetProperty("sessionId").GetString()));
        Assert.All(lines, l => Assert.Equal("2026-11-26T12:00:00.000Z", l.GetProperty("timestamp").GetString()));
        Assert.Null(lines[1].GetProperty("parentUuid").GetString());
        Assert.Equal(lines[1].GetProperty("uuid").GetString(), lines[2].GetProperty("parentUuid").GetString());
        Assert.Equal(lines[2].GetProperty("uuid").GetString(), lines[3].GetProperty("parentUuid").GetString());
        Assert.Equal("/work/here", lines[2].GetProperty("cwd").GetString());
        Assert.Equal("Read", lines[2].GetProperty("message").GetProperty("content")[1].GetProperty("name").GetString());
    }

    [Fact]
    public void OurOwnReaderReadsItBack()
    {
        string path;
        using (var log = room.Create())
        {
            path = log.Path;
            SessionRoom.Begin(log);
            log.AppendToolResult("call_1", "\"not found\""u8, isError: true);
            log.AppendCompaction("\"we fixed it\""u8, [], "manual", 1234);
            log.AppendAssistant("""[{"type":"text","text":"Done."}]"""u8, default);
        }

        var tally = new Circle();
        using var reader = new TranscriptReader(File.OpenRead(path), new ReaderOptions());
        while (reader.Read(tally))
        {
        }

        Assert.Equal((DialectKind.ClaudeCode, 0), (reader.Dialect, reader.Malformed));
        Assert.Equal(
            ["Metadata pith-session", "User", "Text fix the parser", "Assistant claude-sonnet-4-5 5", "Text Let me look.", "Call call_1 {\"q\":1}", "User", "Result call_1 not found error", "Boundary system/compact_boundary", "User", "Text we fixed it", "Assistant unknown 0", "Text Done."],
            tally.Said);
    }

    [Fact]
    public void CallsWithoutAResultAreAnsweredOnceAndNeverRunAgain()
    {
        string path;
        using (var log = room.Create())
        {
            path = log.Path;
            log.AppendUser("\"go\""u8);
            log.AppendAssistant("""[{"type":"tool_use","id":"a","name":"Bash","input":{}},{"type":"tool_use","id":"b","name":"Bash","input":{}}]"""u8, default);
            log.AppendToolResult("a", "\"done\""u8, isError: false);
        }

        using (var again = room.Resume(path))
            Assert.Equal(["b"], again.Interrupted);
        using (var third = room.Resume(path))
            Assert.Empty(third.Interrupted);
        var contents = room.Contents(path);
        Assert.Equal(4, contents.Count);
        Assert.Contains("\"tool_use_id\":\"b\"", contents[3], StringComparison.Ordinal);
        Assert.Contains("effect is unknown", contents[3], StringComparison.Ordinal);
        Assert.Contains("\"is_error\":true", contents[3], StringComparison.Ordinal);
    }

    [Fact]
    public void ATornTailIsSetAsideToldAndNoted()
    {
        string path;
        using (var log = room.Create())
        {
            path = log.Path;
            log.AppendUser("\"one\""u8);
        }

        File.AppendAllText(path, "{\"q\":2,\"e\":1,\"type\":\"us");
        using (var again = room.Resume(path))
        {
            Assert.Equal(23, again.Recovery.TornBytes);
            again.AppendUser("\"two\""u8);
        }

        Assert.Equal(["User: \"one\"", "User: \"two\""], room.Contents(path));
        Assert.Contains("torn", Assert.Single(room.Warnings), StringComparison.Ordinal);
        Assert.Contains("pith-recovered", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void AForkSharesTheBeginningAndGoesItsOwnWay()
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        using var fork = room.Fork(log.Path);
        Assert.Equal(["call_1"], fork.Interrupted);
        log.AppendToolResult("call_1", "\"of the parent\""u8, isError: false);
        fork.AppendUser("\"of the fork\""u8);
        using var second = room.Fork(fork.Path);
        Assert.Empty(second.Interrupted);
        second.AppendUser("\"of the second\""u8);
        fork.AppendUser("\"later\""u8);
        var contents = room.Contents(second.Path);
        Assert.Equal(5, contents.Count);
        Assert.Equal("User: \"fix the parser\"", contents[0]);
        Assert.Contains("Interrupted", contents[2], StringComparison.Ordinal);
        Assert.Equal(["User: \"of the fork\"", "User: \"of the second\""], contents[3..]);
        Assert.DoesNotContain(contents, c => c.Contains("of the parent", StringComparison.Ordinal));
        second.Dispose();
        using (var again = room.Resume(second.Path))
            Assert.Empty(again.Interrupted);
        Assert.InRange(new FileInfo(second.Path).Length, 1, 2048);
    }

    [Fact]
    public void AfterACompactionTheMessagesBeginWithTheSummary()
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        log.AppendToolResult("call_1", "\"x\""u8, isError: false);
        log.AppendCompaction("\"the summary\""u8, [], "auto", 100);
        log.AppendUser("\"go on\""u8);
        Assert.Equal(["\"the summary\"", "\"go on\""], log.Messages().Select(m => Encoding.UTF8.GetString(m.Content.Span)));
        Assert.Equal(5, room.Contents(log.Path).Count);
    }

    [Fact]
    public void TheSecondWriterIsToldAndMayFork()
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        Assert.Equal("a test", Assert.Throws<LogHeldException>(() => room.Resume(log.Path)).Holder);
        using var fork = room.Fork(log.Path);
        Assert.NotEqual(log.Id, fork.Id);
    }

    [Fact]
    public void WhatTheStoreLostIsNamedAndItsPreviewStays()
    {
        using var log = room.Create();
        log.AppendUser(SessionRoom.Json($"\"{new string('x', 70_000)}\""));
        var blob = Directory.EnumerateFiles(room.Blobs.Root, "*.zst", SearchOption.AllDirectories).Single();
        FileModes.Unseal(blob);
        File.Delete(blob);
        var message = Assert.Single(log.Messages());
        Assert.Contains("pith:", message.Lost, StringComparison.Ordinal);
        Assert.Contains("xxxx", Encoding.UTF8.GetString(message.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoJsonIsRefused()
    {
        using var log = room.Create();
        Assert.Throws<ArgumentException>(() => log.AppendUser("no json"u8));
        Assert.Throws<ArgumentException>(() => log.AppendMeta("receipt", "{\"a\":"u8));
    }

    private sealed class Circle : ITranscriptSink
    {
        public List<string> Said { get; } = [];

        public void Record(in RecordView record)
        {
            var facts = record.Role == Role.Assistant && record.Kind == RecordKind.Turn ? $" {Text(record.Model)} {record.Usage.Output}" : "";
            Assert.False(record.HasDraftOutput);
            Said.Add(record.Kind == RecordKind.Turn ? $"{record.Role}{facts}" : $"{record.Kind} {Text(record.Type)}");
        }

        public void Block(in BlockView block) =>
            Said.Add($"{block.Kind} {(block.CallId.IsEmpty ? "" : $"{Text(block.CallId)} ")}{Text(block.Text.Bytes)}{(block.IsError ? " error" : "")}");

        private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
    }
}
