using System.Text.Json;
using Pith.Cli;
using Pith.MockModels;
using static Pith.Tests.Cli.HookRoom;

namespace Pith.Tests.Cli;

/// <summary>The message that hooks have a session begin with where nobody types: <c>initialUserMessage</c> of SessionStart.</summary>
[Collection(Alone.Name)]
public sealed class FirstMessageTests : IDisposable
{
    private readonly HookRoom _room = new();

    public void Dispose() => _room.Dispose();

    /// <summary>It is the first turn, and the prompt of the command line, where there is one, the next; the output has one end.</summary>
    [Theory]
    [InlineData("text", false)]
    [InlineData("text", true)]
    [InlineData("json", false)]
    [InlineData("json", true)]
    [InlineData("stream-json", false)]
    [InlineData("stream-json", true)]
    public void ASessionBeginsWithIt(string format, bool prompted)
    {
        _room.Settings(("SessionStart", "startup", Begins("read the tickets", ",\"additionalContext\":\"it is Monday\"")), ("UserPromptSubmit", "", Command(_room.Tell)));
        using var server = new MockServer([MockAnswer.Text("one"), MockAnswer.Text("two")]);
        var run = _room.Run(server);
        Assert.Equal((0, ""), (run.Run(["-p", .. prompted ? (string[])["the prompt"] : [], "--output-format", format]), run.Complaint));
        Assert.Equal(prompted ? ["read the tickets", "the prompt"] : ["read the tickets"], _room.Heard.Select(h => Word(h, "prompt")));
        Assert.Equal(prompted ? 2 : 1, server.Requests.Count);
        Assert.Contains("it is Monday", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the prompt", server.Requests[0].Text, StringComparison.Ordinal);
        var end = prompted ? "two" : "one";
        if (format == "text")
        {
            Assert.Equal($"{end}\n", run.Text);
            return;
        }

        var results = run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).Where(l => Word(l, "type") == "result").ToArray();
        Assert.Equal((end, prompted ? 2 : 1), (Word(Assert.Single(results), "result"), results[0].GetProperty("num_turns").GetInt32()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \\n ")]
    [InlineData(null)]
    public void WhereHooksSayNothingThereIsNoPromptAndNobodyIsAsked(string? said)
    {
        _room.Settings(("SessionStart", "", said is null ? Command("true") : Begins(said)));
        using var server = new MockServer([]);
        var run = _room.Run(server);
        Assert.Equal(ExitCode.Usage, run.Run("-p"));
        Assert.Contains("there is no prompt", run.Sentence(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    /// <summary>What refuses prompts refuses this one, and then nothing else is asked.</summary>
    [Fact]
    public void WhatRefusesPromptsRefusesItToo()
    {
        _room.Settings(("SessionStart", "", Begins("the secret is 7")), ("UserPromptSubmit", "", Command("grep -q secret && { echo no secrets >&2; exit 2; }; true")));
        using var server = new MockServer([]);
        var run = _room.Run(server);
        Assert.Equal(ExitCode.Stopped, run.Run("-p", "the prompt"));
        Assert.Contains("a hook refused the prompt, and no model was asked: no secrets", run.Sentence(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void AHookMayEndTheRunBeforeItBegins()
    {
        _room.Settings(("SessionStart", "", Command("""echo '{"continue":false,"stopReason":"not on Sundays"}'""")));
        using var server = new MockServer([]);
        foreach (var words in (string[][])[["-p"], ["-p", "the prompt"]])
        {
            var run = _room.Run(server);
            Assert.Equal(ExitCode.Stopped, run.Run(words));
            Assert.Contains("a hook ended the run: not on Sundays", run.Sentence(), StringComparison.Ordinal);
        }
    }

    /// <summary>The messages of several hooks are one; the schema is that of the last answer.</summary>
    [Fact]
    public void OnlyTheLastAnswerMustFitTheSchema()
    {
        _room.Settings(("SessionStart", "", Begins("one thing")), ("SessionStart", "startup", Begins("and another")));
        using var server = new MockServer([MockAnswer.Text("prose"), MockAnswer.Text("7")]);
        var run = _room.Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "how many?", "--json-schema", """{"type":"integer"}"""), run.Complaint));
        Assert.Equal("7\n", run.Text);
        Assert.Contains("one thing\\n\\nand another", server.Requests[0].Text, StringComparison.Ordinal);
    }

    private static object Begins(string message, string more = "") =>
        Command($$$"""printf '%s' '{"hookSpecificOutput":{"hookEventName":"SessionStart","initialUserMessage":"{{{message}}}"{{{more}}}}}'""");
}
