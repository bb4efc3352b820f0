using Pith.MockModels;
using Pith.Tokens;

namespace Pith.Tests.Cli;

/// <summary><c>pith compact --summary-model</c>: a model may add, and can spoil nothing.</summary>
public sealed class CompactSummaryTests : IDisposable
{
    private const string Good = "## Intent\\nThe user wants the build of widget to pass.\\n## Next step\\nMend part3.c. Then edit src/never/seen.c.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CheckedWordsOfAModelStandInTheContextWithinItsBudget()
    {
        var (context, said) = Compact($$"""{"text":"{{Good}}"}""");
        Assert.Contains("The user wants the build of widget to pass.", context, StringComparison.Ordinal);
        Assert.DoesNotContain("never/seen", context, StringComparison.Ordinal);
        Assert.InRange(TokenCounter.O200k.Count(System.Text.Encoding.UTF8.GetBytes(context)), 1000, 6000);
        Assert.Contains("words, checked against the source; 1 sentence went", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "has no answer left")]
    [InlineData("""{"text":"I would rather not."}""", "said nothing that the source bears out")]
    [InlineData("""{"error":{"type":"overloaded_error","message":"no room"}}""", "failed (")]
    [InlineData("{not json", "could not be asked (")]
    public void WhateverFailsLeavesTheContextThatCodeMakes(string script, string note)
    {
        var (context, said) = Compact(script);
        Assert.Equal(Plain(), context);
        Assert.Contains(note, said, StringComparison.Ordinal);
        Assert.Contains("made by code alone", said, StringComparison.Ordinal);
        Assert.StartsWith("pith: note: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAModelToAskThereIsStillAContext()
    {
        var run = New();
        Assert.Equal(0, run.Run("compact", Session(), "--budget", "6k", "--summary-model", "haiku", "-o", _folder.Place("out")));
        Assert.Contains("no model is configured", run.Complaint, StringComparison.Ordinal);
        Assert.Equal(Plain(), File.ReadAllText(_folder.Place("out")));
    }

    [Fact]
    public void InstructionsGoIntoThePromptBehindTheConversation()
    {
        using var server = new MockServer([MockAnswer.Text(Good.Replace("\\n", "\n", StringComparison.Ordinal))]);
        var run = New();
        run.Variables["ANTHROPIC_BASE_URL"] = server.Address.ToString();
        Assert.Equal(0, run.Run("compact", Session(), "--budget", "6k", "--to", "text", "--summary-model", "claude-haiku-4-5", "--instructions", "keep widget_2_9", "-o", _folder.Place("out")));
        var asked = Assert.Single(server.Requests).Text;
        Assert.Contains("The user adds: keep widget_2_9", asked, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"claude-haiku-4-5\"", asked, StringComparison.Ordinal);
        Assert.Contains("widget_6_66(int value)", asked, StringComparison.Ordinal);
        Assert.Contains("<pith-summary>", File.ReadAllText(_folder.Place("out")), StringComparison.Ordinal);
    }

    [Fact]
    public void APlanAsksNobody() =>
        Assert.Contains("--plan asks no model", CliRun.Bad(64, "compact", Session(), "--budget", "6k", "--plan", "--summary-model", "haiku"), StringComparison.Ordinal);

    private (string Context, string Said) Compact(string script)
    {
        var run = New();
        var model = "script:" + _folder.File("script.jsonl", System.Text.Encoding.UTF8.GetBytes(script));
        Assert.Equal(0, run.Run("compact", Session(), "--budget", "6k", "--summary-model", model, "-o", _folder.Place("out")));
        return (File.ReadAllText(_folder.Place("out")), run.Sentence());
    }

    private string Plain()
    {
        Assert.Equal(0, New().Run("compact", Session(), "--budget", "6k", "-o", _folder.Place("plain")));
        return File.ReadAllText(_folder.Place("plain"));
    }

    private string Session() => _folder.File("session.jsonl", SampleSession.Of(20));

    private CliRun New() => new() { Variables = { ["PITH_HOME"] = _folder.Place("home") } };
}
