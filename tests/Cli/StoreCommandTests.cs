using System.Text;

namespace Pith.Tests.Cli;

public sealed class StoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsPutComesBackByteForByte()
    {
        var content = new byte[300_000];
        new Random(3).NextBytes(content);
        var handle = Put(content);
        Assert.Matches("^pith:[0-9a-f]{16}$", handle);
        var (code, run) = Run("store", "get", handle);
        Assert.Equal(0, code);
        Assert.Equal(content, ((MemoryStream)run.Output).ToArray());
        Assert.Equal(0, Run("store", "get", handle, "-o", _folder.Place("copy")).Code);
        Assert.Equal(content, File.ReadAllBytes(_folder.Place("copy")));
    }

    [Fact]
    public void StandardInputCanBePut()
    {
        var run = New([.. "from a pipe"u8]);
        Assert.Equal(0, run.Run("store", "put", "-"));
        Assert.Equal(Put("from a pipe"u8), run.Text.Trim());
    }

    [Fact]
    public void AnEmptyFileIsContentToo() => Assert.Equal("", Good("store", "get", Put([])));

    [Fact]
    public void ListStatsAndVerifySeeIt()
    {
        Assert.Equal("", Good("store", "list"));
        var handle = Put("some content"u8);
        Assert.Contains(handle, Good("store", "list"));
        Assert.StartsWith("1 blob, 12 bytes, ", Good("store", "stats"));
        Assert.Contains("of 5,000,000,000 bytes of the quota", Good("store", "stats"));
        Assert.Equal("1 blob, all whole\n", Good("store", "verify"));
    }

    [Fact]
    public void JsonIsAsDocumented()
    {
        var path = _folder.File("content", "some content"u8);
        var handle = Put("some other content"u8);
        JsonSchema.Check(Good("store", "put", path, "--json"), "store-put");
        JsonSchema.Check(Good("store", "put", path, "--cap", "64Ki", "--json"), "store-put");
        JsonSchema.Check(Good("store", "get", handle, "--json"), "store-get");
        JsonSchema.Check(Good("store", "get", handle, "--bytes", "2-3", "-o", _folder.Place("part"), "--json"), "store-get");
        JsonSchema.Check(Good("store", "gc", "--json"), "store-gc");
        JsonSchema.Check(Good("store", "repair", "--json"), "store-repair");
        JsonSchema.Check(Good("store", "list", "--json"), "store-list");
        JsonSchema.Check(Good("store", "stats", "--json"), "store-stats");
        JsonSchema.Check(Good("store", "verify", "--json"), "store-verify");
    }

    [Fact]
    public void DamageIsNamedAndRefused()
    {
        var handle = Put(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"line {i * 7919}"))));
        var blob = Directory.EnumerateFiles(_folder.Place("home"), "*.zst", SearchOption.AllDirectories).Single();
        File.SetAttributes(blob, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(blob);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(blob, bytes);
        var (verified, run) = Run("store", "verify");
        Assert.Equal(65, verified);
        Assert.Contains(blob, run.Sentence());
        var (code, got) = Run("store", "get", handle, "-o", _folder.Place("copy"));
        Assert.Equal(65, code);
        Assert.Contains(blob, got.Sentence());
        Assert.False(File.Exists(_folder.Place("copy")));
        var (asJson, report) = Run("store", "verify", "--json");
        Assert.Equal(65, asJson);
        JsonSchema.Check(report.Text, "store-verify");
        Assert.Contains(Path.GetFileName(blob), report.Text);
    }

    [Fact]
    public void RangesAreWrittenAndNothingElse()
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 100_000).Select(i => $"line {i}\n")));
        var handle = Put(lines);
        Assert.Equal("line 70000\nline 70001\n", Good("store", "get", handle, "--lines", "70000-70001"));
        Assert.Equal("line 100000\n", Good("store", "get", handle, "--lines", "100000-"));
        Assert.Equal("line 1\n", Good("store", "get", handle, "--lines", "-1"));
        Assert.Equal("", Good("store", "get", handle, "--lines", "100001-200000"));
        Assert.Equal("line 1", Good("store", "get", handle, "--bytes", "-6"));
        Assert.Equal(Encoding.UTF8.GetString(lines.AsSpan(500_000, 10)), Good("store", "get", handle, "--bytes", "500001-500010"));
        Assert.Equal("0000\n", Good("store", "get", handle, "--bytes", $"{lines.Length - 4}-"));
        Assert.Contains("\"text\": \"line 2\\n\"", Good("store", "get", handle, "--lines", "2", "--json"));
        foreach (var words in new[] { new[] { "--lines", "0" }, ["--bytes", "5-4"], ["--bytes", "1", "--lines", "1"] })
            Assert.Equal(64, Run(["store", "get", handle, .. words]).Code);
    }

    [Fact]
    public void BeyondTheCapHeadAndTailAreKeptAndTheRestIsSaid()
    {
        var path = _folder.File("log", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 10_000).Select(i => $"line {i}\n"))));
        var (code, run) = Run("store", "put", path, "--cap", "4Ki");
        Assert.Equal(0, code);
        Assert.Contains("of 98,894 bytes were left out", run.Sentence());
        var text = Good("store", "get", run.Text.Trim());
        Assert.StartsWith("line 1\n", text);
        Assert.EndsWith("line 10000\n", text);
        Assert.InRange(text.Length, 3_900, 4_200);
        Assert.Equal(64, Run("store", "put", path, "--cap", "10").Code);
        Assert.Equal(64, Run("store", "put", path, "--cap", "many").Code);
    }

    [Fact]
    public void AFullStoreWarnsAndThenRefusesWithTheWayOut()
    {
        var noise = new byte[9_000];
        var (warned, puts) = (0, 0);
        while (true)
        {
            new Random(puts++).NextBytes(noise);
            var run = New();
            run.Variables["PITH_QUOTA"] = "50k";
            var code = run.Run("store", "put", _folder.File("noise", noise));
            if (code == 73)
            {
                Assert.Contains("PITH_QUOTA", run.Sentence());
                Assert.Contains("pith store gc", run.Sentence());
                break;
            }

            Assert.Equal(0, code);
            warned += run.Complaint.Contains("warning", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal((6, 1), (puts, warned));
        var wrong = New();
        wrong.Variables["PITH_QUOTA"] = "lots";
        Assert.Equal(64, wrong.Run("store", "stats"));
    }

    [Fact]
    public void VerifyAndRepairNameWhatIsDamagedAndWhoMissesIt()
    {
        var handle = Put("soon damaged"u8);
        Directory.CreateDirectory(_folder.Place("home/sessions"));
        File.WriteAllText(_folder.Place("home/sessions/log.jsonl"), $"one\n{{\"see\":\"{handle}\"}}\n");
        var blob = Directory.EnumerateFiles(_folder.Place("home"), "*.zst", SearchOption.AllDirectories).Single();
        File.SetAttributes(blob, FileAttributes.Normal);
        File.WriteAllBytes(blob, [1, 2, 3]);
        foreach (var verb in new[] { "verify", "repair" })
        {
            var (code, run) = Run("store", verb);
            Assert.Equal(65, code);
            Assert.Contains(handle, run.Complaint);
            Assert.Contains("log.jsonl:2 refer to it", run.Complaint);
        }

        var (json, report) = Run("store", "repair", "--json");
        Assert.Equal(65, json);
        JsonSchema.Check(report.Text, "store-repair");
        Put("soon damaged"u8);
        Assert.Equal("nothing to repair\n", Good("store", "repair"));
    }

    [Fact]
    public void WhatAnotherProgramsFileCitesIsReferredToBySessionsThatGoOnFromIt()
    {
        var handle = Put("cited elsewhere"u8);
        var file = _folder.File("theirs.jsonl", Encoding.UTF8.GetBytes($$$"""{"type":"user","uuid":"a","sessionId":"s","message":{"role":"user","content":"see {{{handle}}}"}}""" + "\n"));
        Assert.Contains("\n0 blobs stay because something refers", Good("store", "gc"));
        Good("sessions", "fork", file);
        Assert.Contains("\n1 blob stay because something refers", Good("store", "gc"));
        File.Delete(file); // as such programs do after a month: there is nothing left to read
        Good("store", "gc");
    }

    [Fact]
    public void ACollectionThatCannotReadEverythingIs65()
    {
        Put("kept"u8);
        Directory.CreateDirectory(_folder.Place("home/sessions"));
        File.WriteAllBytes(_folder.Place("home/sessions/old.jsonl.gz"), [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]);
        var (code, run) = Run("store", "gc");
        Assert.Equal(65, code);
        Assert.Contains("old.jsonl.gz", run.Sentence());
        File.Delete(_folder.Place("home/sessions/old.jsonl.gz"));
        Assert.Contains("1 because they are young", Good("store", "gc"));
        Assert.Contains("would be moved", Good("store", "gc", "--dry-run"));
    }

    [Theory]
    [InlineData("nonsense", 64, "is not a handle")]
    [InlineData("pith:xyz", 64, "is not a handle")]
    [InlineData("pith:0123", 64, "is not a handle")]
    [InlineData("pith:0123456789abcdef", 66, "holds nothing under pith:0123456789abcdef")]
    public void OtherHandlesAreRefused(string handle, int code, string says)
    {
        foreach (var command in (string[])["store get", "recall"])
        {
            var (got, run) = Run([.. command.Split(' '), handle]);
            Assert.Equal(code, got);
            Assert.Contains(says, run.Sentence());
        }
    }

    [Fact]
    public void AHomeThatCannotBeMadeIs73()
    {
        var run = New();
        run.Variables["PITH_HOME"] = Path.Combine(_folder.File("a-file", "x"u8), "home");
        Assert.Equal(73, run.Run("store", "put", _folder.File("content", "x"u8)));
        Assert.Contains("set PITH_HOME to another folder", run.Sentence());
    }

    [Fact]
    public void WithoutAnyHomeTheWayOutIsSaid()
    {
        var run = new CliRun();
        Assert.Equal(73, run.Run("store", "stats"));
        Assert.Contains("set PITH_HOME to a folder", run.Sentence());
    }

    private string Put(ReadOnlySpan<byte> content) => Good("store", "put", _folder.File("content", content)).Trim();

    private string Good(params string[] args)
    {
        var (code, run) = Run(args);
        Assert.Equal("", run.Complaint);
        Assert.Equal(0, code);
        return run.Text;
    }

    private (int Code, CliRun Run) Run(params string[] args)
    {
        var run = New();
        return (run.Run(args), run);
    }

    private CliRun New(byte[]? input = null)
    {
        var run = new CliRun { Input = input ?? [] };
        run.Variables["PITH_HOME"] = _folder.Place("home");
        return run;
    }
}
