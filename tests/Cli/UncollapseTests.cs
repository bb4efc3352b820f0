using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Providers;
using Pith.Transcripts;

namespace Pith.Tests.Cli;

public sealed partial class UncollapseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("pith:[0-9a-f]{16}")]
    private static partial Regex HandleText { get; }

    [GeneratedRegex(@"^pith: (\d+) places? filled from \d+ handles?: ([\d,]+) tokens became ([\d,]+) \(messages, o200k_base\)$")]
    private static partial Regex Summary { get; }

    [Theory]
    [InlineData("6k", "messages")]
    [InlineData("2k", "messages")]
    [InlineData("6k", "openai")]
    [InlineData("6k", "transcript")]
    public void ACompactedContextIsWholeAgain(string budget, string form)
    {
        var context = Compacted(budget, form);
        var run = Run(0, context, "-o", _folder.Place("whole.json"));
        var whole = File.ReadAllText(_folder.Place("whole.json"));
        for (var part = 0; part < 7; part++)
            Assert.Contains($"widget_{part}_57(int value)", whole, StringComparison.Ordinal);
        Assert.True(whole.Length > 3 * new FileInfo(context).Length);
        Assert.Equal([], MessagesRules.Broken(Encoding.UTF8.GetBytes(whole)));
        var said = Summary.Match(run.Sentence());
        Assert.True(said.Success, run.Complaint);
        Assert.True(Number(said.Groups[3].Value) > 3 * Number(said.Groups[2].Value));
        Assert.Equal(whole, Run(0, context).Text);
    }

    [Fact]
    public void ForProgramsItIsOneDocument()
    {
        var context = Compacted("6k", "messages");
        var alone = Run(0, context, "--json").Text;
        JsonSchema.Check(alone, "uncollapse");
        using var report = JsonDocument.Parse(alone);
        Assert.Equal(Run(0, context).Text, report.RootElement.GetProperty("context").GetString());
        Assert.True(report.RootElement.GetProperty("tokens").GetInt32() > report.RootElement.GetProperty("tokensBefore").GetInt32());
        var beside = Run(0, context, "--json", "-o", _folder.Place("whole.json")).Text;
        JsonSchema.Check(beside, "uncollapse");
        Assert.Contains("whole.json", beside, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.Place("whole.json")));
    }

    [Theory]
    [InlineData("openai", "{\"model\":\"gpt")]
    [InlineData("text", "# user")]
    [InlineData("transcript", "{\"parentUuid\":null")]
    public void ItIsWrittenInTheFormThatIsAskedFor(string form, string begins) =>
        Assert.StartsWith(begins, Run(0, Compacted("6k"), "--to", form).Text, StringComparison.Ordinal);

    [Fact]
    public void OnlyTheHandleThatIsNamedComesBack()
    {
        var context = Previewed();
        var handle = HandleText.Match(File.ReadAllText(context)).Value;
        var run = Run(0, context, "--handle", handle);
        Assert.DoesNotContain(handle, run.Text, StringComparison.Ordinal);
        Assert.Matches(HandleText, run.Text);
        Assert.Contains(" left: ", run.Sentence(), StringComparison.Ordinal);
        Assert.Contains("has no preview or stub of pith:00000000", Run(65, context, "--handle", "pith:00000000").Sentence(), StringComparison.Ordinal);
        Assert.Contains("is not a handle", Run(64, context, "--handle", "x").Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void AHandleThatIsNotInTheStoreIsNamedAndNothingIsWritten()
    {
        var context = Compacted("6k");
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.Place("another") } };
        Assert.Equal(66, run.Run("uncollapse", context, "-o", _folder.Place("whole.json")));
        Assert.Matches(HandleText, run.Sentence());
        Assert.Contains("PITH_HOME chooses the store", run.Sentence(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Place("whole.json")));
    }

    [Fact]
    public void DamageInTheStoreIsFoundByHash()
    {
        var context = Compacted("6k");
        foreach (var file in Directory.EnumerateFiles(_folder.Place("home"), "*.zst", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
            var bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 3] ^= 0x40;
            File.WriteAllBytes(file, bytes);
        }

        Assert.Contains("damaged", Run(65, context).Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatHasNothingLeftOutIsWrittenAsItIs() =>
        Assert.Contains("nothing of it is left out", Run(0, _folder.File("session.jsonl", SampleSession.Of(2))).Sentence(), StringComparison.Ordinal);

    [Fact]
    public void ASessionIsWrittenAsIfItsLastBoundaryHadNotBeen()
    {
        var id = Session(boundaries: 2);
        var run = Run(0, id[..8]);
        Assert.Contains("short 1", run.Text, StringComparison.Ordinal);
        Assert.Contains("said after 1", run.Text, StringComparison.Ordinal);
        Assert.Contains("said after 2", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("short 2", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("fix the parser", run.Text, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"claude-opus-4-5\"", run.Text, StringComparison.Ordinal);
        Assert.StartsWith("pith: the last compaction left out: ", run.Sentence(), StringComparison.Ordinal);
        Assert.Equal([], MessagesRules.Broken(Encoding.UTF8.GetBytes(run.Text)));
        Assert.Contains("fix the parser", Run(0, Session(boundaries: 1), "--to", "text").Text, StringComparison.Ordinal);
        Assert.Contains("has no compaction to undo", Run(65, Session(boundaries: 0)).Sentence(), StringComparison.Ordinal);
        Assert.Contains("neither a file nor a session", Run(66, "nowhere.json").Sentence(), StringComparison.Ordinal);
    }

    private string Session(int boundaries)
    {
        var home = _folder.Place("home");
        using var log = SessionLog.Create(new SessionFolder(home), new SessionHeader { Cwd = Environment.CurrentDirectory }, new BlobStore(home), new SessionOptions());
        log.AppendUser("\"fix the parser\""u8);
        log.AppendAssistant("""[{"type":"text","text":"I look."}]"""u8, new AssistantFacts { Model = "claude-opus-4-5" });
        for (var i = 1; i <= boundaries; i++)
        {
            log.AppendBoundary([new(Role.User, Encoding.UTF8.GetBytes($"\"short {i}\""))], "manual", 100, "{\"trigger\":\"manual\"}"u8);
            log.AppendAssistant(Encoding.UTF8.GetBytes($$"""[{"type":"text","text":"said after {{i}}"}]"""), new AssistantFacts { Model = "claude-opus-4-5" });
        }

        return log.Id;
    }

    private string Compacted(string budget, string form = "messages") => Compacted(form, SampleSession.Of(20), "--budget", budget);

    private string Previewed() => Compacted("messages", SampleSession.Of(6), "--budget", "9k", "--tiers", "micro");

    private string Compacted(string form, byte[] session, params string[] flags)
    {
        var place = _folder.Place("context.json");
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.Place("home") } };
        Assert.True(run.Run(["compact", _folder.File("session.jsonl", session), "--to", form, .. flags, "-o", place]) == 0, run.Complaint);
        return place;
    }

    private static long Number(string text) => long.Parse(text, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    private CliRun Run(int code, params string[] words)
    {
        var run = new CliRun { Variables = { ["PITH_HOME"] = _folder.Place("home") } };
        var ended = run.Run(["uncollapse", .. words]);
        Assert.True(code == ended, $"{ended}: {run.Complaint}");
        return run;
    }
}
