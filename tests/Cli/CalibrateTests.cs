using System.Text.Json;

namespace Pith.Tests.Cli;

public sealed class CalibrateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Home => _folder.Place("home");

    private string Stored => System.IO.Path.Combine(Home, "calibration.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LearnsStoresAndIsUsedFromThenOn()
    {
        var session = _folder.File("s.jsonl", SampleSession.Of(60));
        var words = _folder.File("words.txt", SampleSession.Of(3));
        var before = Good("count", words, "--model", "claude-sonnet-4-5");
        var text = Good("calibrate", session);
        Assert.Contains("stored in", text);
        Assert.Contains("Claude 3 to 4.6", text);
        Assert.True(File.Exists(Stored));
        Assert.NotEqual(before, Good("count", words, "--model", "claude-sonnet-4-5"));
        Assert.Contains("your sessions", Good("calibrate", "--show"));
        Assert.Contains("removed", Good("calibrate", "--reset"));
        Assert.False(File.Exists(Stored));
        Assert.Equal(before, Good("count", words, "--model", "claude-sonnet-4-5"));
        Assert.Contains("nothing of your own", Good("calibrate", "--reset"));
    }

    [Fact]
    public void JsonIsAsDocumented()
    {
        var session = _folder.File("s.jsonl", SampleSession.Of(60));
        foreach (var args in new[] { new[] { "calibrate", session, "--json" }, ["calibrate", "--show", "--json"], ["calibrate", "--reset", "--json"] })
            JsonSchema.Check(Good(args), "calibrate");
    }

    [Fact]
    public void FewPairsAreSaid() => Assert.Contains("stays near the shipped", Good("calibrate", _folder.File("s.jsonl", SampleSession.Of(4))));

    [Fact]
    public void NothingToLearnFromIsRefused()
    {
        Assert.Contains("records no usage", Bad(65, "calibrate", _folder.File("a.json", """[{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi"}]"""u8.ToArray())));
        Assert.Contains("no two in a row", Bad(65, "calibrate", _folder.File("s.jsonl", SampleSession.Of(1))));
        Assert.Contains("needs transcripts", Bad(64, "calibrate"));
        Assert.Contains("stand alone", Bad(64, "calibrate", "--show", "x"));
        Assert.Contains("does not exist", Bad(66, "calibrate", "nowhere.jsonl"));
        Assert.False(File.Exists(Stored));
    }

    [Theory]
    [InlineData("", "not whole JSON")]
    [InlineData("{\"schema\":1,", "not whole JSON")]
    [InlineData("[]", "'schema' is missing")]
    [InlineData("{\"schema\":2,\"calibrations\":[]}", "later pith")]
    [InlineData("{\"schema\":1,\"calibrations\":[{\"family\":\"claude-9\"}]}", "not known")]
    [InlineData("{\"schema\":1,\"calibrations\":[{\"family\":\"claude-4\",\"weights\":{\"o200k\":-1}}]}", "not a number from 0")]
    [InlineData("{\"schema\":1,\"calibrations\":[{\"family\":\"claude-4\",\"weights\":{\"o200k\":1}}]}", "'cl100k' is missing")]
    public void ADamagedFileIsNamedWithTheWayOutAndStopsNothing(string content, string why)
    {
        Directory.CreateDirectory(Home);
        File.WriteAllText(Stored, content);
        var words = _folder.File("words.txt", "one two three"u8.ToArray());
        var run = Run();
        Assert.Equal(0, run.Run("count", words, "--model", "claude-opus-5"));
        Assert.StartsWith("~", run.Text);
        Assert.Contains($"warning: {Stored}", run.Sentence());
        Assert.Contains(why, run.Sentence());
        Assert.Contains("pith calibrate --reset", run.Sentence());
        Assert.Contains(why, Bad(65, "calibrate", "--show"));
        Assert.Contains(why, Bad(65, "calibrate", _folder.File("s.jsonl", SampleSession.Of(20))));
        Assert.Equal(content, File.ReadAllText(Stored));
        Assert.Contains("removed", Good("calibrate", "--reset"));
    }

    [Fact]
    public void AnotherFamilyStays()
    {
        Good("calibrate", _folder.File("a.jsonl", SampleSession.Of(20)));
        var other = System.Text.Encoding.UTF8.GetString(SampleSession.Of(20)).Replace("claude-sonnet-4-5", "claude-opus-5", StringComparison.Ordinal);
        Good("calibrate", _folder.File("b.jsonl", System.Text.Encoding.UTF8.GetBytes(other)));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Stored));
        Assert.Equal(["claude-4", "claude-5"], json.RootElement.GetProperty("calibrations").EnumerateArray().Select(c => c.GetProperty("family").GetString()!).ToArray());
    }

    private CliRun Run()
    {
        var run = new CliRun { InputIsTerminal = true };
        run.Variables["PITH_HOME"] = Home;
        return run;
    }

    private string Good(params string[] args)
    {
        var run = Run();
        Assert.Equal((0, ""), (run.Run(args), run.Complaint));
        return run.Text;
    }

    private string Bad(int code, params string[] args)
    {
        var run = Run();
        Assert.Equal((code, ""), (run.Run(args), run.Text));
        return run.Sentence();
    }
}
