using System.Text.Json;
using Pith.Cli;
using Pith.MockModels;

namespace Pith.Tests.Cli;

/// <summary>What settings say to the model that judges in mode auto, and rules that speak of what is not here.</summary>
[Collection(Alone.Name)]
public sealed class AutoModeSettingsTests : IDisposable
{
    private const string Auto = """
        {"autoMode":{"environment":["$defaults","Source control: git.example.com/acme"],"soft_deny":["Never touch\n- infra/prod"],"allow":["Staging is ours"]}}
        """;

    private readonly HookRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void TheModelIsToldTheUsersRulesWithWhatIsBuiltInAndNoneOfAProject()
    {
        _room.Put("home/.claude/settings.json", Auto);
        _room.Put("project/.claude/settings.json", """{"autoMode":{"allow":["everything the project wants"]}}""");
        _room.Put("project/.claude/settings.local.json", """{"autoMode":{"allow":["everything local"]}}""");
        using var server = new MockServer([Frobnicate, MockAnswer.Text("""{"verdict":"deny","reason":"not ours"}"""), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        run.Variables["PITH_AUTO_MODEL"] = "haiku";
        Assert.Equal(0, run.Run("-p", "go", "--permission-mode", "auto", "--trust"));
        var told = JsonDocument.Parse(server.Requests[1].Text).RootElement.GetProperty("system")[0].GetProperty("text").GetString()!;
        Assert.Contains("- The project and the remotes of its repository are the user's own. Everything else belongs to others.\n- Source control: git.example.com/acme\n", told, StringComparison.Ordinal);
        Assert.Contains("asked for exactly this call:\n- Never touch - infra/prod\n\n", told, StringComparison.Ordinal); // one line, and nothing built in beside it
        Assert.Contains("whatever the user said, where one of these fits:\n- It gives away secrets", told, StringComparison.Ordinal);
        Assert.Contains("\"allow\" where one of these fits:\n- Staging is ours\n\n", told, StringComparison.Ordinal);
        Assert.DoesNotContain("everything", told.Replace("everything else", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("not ours", server.Requests[2].Text, StringComparison.Ordinal);
        Assert.Equal(2, run.Complaint.Split("autoMode is not taken from files of a project").Length - 1);
    }

    [Fact]
    public void WhereNoModelJudgesTheyAreNamedAsNotApplied()
    {
        _room.Put("home/.claude/settings.json", Auto);
        using var server = new MockServer([MockAnswer.Text("done") with { Times = 2 }]);
        var run = _room.Run(server);
        Assert.Equal(0, run.Run("-p", "go", "--permission-mode", "auto"));
        Assert.Equal("pith: note: autoMode.environment, autoMode.allow, autoMode.soft_deny are for a model that judges, and PITH_AUTO_MODEL names none, so they are not applied", run.Sentence());
        run = _room.Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "go"), run.Complaint)); // in another mode nobody misses them
    }

    [Fact]
    public void RulesThatAllowCommandsGoWhereAllAreToBeJudged()
    {
        _room.Put("home/.claude/settings.json", """{"permissions":{"allow":["Bash(frobnicate *)","Read(//etc/hosts)"]},"autoMode":{"classifyAllShell":true}}""");
        using var server = new MockServer([Frobnicate, MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal(0, run.Run("-p", "go", "--permission-mode", "auto"));
        Assert.Contains("mode auto goes without the rules Bash(frobnicate *), which", run.Complaint, StringComparison.Ordinal);
        Assert.Contains("\"is_error\":true", server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheVerbShowsWhatTheModelIsTold()
    {
        _room.Put("home/.claude/settings.json", Auto);
        var run = _room.Run(null);
        Assert.Equal(0, run.Run("permissions", "auto"));
        Assert.Contains("model: none, so what follows is not applied", run.Text, StringComparison.Ordinal);
        Assert.Contains("environment:\n  - The project and", run.Text, StringComparison.Ordinal);
        Assert.Contains("soft_deny (in place of what is built in):\n  - Never touch", run.Text, StringComparison.Ordinal);
        Assert.Contains("hard_deny (built in):\n", run.Text, StringComparison.Ordinal);
        _room.Put("home/.claude/settings.json", """{"autoMode":{"allow":"x"}}""");
        run = _room.Run(null);
        Assert.Equal(ExitCode.BadInput, run.Run("permissions", "auto"));
        Assert.Contains("autoMode.allow: it must be a list of texts", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void RulesThatNameWhatIsNotHereAreToldInOneLine()
    {
        _room.Put("home/.claude/settings.json", """{"permissions":{"allow":["Skill(deploy *)","Cd(~/code/**)","Bash(ls *)","mcp__a__b"],"deny":["WebSearch","*"]}}""");
        using var server = new MockServer([MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal(0, run.Run("-p", "go"));
        Assert.Equal("pith: note: the rules WebSearch, Skill(deploy *), Cd(~/code/**) decide nothing here: there is no tool WebSearch, there are no skills, there is no command /cd", run.Sentence());
    }

    private static MockAnswer Frobnicate => MockAnswer.Call("1", "Bash", """{"command":"frobnicate all"}""");
}
