using System.IO.Compression;
using System.Text;
using Pith.Tests.Text;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>Odd things that real files do, one test each; all but the broken ones were met in the corpus.</summary>
public sealed class OdditiesTests
{
    private static readonly string[] Session = [.. Enumerable.Range(0, 200).Select(i => User($"message {i * 7919 % 10007}", $"u{i}"))];

    [Fact]
    public void TwoObjectsOnOneLineAreTwoRecords()
    {
        var log = Read(User("one", "a") + User("two", "b") + "\n" + User("three", "c"));
        Assert.Equal(["T0@0:1 one", $"T0@{User("one", "a").Length}:1 two", $"T0@{2 * User("one", "a").Length + 1}:2 three"], log.Lines);
    }

    [Fact]
    public void RubbishBehindARecordLosesOnlyTheRubbish()
    {
        var log = Read(User("one", "a") + "}garbage\n" + User("two", "b"));
        Assert.Equal(["one", "two"], log.Words);
        Assert.Equal(User("one", "a").Length, Assert.Single(log.Malformed).Offset);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n \t\n")]
    public void LineEndsDoNotMatter(string end)
    {
        Assert.Equal(["one", "two"], Read(User("one", "a") + end + User("two", "b")).Words);
        Assert.Equal(["one", "two"], Read(User("one", "a") + end + User("two", "b") + end).Words);
        Assert.Empty(Read("\uFEFF" + User("one", "a") + end).Malformed);
    }

    [Fact]
    public void ATornLastLineIsReported()
    {
        var log = Read(User("one", "a") + "\n" + User("two", "b")[..40]);
        Assert.Equal(["one"], log.Words);
        var torn = Assert.Single(log.Malformed);
        Assert.Equal((User("one", "a").Length + 1L, 2L), (torn.Offset, torn.Line));
    }

    [Theory]
    [InlineData("""{"type":"user","uuid":"u","message":{"role":"user","content":null}}""")]
    [InlineData("""{"type":"assistant","uuid":"u","message":{"role":"assistant"}}""")]
    [InlineData("""{"type":"user","uuid":"u","message":null}""")]
    [InlineData("""{"type":"user","uuid":"u","message":7}""")]
    [InlineData("""{"role":"assistant","content":null}""")]
    public void NoContentIsATurnWithoutWords(string record)
    {
        var log = Read(record + "\n");
        Assert.Single(log.Lines);
        Assert.Empty(log.Words);
        Assert.Empty(log.Malformed);
    }

    /// <summary>Null is nothing, wherever it stands; the four letters must not be counted as words.</summary>
    [Theory]
    [InlineData("""{"type":"user","uuid":"u","message":{"content":[{"type":"text","text":null}]}}""")]
    [InlineData("""{"type":"user","uuid":"u","message":{"content":[{"type":"thinking","thinking":null}]}}""")]
    [InlineData("""{"type":"user","uuid":"u","message":{"content":[{"type":"tool_result","tool_use_id":"t","content":null}]}}""")]
    [InlineData("""{"type":"user","uuid":"u","message":{"content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":null}]}]}}""")]
    [InlineData("""{"type":"assistant","uuid":"u","message":{"content":[{"type":"tool_use","id":"t","name":"n","input":null}]}}""")]
    [InlineData("""{"type":"message","id":"i","message":{"role":"bashExecution","command":null,"output":null}}""")]
    [InlineData("""{"type":"assistant.message","data":{"content":"","toolRequests":[{"toolCallId":"t","name":"n","arguments":null}]}}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"t","function":{"name":"n","arguments":null}}]}""")]
    public void NullIsNoWord(string record) => Assert.All(Read(record).Words, word => Assert.Equal("", word));

    [Fact]
    public void AMessageMayBeAString() =>
        Assert.Equal(["T0@0:1 just words"], Read("""{"type":"user","uuid":"u","message":"just words"}""").Lines);

    [Fact]
    public void SideChainsAndProgressAreOtherThreads()
    {
        var log = Read(
            User("main", "a"),
            """{"type":"user","uuid":"b","isSidechain":true,"message":{"role":"user","content":"side"}}""",
            """{"type":"progress","uuid":"c","data":{"type":"agent_progress","message":{"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"agent"}]}}}}""",
            """{"type":"progress","uuid":"d","data":{"type":"bash_progress","output":"screen"}}""",
            """{"type":"progress","uuid":"e","data":{"type":"agent_progress","message":null}}""",
            """{"type":"attachment","uuid":"f","isSidechain":true,"attachment":{"type":"queued_command","prompt":"queued"}}""");
        Assert.Equal([0, 1, 2, 1], log.Lines.Select(l => l[1] - '0'));
        Assert.Equal(["main", "side", "agent", "queued"], log.Words);
    }

    [Fact]
    public void ABoundaryNamesWhatItKeeps()
    {
        var log = Read(
            User("before", "a"),
            """{"type":"system","subtype":"compact_boundary","uuid":"b","compactMetadata":{"trigger":"auto","preservedMessages":{"uuids":["a"]}}}""",
            """{"type":"user","uuid":"c","isCompactSummary":true,"message":{"role":"user","content":"summary"}}""",
            """{"type":"system","subtype":"compact_boundary","uuid":"d"}""");
        Assert.Equal(["""["a"]""", ""], log.Boundaries);
        Assert.Equal(["before", "summary"], log.Words);
    }

    [Fact]
    public void CodexStartsAnewAndSaysThingsTwice()
    {
        var log = Read(
            """{"timestamp":"t","type":"session_meta","payload":{"base_instructions":{"text":"system"}}}""",
            """{"timestamp":"t","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"hello"}]}}""",
            """{"timestamp":"t","type":"event_msg","payload":{"type":"user_message","message":"hello"}}""",
            """{"timestamp":"t","type":"event_msg","payload":{"type":"token_count","info":null}}""",
            """{"timestamp":"t","type":"session_meta","payload":{"base_instructions":{"text":"system"}}}""",
            """{"timestamp":"t","type":"compacted","payload":{"message":"","replacement_history":[{"type":"message","role":"user","content":[{"type":"input_text","text":"kept"}]},{"type":"compaction","encrypted_content":"x"}]}}""",
            """{"timestamp":"t","type":"compacted","payload":{"message":"in short"}}""");
        Assert.Equal(["system", "hello", "kept", "in short"], log.Words);
        Assert.Equal(["", ""], log.Boundaries);
    }

    /// <summary>A recorder may write JSON instead of YAML, and may lay it out over many lines.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void ACassetteMayBeJson(string space)
    {
        var log = Read("{" + space + """ "interactions":[{"request":{"parsed_body":{"messages":[{"role":"user","content":"hello"},{"role":"system","content":"now"}]}},"response":{}}]}""");
        Assert.Equal(["hello", "now"], log.Words);
        Assert.Empty(log.Malformed);
    }

    [Theory]
    [InlineData("interactions:\n-\n", 0)]
    [InlineData("interactions:\n-\n-\n- request: null\n", 0)]
    [InlineData("interactions:\n- a: !!binary\n", 1)]
    [InlineData("interactions:\n- {a: 1}\n", 1)]
    public void YamlIsReadOrReported(string yaml, int malformed) => Assert.Equal(malformed, Read(yaml).Malformed.Count);

    /// <summary>Nesting costs stack in a reader that calls itself; what is deeper than any transcript is refused in time.</summary>
    [Theory]
    [InlineData("- ", 100_000, 1)]
    [InlineData("- ", 300, 1)]
    [InlineData("- ", 200, 0)]
    [InlineData("-\n", 100_000, 0)]
    public void DeepYamlIsReported(string step, int times, int malformed) =>
        Assert.Equal(malformed, Read("interactions:\n" + string.Concat(Enumerable.Repeat(step, times)) + "- x").Malformed.Count);

    [Fact]
    public void DeepJsonIsReported() =>
        Assert.Single(Read(User("one", "a"), new string('[', 300) + new string(']', 300), User("two", "b")).Malformed);

    [Fact]
    public void LoneSurrogatesBecomeTheReplacementCharacter() =>
        Assert.Equal(["a\uFFFDb😀"], Read("""{"type":"user","uuid":"u","message":"a\ud83db\ud83d\ude00"}""").Words);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATruncatedArchiveIsRefusedAfterWhatItHolds(bool zstd)
    {
        var whole = Compress(Encoding.UTF8.GetBytes(string.Join('\n', Session)), zstd);
        Assert.Equal(200, Read(whole).Words.Count);
        for (var length = 4; length < whole.Length; length += length < 30 || length > whole.Length - 30 ? 1 : 53)
        {
            var e = Assert.Throws<UnreadableTranscriptException>(() => Read(whole[..length]));
            Assert.Contains(zstd ? "zstd" : "gzip", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \r\n\t\n", "is empty")]
    [InlineData("\uFEFF", "is empty")]
    [InlineData("just some words\n", "no line with a JSON object")]
    [InlineData("5\n\"x\"\n", "no line with a JSON object")]
    [InlineData("{}\n", "of no transcript format")]
    [InlineData("[]", "of no transcript format")]
    [InlineData("17", "no line with a JSON object")]
    [InlineData("{\n \"type\": \"user\",\n", "begins like one JSON document")]
    [InlineData("abc\0def", "zero byte")]
    public void WhatIsNoTranscriptIsNamed(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnreadableTranscriptException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16IsNamedWithTheWayOut(bool bigEndian) =>
        Assert.Contains("is UTF-16; convert it", Assert.Throws<UnreadableTranscriptException>(() => Read(new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes("\uFEFF{\"type\":\"user\"}\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void APictureIsNamed() =>
        Assert.Contains("PNG", Assert.Throws<UnreadableTranscriptException>(() => Read([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void ATooLongLineIsReportedAndReadingGoesOn()
    {
        var first = User("one", "a") + "\n";
        foreach (var length in new[] { 900, 1001, 70_000, 300_000 })
        {
            var text = first + User(new string('x', length), "b") + "\n" + User("two", "c");
            foreach (var chunk in new[] { 7, 4096 })
            {
                var log = Read(Encoding.UTF8.GetBytes(text), chunk, maxLine: 1000);
                var isLong = User(new string('x', length), "b").Length > 1000;
                Assert.Equal(isLong ? ["one", "two"] : ["one", new string('x', length), "two"], log.Words);
                Assert.Equal(isLong ? [(first.Length, 2L)] : [], log.Malformed);
            }
        }
    }

    [Fact]
    public void ATooLongFirstLineIsReportedAndReadingGoesOn()
    {
        var log = Read(Encoding.UTF8.GetBytes(User(new string('x', 5000), "a") + "\n" + User("two", "b")), 7, maxLine: 1000);
        Assert.Equal(["two"], log.Words);
        Assert.Equal([(0L, 1L)], log.Malformed);
    }

    /// <summary>The first record may be a picture; what comes before it must not hide it from the glance.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("{\"torn\":\"\n", 1)]
    [InlineData("{}\n\n", 0)]
    public void ALargeFirstRecordTellsTheFormat(string before, int malformed)
    {
        foreach (var length in new[] { 100, 262_000, 262_144, 300_000, 2_000_000 })
        {
            var large = new string('x', length);
            var log = Read(before + User(large, "a") + "\n" + User("two", "b"));
            Assert.Equal([large, "two"], log.Words);
            Assert.Equal(malformed, log.Malformed.Count);
        }
    }

    private static string User(string words, string id) => $$$"""{"type":"user","uuid":"{{{id}}}","message":{"role":"user","content":"{{{words}}}"}}""";

    private static byte[] Compress(byte[] content, bool zstd)
    {
        using var zstandard = new ZstdSharp.Compressor(3);
        if (zstd)
            return zstandard.Wrap(content).ToArray();
        var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
            gzip.Write(content);
        return file.ToArray();
    }

    private static RecordLog Read(params string[] lines) => Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private static RecordLog Read(byte[] file, int chunk = 4096, int maxLine = 64 << 20)
    {
        var log = new RecordLog();
        using var reader = new TranscriptReader(TranscriptSource.Decompressed(new ChunkedStream(file, chunk), "x"), new ReaderOptions { MaxLine = maxLine });
        while (reader.Read(log))
        {
        }

        return log;
    }
}
