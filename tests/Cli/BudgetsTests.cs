using System.Text.Json;
using System.Xml.Linq;

namespace Pith.Tests.Cli;

public sealed class BudgetsTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "session.jsonl");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheReportIsAsReviewed() =>
        Golden.Check(Run("--budgets", "8k,16k").Text, "tests", "Goldens", "Cli", "budgets.txt");

    [Fact]
    public void FilesAreTheSameTwiceAndAsDocumented()
    {
        Run("--budgets", "8k", "--policies", "truncate,pith", "--json", _folder.Place("a.json"), "--svg", _folder.Place("a.svg"));
        Run("--budgets", "8k", "--policies", "truncate,pith", "--json", _folder.Place("b.json"), "--svg", _folder.Place("b.svg"));
        var json = File.ReadAllText(_folder.Place("a.json"));
        Assert.Equal(json, File.ReadAllText(_folder.Place("b.json")));
        Assert.Equal(File.ReadAllText(_folder.Place("a.svg")), File.ReadAllText(_folder.Place("b.svg")));
        JsonSchema.Check(json, "bench-budgets");
        using var document = JsonDocument.Parse(json);
        Assert.Equal("pith", document.RootElement.GetProperty("budgets")[0].GetProperty("policies")[0].GetProperty("policy").GetString()); // what the others are compared with stands first
        Assert.Equal("svg", XDocument.Load(_folder.Place("a.svg")).Root!.Name.LocalName);
    }

    [Fact]
    public void SpeedIsThereWhenAskedFor()
    {
        var run = Run("--budgets", "8k", "--policies", "pith", "--speed", "--json", "-");
        JsonSchema.Check(run.Text, "bench-budgets");
        using var document = JsonDocument.Parse(run.Text);
        Assert.Equal(3, document.RootElement.GetProperty("speed").GetArrayLength());
        Assert.Contains("Recall at 8,000", run.Complaint); // the tables make room for the document
    }

    [Fact]
    public void ProgressIsSaidOnATerminal()
    {
        var run = new CliRun { ErrorIsTerminal = true };
        Assert.Equal(0, run.Run("bench", "budgets", Sample, "--budgets", "8k", "--policies", "pith"));
        Assert.DoesNotContain("\n", run.Complaint.Replace("\r", "", StringComparison.Ordinal));
    }

    [Fact]
    public void AFolderStandsForItsTranscripts()
    {
        Directory.CreateDirectory(_folder.Place("in"));
        File.Copy(Sample, Path.Combine(_folder.Place("in"), "one.jsonl"));
        File.Copy(Sample, Path.Combine(_folder.Place("in"), "two.jsonl"));
        File.WriteAllText(Path.Combine(_folder.Place("in"), "note.json"), "{\"no\":\"transcript\"}");
        var run = new CliRun();
        Assert.Equal(0, run.Run("bench", "budgets", _folder.Place("in"), "--budgets", "8k", "--policies", "pith"));
        Assert.Contains("1 session measured", run.Complaint);
        Assert.Contains("1 begin like a longer one", run.Complaint);
    }

    [Fact]
    public void WhatMakesNoSenseIsSaidInOneSentence()
    {
        Assert.Contains("did you mean truncate?", CliRun.Bad(64, "bench", "budgets", Sample, "--policies", "truncat"));
        Assert.Contains("is too small", CliRun.Bad(64, "bench", "budgets", Sample, "--budgets", "8k,10"));
        Assert.Contains("is not a size", CliRun.Bad(64, "bench", "budgets", Sample, "--budgets", "many"));
        Assert.Contains("names no budget", CliRun.Bad(64, "bench", "budgets", Sample, "--budgets", ","));
        Assert.Contains("names no policy", CliRun.Bad(64, "bench", "budgets", Sample, "--policies", ","));
        Assert.Contains("--horizon", CliRun.Bad(64, "bench", "budgets", Sample, "--horizon", "0"));
        Assert.Contains("knows no prices", CliRun.Bad(64, "bench", "budgets", Sample, "--prices", "claude-3"));
        Assert.Contains("does not exist", CliRun.Bad(66, "bench", "budgets", _folder.Place("missing.jsonl")));
        Assert.Contains("cannot write", CliRun.Bad(73, "bench", "budgets", Sample, "--json", Path.Combine(_folder.Place("nowhere"), "x.json")));
    }

    [Fact]
    public void ASessionTooShortForEveryBudgetSaysWhatItWouldTake()
    {
        var sentence = CliRun.Bad(65, "bench", "budgets", Sample, "--budgets", "500k");
        Assert.Contains("which is too short for a budget of 500,000", sentence);
        Assert.Contains("choose smaller --budgets", sentence);
        File.WriteAllBytes(_folder.Place("short.jsonl"), SampleSession.Of(2));
        Assert.Contains("none of 2 sessions has a usable cut", CliRun.Bad(65, "bench", "budgets", Sample, _folder.Place("short.jsonl"), "--budgets", "500k"));
    }

    [Fact]
    public void ABudgetThatNoSessionReachesIsLeftOut()
    {
        var run = new CliRun();
        Assert.Equal(0, run.Run("bench", "budgets", Sample, "--budgets", "8k,500k", "--policies", "pith"));
        Assert.Contains("no session is long enough for a budget of 500,000", run.Complaint);
        Assert.DoesNotContain("500,000", run.Text);
    }

    private static CliRun Run(params string[] flags)
    {
        var run = new CliRun();
        Assert.Equal(0, run.Run(["bench", "budgets", Sample, .. flags]));
        return run;
    }
}
