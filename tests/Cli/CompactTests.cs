using System.Text.Json;
using System.Text.RegularExpressions;
using Pith.Tokens;

namespace Pith.Tests.Cli;

public sealed partial class CompactTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("pith:[0-9a-f]{16}")]
    private static partial Regex HandleText { get; }

    [Theory]
    [InlineData("messages")]
    [InlineData("openai")]
    [InlineData("text")]
    [InlineData("transcript")]
    public void TheFileIsWithinTheBudgetAndTheSameTwice(string form)
    {
        Run(0, "--budget", "6k", "--to", form, "-o", _folder.Place("out"));
        var bytes = File.ReadAllBytes(_folder.Place("out"));
        Assert.InRange(TokenCounter.O200k.Count(bytes), 1000, 6000);
        Run(0, "--budget", "6k", "--to", form, "-o", _folder.Place("again"));
        Assert.Equal(bytes, File.ReadAllBytes(_folder.Place("again")));
        var run = Run(0, "--budget", "6k", "--to", form);
        Assert.Equal(bytes, ((MemoryStream)run.Output).ToArray());
    }

    [Fact]
    public void TheTableGoesWhereTheContextDoesNot()
    {
        var toFile = Run(0, "--budget", "6k", "-o", _folder.Place("out"));
        Assert.Equal("", toFile.Complaint);
        Golden.Check(toFile.Text, "tests", "Goldens", "Cli", "compact.txt");
        Assert.Contains("within 6,000, as messages (o200k_base)", toFile.Text);
        var toOutput = Run(0, "--budget", "6k");
        Assert.Equal(toFile.Text, toOutput.Complaint);
        Assert.StartsWith("{\"model\":", toOutput.Text);
        Assert.Equal(toOutput.Text, Run(0, "--budget", "6k", "-o", "-").Text);
    }

    [Fact]
    public void ARefusalSaysTheBudgetAndTheNextOneASmaller()
    {
        Run(0, "--limit-error", "prompt is too long: 80000 tokens > 20000 maximum", "-o", _folder.Place("first.json"));
        var first = TokenCounter.O200k.Count(File.ReadAllBytes(_folder.Place("first.json")));
        var whole = New();
        Assert.Equal(0, whole.Run("compact", _folder.Place("first.json"), "--limit-error", $"prompt is too long: {first * 3} tokens > 20000 maximum", "-o", _folder.Place("second.json")));
        Assert.InRange(TokenCounter.O200k.Count(File.ReadAllBytes(_folder.Place("second.json"))), 3000, 20000 / 3);
    }

    [Fact]
    public void ARefusalInUnknownWordsIsNotGuessed() =>
        Assert.Contains("--limit-error does not say that a context is too long", Run(64, "--limit-error", "overloaded, try later").Complaint);

    [Fact]
    public void EveryHandleOfTheContextIsInTheStore()
    {
        var handles = HandleText.Matches(Run(0, "--budget", "6k").Text).Select(m => m.Value).Distinct().ToList();
        Assert.NotEmpty(handles);
        foreach (var handle in handles)
        {
            var run = New();
            Assert.Equal(0, run.Run("store", "get", handle));
            Assert.NotEqual(0, run.Output.Length);
        }
    }

    [Fact]
    public void APlanWritesNothing()
    {
        var run = Run(0, "--budget", "6k", "--plan", "-o", _folder.Place("out"));
        Assert.Contains("segments stay as they are.", run.Text);
        Assert.Contains("/src/widget/part", run.Text);
        Assert.False(File.Exists(_folder.Place("out")));
        Assert.False(Directory.Exists(_folder.Place("home")));
    }

    [Fact]
    public void JsonIsAsDocumented()
    {
        var alone = Run(0, "--budget", "6k", "--json").Text;
        JsonSchema.Check(alone, "compact");
        using var json = JsonDocument.Parse(alone);
        var context = json.RootElement.GetProperty("context").GetString()!;
        Assert.Equal(Run(0, "--budget", "6k").Text, context);
        Assert.Equal(TokenCounter.O200k.Count(System.Text.Encoding.UTF8.GetBytes(context)), json.RootElement.GetProperty("tokens").GetInt32());
        Assert.Equal(6000, json.RootElement.GetProperty("budget").GetInt32());

        var withFile = Run(0, "--budget", "6k", "--json", "-o", _folder.Place("out")).Text;
        JsonSchema.Check(withFile, "compact");
        Assert.DoesNotContain("\"context\"", withFile);
        Assert.Equal(context, File.ReadAllText(_folder.Place("out")));

        var plan = Run(0, "--budget", "6k", "--json", "--plan").Text;
        JsonSchema.Check(plan, "compact");
        using var planned = JsonDocument.Parse(plan);
        Assert.Equal(planned.RootElement.GetProperty("segments").GetInt32(), planned.RootElement.GetProperty("plan").GetArrayLength());
    }

    [Fact]
    public void ABudgetThatCannotBeMetNamesTheSmallestThatCan()
    {
        var run = Run(65, "--budget", "10", "-o", _folder.Place("out"));
        var smallest = Regex.Match(run.Sentence(), @"--budget (\d+)$").Groups[1].Value;
        Assert.Equal("", run.Text);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*out*"));
        Run(0, "--budget", smallest);
    }

    [Fact]
    public void AContextThatFitsIsNotChanged()
    {
        var run = Run(0, "--budget", "1m", "-o", _folder.Place("out"));
        Assert.Contains("the context fits as it is", run.Text);
    }

    [Fact]
    public void TiersAreAChoice()
    {
        var run = Run(0, "--budget", "6k", "--tiers", "micro,truncate", "-o", _folder.Place("out"));
        Assert.DoesNotContain("collapse ", run.Text);
    }

    [Fact]
    public void AFullDeviceIs73()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        Assert.Contains("no space left on device", Run(73, "--budget", "6k", "-o", "/dev/full").Sentence());
    }

    [Fact]
    public void AStoreThatCannotBeWrittenIs73AndLeavesNoContext()
    {
        var run = New();
        run.Variables["PITH_HOME"] = Path.Combine(_folder.File("a-file", "x"u8), "home");
        Assert.Equal(73, run.Run("compact", Session(), "--budget", "6k", "-o", _folder.Place("out")));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*out*"));
        run.Sentence();
    }

    [Fact]
    public void WhatIsPinnedAndAskedForStaysAndStandsInTheReceipt()
    {
        var line = "int widget_2_9(int value)";
        Assert.DoesNotContain(line, CliRun.Good("compact", Session(), "--budget", "2k", "--plan") + Context("--budget", "2k"), StringComparison.Ordinal);
        Assert.Contains(line, Context("--budget", "2k", "--pin", line, "--pin", "turn:1"), StringComparison.Ordinal);
        Assert.Contains(line, Context("--budget", "2k", "--instructions", "keep widget_2_9"), StringComparison.Ordinal);
        var report = CliRun.Good("compact", Session(), "--budget", "2k", "--plan", "--json", "--pin", "/widget_2_9/", "--instructions", "the build");
        JsonSchema.Check(report, "compact");
        var receipt = JsonDocument.Parse(report).RootElement.GetProperty("receipt");
        Assert.Equal(("/widget_2_9/", "the build"), (receipt.GetProperty("pins")[0].GetString(), receipt.GetProperty("instructions").GetString()));
        Assert.True(receipt.GetProperty("left").GetArrayLength() > 20);
        Assert.Contains("no regular expression", CliRun.Bad(64, "compact", Session(), "--budget", "2k", "--pin", "/(/"), StringComparison.Ordinal);
        Assert.Contains("before --pin turn:9999", CliRun.Bad(65, "compact", Session(), "--budget", "2k", "--pin", "turn:9999"), StringComparison.Ordinal);
    }

    [Fact]
    public void AnExpressionThatMatchesNothingIsNamedAndTheContextIsWritten()
    {
        var place = _folder.Place("context.json");
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.Place("home") } };
        Assert.Equal(0, run.Run("compact", Session(), "--budget", "2k", "--pin", "/widget_2_9/", "--pin", "/wigdet/", "--pin", "words of mine", "-o", place));
        Assert.Contains("--pin /wigdet/ matches nothing in", run.Sentence(), StringComparison.Ordinal);
        // The view keeps what matched: in a compaction of it the expression is not idle.
        var again = new CliRun { Variables = { ["PITH_HOME"] = _folder.Place("home") } };
        Assert.Equal(0, again.Run("compact", place, "--budget", "1900", "--pin", "/widget_2_9/", "-o", _folder.Place("again.json")));
        Assert.Equal("", again.Complaint);
    }

    private string Context(params string[] words)
    {
        var place = _folder.Place("context.json");
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.Place("home") } };
        Assert.Equal(0, run.Run(["compact", Session(), .. words, "-o", place]));
        return File.ReadAllText(place);
    }

    private string Session() => _folder.File("session.jsonl", SampleSession.Of(20));

    private CliRun Run(int code, params string[] flags)
    {
        var run = New();
        Assert.Equal(code, run.Run(["compact", Session(), .. flags]));
        return run;
    }

    private CliRun New()
    {
        var run = new CliRun();
        run.Variables["PITH_HOME"] = _folder.Place("home");
        return run;
    }
}
