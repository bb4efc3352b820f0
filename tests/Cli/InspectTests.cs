using System.Text.Json;

namespace Pith.Tests.Cli;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ShowsTheWholePicture()
    {
        var path = Session();
        var text = CliRun.Good("inspect", path);
        Golden.Check(text.Replace(path, "session.jsonl", StringComparison.Ordinal), "tests", "Goldens", "Cli", "inspect.txt");
        foreach (var heading in (string[])["Tokens by kind", "Tokens by tool", "Tokens by file", "Largest turns", "What repeats", "What is superseded", "Usage as the provider"])
            Assert.Contains(heading, text);
    }

    [Theory]
    [InlineData("kind", "Tokens by kind")]
    [InlineData("tool", "Tokens by tool")]
    [InlineData("file", "Tokens by file")]
    [InlineData("turn", "Largest turns")]
    public void ByShowsOnlyThat(string by, string heading)
    {
        var text = CliRun.Good("inspect", Session(), "--by", by);
        Assert.Contains(heading, text);
        Assert.DoesNotContain("What repeats", text);
        Assert.Equal(1, text.Split("\n\n").Count(part => part.StartsWith("Tokens") || part.StartsWith("Largest")));
    }

    [Fact]
    public void TopLimitsTheRowsAndSumsTheRest()
    {
        var text = CliRun.Good("inspect", Session(), "--by", "file", "--top", "2");
        Assert.Contains("… 5 more", text);
        Assert.Equal(2, text.Split('\n').Count(l => l.StartsWith("/src/widget")));
        using var json = JsonDocument.Parse(CliRun.Good("inspect", Session(), "--by", "file", "--top", "2", "--json"));
        Assert.Equal(2, json.RootElement.GetProperty("byFile").GetArrayLength());
    }

    [Fact]
    public void JsonIsAsDocumentedAndAddsUp()
    {
        var text = CliRun.Good("inspect", Session(), "--json");
        JsonSchema.Check(text, "inspect");
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        Assert.Equal("ClaudeCode", root.GetProperty("dialect").GetString());
        Assert.Equal(43, root.GetProperty("turns").GetInt32());
        Assert.Equal(root.GetProperty("tokens").GetInt64(), root.GetProperty("byKind").EnumerateArray().Sum(r => r.GetProperty("tokens").GetInt64()));
        Assert.Equal(root.GetProperty("tokens").GetInt64(), root.GetProperty("byTurn").EnumerateArray().Sum(r => r.GetProperty("tokens").GetInt64()));
        Assert.Equal(20 * 50, root.GetProperty("usage").GetProperty("output").GetInt64());
    }

    [Fact]
    public void BrokenRecordsAreWarnedAboutAndTheRestIsRead()
    {
        var path = _folder.File("torn.jsonl", [.. Session(3), .. "{\"type\":\"user\",\"mess"u8]);
        var run = new CliRun();
        Assert.Equal(0, run.Run("inspect", path, "--json"));
        Assert.Contains("warning: 1 of 10 records", run.Sentence());
        JsonSchema.Check(run.Text, "inspect");
        Assert.Contains("\"malformed\": 1", run.Text);
    }

    [Fact]
    public void LinesOverTheLimitAreWarnedAbout()
    {
        var run = new CliRun();
        Assert.Equal(0, run.Run("inspect", Session(), "--max-line", "1k"));
        Assert.Contains("more than the limit of 1000", run.Sentence());
    }

    [Fact]
    public void AtShowsTheContextOfThen()
    {
        using var json = JsonDocument.Parse(CliRun.Good("inspect", Session(), "--at", "5", "--json"));
        Assert.Equal(5, json.RootElement.GetProperty("turns").GetInt32());
        Assert.Contains("ends at turn 43, before --at 99", Bad(65, "--at", "99"));
        Assert.Contains("holds one conversation, so there is no --thread 3", Bad(65, "--thread", "3"));
        Assert.Contains("not a whole number of at least 1", Bad(64, "--at", "0"));
        Assert.Contains("not a whole number of at least 1", Bad(64, "--top", "-3"));
    }

    [Fact]
    public void StandardInputAndCompressionServe()
    {
        var run = new CliRun { Input = Session(20) };
        Assert.Equal(0, run.Run("inspect", "-"));
        Assert.Contains("standard input: Claude Code", run.Text);
        using var compressor = new ZstdSharp.Compressor();
        Assert.Contains("Tokens by kind", CliRun.Good("inspect", _folder.File("s.jsonl.zst", compressor.Wrap(Session(20)))));
    }

    [Fact]
    public void ATerminalGetsATableOfItsWidth()
    {
        var run = new CliRun { OutputIsTerminal = true, ErrorIsTerminal = true, Width = 50 };
        run.Variables["NO_COLOR"] = "1";
        Assert.Equal(0, run.Run("inspect", Session(), "--by", "file"));
        Assert.Contains("───", run.Text);
        Assert.All(run.Text.Split('\n').Skip(3), line => Assert.True(line.Length <= 50, line));
    }

    [Fact]
    public void AnEstimateIsMarkedEverywhere()
    {
        var text = CliRun.Good("inspect", Session(), "--model", "claude-sonnet-4-5");
        Assert.Contains("context: ~", text);
        Assert.Contains("±", text);
    }

    private string Session() => _folder.File("session.jsonl", Session(20));

    private static byte[] Session(int reads) => SampleSession.Of(reads);

    private string Bad(int code, params string[] flags) => CliRun.Bad(code, ["inspect", Session(), .. flags]);
}
