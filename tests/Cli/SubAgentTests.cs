using System.Text.Json;
using Pith.MockModels;
using Pith.Sessions;

namespace Pith.Tests.Cli;

/// <summary>Sub-agents from the command line, against a model on loopback.</summary>
public sealed class SubAgentTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void ATaskIsGivenAwayItsReportComesBackAndItsLogLiesBesideTheParents()
    {
        using var model = new MockServer([Start("Explore"), MockAnswer.Text("nothing found"), MockAnswer.Text("done")]);
        var run = Run(model);
        Assert.Equal(0, run.Run("-p", "hi", "--output-format", "json"));
        Assert.Contains("You are a sub-agent of pith", model.Requests[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"name\":\"Write\"", model.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("nothing found", model.Requests[2].Text, StringComparison.Ordinal);
        var result = JsonDocument.Parse(run.Text).RootElement;
        var agent = Assert.Single(result.GetProperty("agents").EnumerateArray());
        Assert.Equal(("Explore", 1), (agent.GetProperty("type").GetString(), agent.GetProperty("num_turns").GetInt32()));
        Assert.True(agent.GetProperty("total_cost_usd").GetDecimal() > 0);
        Assert.True(result.GetProperty("total_cost_usd").GetDecimal() > agent.GetProperty("total_cost_usd").GetDecimal());

        var sessions = new SessionFolder(_home.Path);
        var session = Assert.Single(sessions.List());
        var log = Assert.Single(Directory.GetFiles(SessionFolder.AgentsOf(session.Path), "*.jsonl"));
        var text = File.ReadAllText(log);
        Assert.Contains($"\"parentSession\":\"{session.Id}\",\"toolUseId\":\"t1\",\"kind\":\"Explore\"", text, StringComparison.Ordinal);
        Assert.Contains("nothing found", text, StringComparison.Ordinal);
        Assert.Equal(0, Run(model).Run("sessions", "rm", session.Id));
        Assert.False(File.Exists(log));
    }

    [Fact]
    public void RulesMayForbidAKindUnderEitherName()
    {
        using var model = new MockServer([Start("Explore"), MockAnswer.Text("done")]);
        Assert.Equal(0, Run(model).Run("-p", "hi", "--disallowedTools", "Task(Explore)"));
        Assert.Contains("the rule Agent(Explore) denies it", model.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ADefinitionOfTheUsersIsAKind()
    {
        Directory.CreateDirectory(_home.Place(".claude/agents"));
        _home.File(".claude/agents/poet.md", "---\nname: poet\ndescription: writes verses\ntools: Read\nmodel: haiku\n---\nYou rhyme."u8);
        _home.File(".claude/agents/broken.md", "x"u8);
        using var model = new MockServer([Start("poet"), MockAnswer.Text("a verse"), MockAnswer.Text("done")]);
        var run = Run(model);
        Assert.Equal(0, run.Run("-p", "hi"));
        Assert.Contains("poet: writes verses; Explore:", model.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("You rhyme.", model.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"claude-haiku-5-5\"", model.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("broken.md: it must begin with a line of ---", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void HooksHearOfItsBeginningAndItsEndAndMayHaveItGoOn()
    {
        Directory.CreateDirectory(_home.Place(".claude"));
        var (heard, again) = (_home.Place("heard"), _home.Place("again"));
        object Hook(string command) => new[] { new { matcher = "Explore", hooks = new[] { new { type = "command", command } } } };
        File.WriteAllText(_home.Place(".claude/settings.json"), JsonSerializer.Serialize(new
        {
            hooks = new Dictionary<string, object>
            {
                ["SubagentStart"] = Hook($"cat >> {heard}; echo >> {heard}; exit 2"),
                ["SubagentStop"] = Hook($"cat >> {heard}; echo >> {heard}; [ -e {again} ] || {{ touch {again}; echo look once more >&2; exit 2; }}"),
                ["Stop"] = Hook($"echo main >> {heard}"),
            },
        }));
        using var model = new MockServer([Start("Explore"), MockAnswer.Text("nothing found"), MockAnswer.Text("really nothing"), MockAnswer.Text("done")]);
        var run = Run(model);
        Assert.Equal(0, run.Run("-p", "hi"));
        Assert.Contains("look once more", model.Requests[2].Text, StringComparison.Ordinal);
        Assert.Contains("really nothing", model.Requests[3].Text, StringComparison.Ordinal);
        var events = File.ReadAllLines(heard).Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(["SubagentStart", "SubagentStop", "SubagentStop"], events.Select(e => e.GetProperty("hook_event_name").GetString()));
        Assert.All(events, e => Assert.Equal("Explore", e.GetProperty("agent_type").GetString()));
        Assert.Single(events.Select(e => e.GetProperty("agent_id").GetString()).Distinct());
        Assert.Equal([false, true], events.Skip(1).Select(e => e.GetProperty("stop_hook_active").GetBoolean()));
    }

    [Fact]
    public void WhatAnAgentMayNotIsDecidedAsForItsParent()
    {
        using var model = new MockServer([Start("general-purpose"), MockAnswer.Call("w", "Write", """{"file_path":"/etc/pith","content":""}"""), MockAnswer.Text("refused"), MockAnswer.Text("done")]);
        Assert.Equal(0, Run(model).Run("-p", "hi"));
        Assert.Contains("not permitted without consent", model.Requests[2].Text, StringComparison.Ordinal);
    }

    private static MockAnswer Start(string kind) => MockAnswer.Call("t1", "Agent", $$"""{"description":"look","prompt":"look around","subagent_type":"{{kind}}"}""");

    private CliRun Run(MockServer server) => new() { InputIsTerminal = true, Variables = { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["PITH_HOME"] = _home.Path, ["HOME"] = _home.Path } };
}
