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
}
