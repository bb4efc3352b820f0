using System.Text.Json;
using Pith.Cli;
using Pith.Cli.Commands;
using Pith.Cli.Tables;
using Pith.MockModels;
using Pith.Tests.Tools.Servers;

namespace Pith.Tests.Cli;

/// <summary>Servers of tools, from the command line to the model and back.</summary>
public sealed class McpTests : IDisposable
{
    private readonly ScriptedServer _scripted = new();
    private readonly TemporaryFolder _home = new();

    public McpTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "servers are started on Linux only");

    public void Dispose()
    {
        _scripted.Dispose();
        _home.Dispose();
    }

    [Fact]
    public void TheModelSeesTheToolsAndRulesDecideOnTheirNames()
    {
        using var model = new MockServer([MockAnswer.Call("t1", "mcp__scripted__echo", "{}"), MockAnswer.Call("t2", "mcp__scripted__add", "{}"), MockAnswer.Text("done")]);
        var run = Run(("ANTHROPIC_BASE_URL", model.Address.ToString()));
        Assert.Equal(0, run.Run("-p", "hi", "--mcp-config", Config(), "--strict-mcp-config", "--allowedTools", "mcp__scripted__echo", "--output-format", "stream-json"));
        Assert.Contains("\"name\":\"mcp__scripted__echo\"", model.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("\"content\":\"hello\"", model.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("no rule allows mcp__scripted__add", model.Requests[2].Text, StringComparison.Ordinal);
        var first = JsonDocument.Parse(run.Text.Split('\n')[0]).RootElement;
        Assert.Equal("""[{"name":"scripted","status":"connected"}]""", first.GetProperty("mcp_servers").GetRawText());
    }

    [Fact]
    public void AServerThatFailsIsNamedAndTheRunGoesOn()
    {
        using var model = new MockServer([MockAnswer.Text("done")]);
        var run = Run(("ANTHROPIC_BASE_URL", model.Address.ToString()));
        Assert.Equal(0, run.Run("-p", "hi", "--mcp-config", """{"mcpServers":{"gone":{"command":"no-such-program"}}}"""));
        Assert.Equal("done\n", run.Text);
        Assert.Contains("warning: the server gone is not there: there is no program no-such-program", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheUsersServersCountAndAreListedShownAndCalled()
    {
        File.WriteAllText(_home.Place(".claude.json"), Config());
        var list = Run();
        Assert.Equal(0, list.Run("mcp", "list"));
        Assert.Contains("there, protocol 2025-06-18", list.Text, StringComparison.Ordinal);
        var get = Run();
        Assert.Equal(0, get.Run("mcp", "get", "scripted"));
        Assert.Contains("mcp__scripted__add\n  Adds\n", get.Text, StringComparison.Ordinal);
        Assert.Contains("variables JOURNAL", get.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_scripted.Journal, get.Text, StringComparison.Ordinal);
        var call = Run();
        Assert.Equal(0, call.Run("mcp", "call", "scripted", "echo"));
        Assert.Equal("hello\n", call.Text);
        var absent = Run();
        Assert.Equal(ExitCode.NoInput, absent.Run("mcp", "call", "scripted", "fly"));
        Assert.Contains("has no tool 'fly'; it has add, echo", absent.Sentence(), StringComparison.Ordinal);
        var unknown = Run();
        Assert.Equal(ExitCode.NoInput, unknown.Run("mcp", "get", "other"));
        Assert.Contains("no server is called 'other'; there are scripted", unknown.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", ExitCode.BadInput, "--mcp-config, line 1: this is no JSON")]
    [InlineData("nowhere.json", ExitCode.NoInput, "nowhere.json does not exist")]
    public void AConfigurationThatCannotBeReadIsAnError(string word, int code, string sentence)
    {
        var run = Run();
        Assert.Equal(code, run.Run("mcp", "list", "--mcp-config", word));
        Assert.Contains(sentence, run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void AProjectsServersCountOnceItsFolderIsTrusted()
    {
        var folder = _home.Place("work");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ".mcp.json"), """{"mcpServers":{"ours":{"command":"a"},"off":{"command":"b"}}}""");
        Assert.Empty(Names(folder, out var note));
        Assert.Contains("note: .mcp.json is of a folder that is not trusted, so its servers are not started; --trust starts them", note, StringComparison.Ordinal);
        Assert.Equal(["ours", "off"], Names(folder, out _, Flags.Trust));
        File.WriteAllText(_home.Place(".claude.json"), $$"""
            {"mcpServers":{"mine":{"command":"c"},"ours":{"command":"d"} },
             "projects":{"{{folder}}":{"hasTrustDialogAccepted":true,"enabledMcpjsonServers":["ours"],"disabledMcpjsonServers":["off"],"mcpServers":{"here":{"command":"e"} } } } }
            """);
        Assert.Equal(["here", "ours", "mine", "ours"], Names(folder, out note));
        Assert.Equal("", note);
        Assert.Empty(Names(folder, out _, Flags.StrictMcp));
    }

    private string[] Names(string folder, out string note, params Flag[] flags)
    {
        var error = new MemoryStream();
        var around = new Pith.Cli.Surroundings { In = Stream.Null, Out = Stream.Null, Error = error, Variable = name => name == "HOME" ? _home.Path : null };
        var servers = Pith.Cli.Runs.ServerFiles.Of(new Invocation { Command = AgentCommand.Ask, Name = "print", Given = flags.ToDictionary(f => f, _ => ""), Operands = [], Around = around }, folder);
        note = System.Text.Encoding.UTF8.GetString(error.ToArray());
        return [.. servers.Select(s => s.Name)];
    }

    private string Config() => $$"""{ "mcpServers": { "scripted": { "command": "sh", "args": ["{{_scripted.Program}}"], "env": { "JOURNAL": "{{_scripted.Journal}}" } } } }""";

    private CliRun Run(params (string Name, string Value)[] variables)
    {
        var run = new CliRun { InputIsTerminal = true, Variables = { ["PITH_HOME"] = _home.Place("pith"), ["HOME"] = _home.Path } };
        foreach (var (name, value) in variables)
            run.Variables[name] = value;
        return run;
    }
}
