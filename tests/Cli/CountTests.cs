using System.Text;
using System.Text.Json;
using Pith.Tokens;

namespace Pith.Tests.Cli;

public sealed class CountTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneFileGivesOneNumber()
    {
        var text = "Hello, wörld! It counts what stands there.\n"u8;
        Assert.Equal($"{TokenCounter.O200k.Count(text)}\n", CliRun.Good("count", _folder.File("a.txt", text)));
        Assert.Equal($"{TokenCounter.Cl100k.Count(text)}\n", CliRun.Good("count", "--encoding", "cl100k_base", _folder.File("a.txt", text)));
    }

    [Fact]
    public void StandardInputServesWithAndWithoutADash()
    {
        foreach (var args in (string[][])[["count"], ["count", "-"]])
        {
            var run = new CliRun { Input = Encoding.UTF8.GetBytes("one two three") };
            Assert.Equal(0, run.Run(args));
            Assert.Equal($"{TokenCounter.O200k.Count("one two three"u8)}\n", run.Text);
        }
    }

    [Fact]
    public void ATerminalIsNoInput() => Assert.Contains("standard input is a terminal", CliRun.Bad(64, "count"));

    [Fact]
    public void AnEmptyFileIsNoTokens() => Assert.Equal("0\n", CliRun.Good("count", _folder.File("empty", [])));

    [Fact]
    public void SeveralFilesHaveATotal()
    {
        var (a, b) = (_folder.File("a", "one two"u8), _folder.File("b", "three"u8));
        var lines = CliRun.Good("count", a, b).Split('\n');
        Assert.Equal([$"2 {a}", $"1 {b}", "3 total", ""], lines);
    }

    [Fact]
    public void AFailureDoesNotStopTheOthersAndItsCodeIsTheEnd()
    {
        var good = _folder.File("a", "one two"u8);
        var run = new CliRun();
        Assert.Equal(66, run.Run("count", _folder.Place("missing"), good, _folder.Path));
        Assert.Contains($"2 {good}\n", run.Text);
        Assert.Equal(2, run.Complaint.Count(c => c == '\n'));
    }

    [Fact]
    public void JsonHoldsEachFileAndTheSum()
    {
        var run = new CliRun();
        var path = _folder.File("a", "one two"u8);
        Assert.Equal(66, run.Run("count", "--json", path, _folder.Place("missing")));
        JsonSchema.Check(run.Text, "count");
        using var json = JsonDocument.Parse(run.Text);
        var root = json.RootElement;
        Assert.Equal(2, root.GetProperty("tokens").GetInt32());
        Assert.Equal("o200k_base", root.GetProperty("encoding").GetString());
        Assert.True(root.GetProperty("exact").GetBoolean());
        Assert.Equal(path, root.GetProperty("files")[0].GetProperty("path").GetString());
        Assert.Equal(7, root.GetProperty("files")[0].GetProperty("bytes").GetInt32());
        Assert.Equal(66, root.GetProperty("files")[1].GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void AnEstimateWearsATilde()
    {
        Assert.StartsWith("~", CliRun.Good("count", "--model", "claude-sonnet-4-5", _folder.File("a", "one two"u8)));
        using var json = JsonDocument.Parse(CliRun.Good("count", "--json", "--model", "claude-sonnet-4-5", _folder.File("a", "one two"u8)));
        Assert.False(json.RootElement.GetProperty("exact").GetBoolean());
        Assert.True(json.RootElement.GetProperty("error").GetDouble() > 0);
    }

    [Fact]
    public void EncodingAndModelAreOneChoice()
    {
        Assert.Contains("give one of them", CliRun.Bad(64, "count", "x", "--encoding", "chars4", "--model", "gpt-5"));
        Assert.Contains("does not know 'gpt-nonsense'", CliRun.Bad(64, "count", "x", "--model", "gpt-nonsense"));
    }

    [Fact]
    public void BytesThatAreNoTextAreCountedWithAWarning()
    {
        var run = new CliRun();
        Assert.Equal(0, run.Run("count", _folder.File("a", [.. "héllo "u8, 0xFF, 0xFE, .. " wörld"u8])));
        Assert.Contains("the first at byte 7", run.Sentence());
        Assert.Equal($"{TokenCounter.O200k.Count([.. "héllo "u8, 0xFF, 0xFE, .. " wörld"u8])}\n", run.Text);
    }

    [Fact]
    public void ATornCharacterAtTheEndIsWarnedAbout()
    {
        var run = new CliRun();
        Assert.Equal(0, run.Run("count", _folder.File("a", [.. "abc"u8, 0xE2, 0x82])));
        Assert.Contains("the first at byte 3", run.Sentence());
    }

    [Fact]
    public void Utf16IsWarnedAbout()
    {
        var run = new CliRun();
        Assert.Equal(0, run.Run("count", _folder.File("a", Encoding.Unicode.GetBytes("plain ASCII"))));
        Assert.Contains("NUL", run.Sentence());
    }

    [Theory]
    [InlineData("a PNG picture", new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10 })]
    [InlineData("a JPEG picture", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 })]
    [InlineData("an ELF program", new byte[] { 0x7F, 0x45, 0x4C, 0x46, 2, 1, 1 })]
    [InlineData("a ZIP archive", new byte[] { 0x50, 0x4B, 3, 4, 20 })]
    [InlineData("a PDF document", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 })]
    [InlineData("a GIF picture", new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 })]
    public void PicturesArchivesAndProgramsAreRefused(string kind, byte[] content) =>
        Assert.Contains(kind, CliRun.Bad(65, "count", _folder.File("x", content)));

    [Fact]
    public void ChunksDoNotChangeACount()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 600_000; i++)
            text.Append($"line {i}: naïve café — 漢字 🙂 {i * 7919}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        Assert.Equal($"{TokenCounter.O200k.Count(bytes)}\n", CliRun.Good("count", _folder.File("long", bytes)));
    }

    /// <summary>More files than one thread takes alone, good and bad ones in turn: numbers and complaints keep their order.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("5")]
    public void ManyFilesKeepTheirOrder(string jobs)
    {
        var random = new Random(1);
        var (paths, numbers, complaints) = (new List<string>(), new List<string>(), new List<string>());
        for (var i = 0; i < 60; i++)
        {
            var text = Fuzz.FuzzText.Any(random);
            if (i % 7 == 3)
            {
                paths.Add(_folder.Place($"missing {i}"));
                complaints.Add($"pith: {paths[^1]} does not exist; check the name");
                continue;
            }

            paths.Add(_folder.File($"f{i}", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace("\0", "", StringComparison.Ordinal))));
            numbers.Add($"{TokenCounter.O200k.Count(File.ReadAllBytes(paths[^1]))} {paths[^1]}");
        }

        var run = new CliRun();
        Assert.Equal(66, run.Run(["count", "--jobs", jobs, .. paths]));
        Assert.Equal(numbers, run.Text.Split('\n')[..^2].Select(line => line.TrimStart()));
        Assert.Equal(complaints, run.Complaint.Split('\n')[..^1]);
    }

    /// <summary>A large file in parts: with cuts and without one near, broken bytes and a NUL in different parts, and growing.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("4")]
    public void ALargeFileIsCountedInParts(string jobs)
    {
        var random = new Random(2);
        using var text = new MemoryStream();
        while (text.Length < 9_000_000)
            text.Write(Fuzz.FuzzText.Any(random));
        text.Write(Encoding.UTF8.GetBytes(new string('q', 5_000_000)));
        text.Write(Encoding.UTF8.GetBytes(" and an end, cut off: "));
        text.Write([0xE2, 0x82]);
        var bytes = text.ToArray();
        var path = _folder.File("large", bytes);
        foreach (var (encoding, tokens) in ((string, long)[])[("o200k_base", TokenCounter.O200k.Count(bytes)), ("cl100k_base", TokenCounter.Cl100k.Count(bytes)), ("chars4", TokenMeter.Chars4.Count(bytes))])
        {
            var run = new CliRun();
            Assert.Equal(0, run.Run("count", "--jobs", jobs, "--encoding", encoding, path));
            Assert.Equal($"{tokens}", run.Text.TrimStart('~').Split(' ', '\n')[0]);
            var first = Encoding.UTF8.GetString(bytes).IndexOf('\uFFFD', StringComparison.Ordinal);
            Assert.Contains($"the first at byte {Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(bytes)[..first]):N0};", run.Sentence());
        }
    }

    [Fact]
    public void LargeSmallAndCompressedFilesMix()
    {
        var large = new byte[9_000_000];
        for (var i = 0; i < large.Length; i++)
            large[i] = "some words, and a line\n"u8[i % 23];
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write("one two three"u8);
        string[] paths = [_folder.File("a", "one two"u8), _folder.File("b", large), _folder.File("c.gz", packed.ToArray()), _folder.File("d", large), _folder.File("e", "one"u8)];
        var tokens = TokenCounter.O200k.Count(large);
        var run = new CliRun { Input = "one two three four"u8.ToArray() };
        Assert.Equal(0, run.Run(["count", "--jobs", "3", .. paths, "-", "-"]));
        Assert.Equal(["2", $"{tokens}", "3", $"{tokens}", "1", "4", "0", $"{2L * tokens + 10}"], run.Text.Split('\n')[..^1].Select(line => line.TrimStart().Split(' ')[0]));
    }

    [Fact]
    public void JobsIsAWholeNumber() => Assert.Contains("--jobs '0' is not a whole number", CliRun.Bad(64, "count", "x", "--jobs", "0"));
}
