using System.Text.Json;
using Pith.MockModels;
using Pith.Tests.Tools.Servers;
using static Pith.Tests.Cli.HookRoom;

namespace Pith.Tests.Cli;

/// <summary>Hooks that are no commands, and those that nobody waits for.</summary>
[Collection(Alone.Name)]
public sealed class HookKindTests : IDisposable
{
    private readonly HookRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void AnAgentReadsFilesBeforeItAnswersAndItsDollarsAreBooked()
    {
        _room.Put("project/result.txt", "3 tests failed");
        _room.Settings(("Stop", "", new { type = "agent", prompt = "Do the tests pass? $ARGUMENTS", model = "haiku" }));
        using var server = new MockServer([
            MockAnswer.Text("done"), MockAnswer.Call("r", "Read", """{"file_path":"result.txt"}"""), MockAnswer.Text("""I looked. {"ok":false,"reason":"three tests fail"}"""),
            MockAnswer.Text("mended"), MockAnswer.Text("""{"ok":true}""")]);
        var run = _room.Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "go", "--output-format", "json"), run.Complaint));
        Assert.Contains("\"hook_event_name\\\":\\\"Stop", server.Requests[1].Text.Replace("\\u0022", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("3 tests failed", server.Requests[2].Text, StringComparison.Ordinal);
        Assert.Equal(["Read", "Glob", "Grep"], JsonDocument.Parse(server.Requests[1].Text).RootElement.GetProperty("tools").EnumerateArray().Select(t => Word(t, "name")));
        Assert.Contains("three tests fail", server.Requests[3].Text, StringComparison.Ordinal);
        var agents = JsonDocument.Parse(run.Text).RootElement.GetProperty("agents").EnumerateArray().ToArray();
        Assert.Equal([("hook", 2), ("hook", 1)], agents.Select(a => (Word(a, "type"), a.GetProperty("num_turns").GetInt32())));
        Assert.All(agents, a => Assert.True(a.GetProperty("total_cost_usd").GetDecimal() > 0));
    }

    [Fact]
    public void AnAgentOfAHookMayReadNoMoreThanRulesLetIt()
    {
        _room.Put("project/.env", "SECRET=1");
        _room.Settings(("Stop", "", new { type = "agent", prompt = "Look", model = "haiku" }));
        using var server = new MockServer([MockAnswer.Text("done"), MockAnswer.Call("r", "Read", """{"file_path":".env"}"""), MockAnswer.Text("""{"ok":true}""")]);
        Assert.Equal(0, _room.Run(server).Run("-p", "go", "--disallowedTools", "Read(.env)"));
        Assert.DoesNotContain("SECRET", server.Requests[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAPromptHookTakesIsBookedAndCountsTowardsTheBudget()
    {
        _room.Settings(("UserPromptSubmit", "", new { type = "prompt", prompt = "Is it polite?", model = "haiku" }));
        using var server = new MockServer([MockAnswer.Text("""{"ok":true,"reason":""}"""), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal(0, run.Run("-p", "go", "--model", "sonnet", "--output-format", "json"));
        var used = JsonDocument.Parse(run.Text).RootElement.GetProperty("modelUsage").EnumerateObject().Select(m => m.Name).ToArray();
        Assert.Contains(used, m => m.Contains("haiku", StringComparison.Ordinal));
        Assert.Equal(2, used.Length);
        using var poor = new MockServer([MockAnswer.Text("done")]);
        run = _room.Run(poor);
        _ = run.Run("-p", "go", "--model", "sonnet", "--max-budget-usd", "0.0001");
        Assert.Contains("too little is left of the limits", run.Complaint, StringComparison.Ordinal);
        Assert.DoesNotContain(poor.Requests, r => r.Text.Contains("Is it polite", StringComparison.Ordinal));
    }

    [Fact]
    public void AServersToolIsCalledWithFieldsOfTheEvent()
    {
        using var scripted = new ScriptedServer();
        _room.Put("project/a.txt", "text");
        _room.Settings(("PostToolUse", "Read", new { type = "mcp_tool", server = "scripted", tool = "echo", input = new { path = "${tool_input.file_path}", none = "[${tool_input.none}]" } }),
            ("PreToolUse", "Read", new { type = "mcp_tool", server = "gone", tool = "echo" }));
        using var server = new MockServer([MockAnswer.Call("1", "Read", """{"file_path":"a.txt"}"""), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal(0, run.Run("-p", "go", "--mcp-config", $$"""{"mcpServers":{"scripted":{"command":"sh","args":["{{scripted.Program}}"],"env":{"JOURNAL":"{{scripted.Journal}}"} } } }"""));
        Assert.Contains("\"arguments\":{\"path\":\"a.txt\",\"none\":\"[]\"}", File.ReadAllText(scripted.Journal).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("there is no server gone", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAHookSaysLaterIsToldWithTheNextMessage()
    {
        _room.Settings(("PreToolUse", "Bash", new { type = "command", @async = true, command = $$$"""echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","additionalContext":"said late"}}'; touch {{{_room.Place("late")}}}""" }));
        _room.Put("wait.sh", "i=0; while [ ! -e $1 ] && [ $i -lt 400 ]; do sleep 0.05; i=$((i+1)); done; sleep 0.3");
        using var server = new MockServer([MockAnswer.Call("1", "Bash", JsonSerializer.Serialize(new { command = $"sh {_room.Place("wait.sh")} {_room.Place("late")}" })), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "go", "--permission-mode", "bypassPermissions"), run.Complaint));
        Assert.Contains("said late", server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"mcp_tool","server":"a"}""", "needs a 'server' and a 'tool'")]
    [InlineData("""{"type":"agent"}""", "needs a 'prompt'")]
    [InlineData("""{"type":"mcp_tool","server":"a","tool":"b","input":[]}""", "input: it must be an object")]
    public void AHookThatCannotBeReadNamesItsPlace(string hook, string why)
    {
        _room.Put("home/.claude/settings.json", $$$"""{"hooks":{"Stop":[{"hooks":[{{{hook}}}]}]}}""");
        var run = _room.Run(null);
        Assert.Equal(65, run.Run("hooks", "list"));
        Assert.Contains(why, run.Sentence(), StringComparison.Ordinal);
    }
}
