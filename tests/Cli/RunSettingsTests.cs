using System.Text;
using Pith.Cli;
using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Cli.Tables;
using Pith.MockModels;

namespace Pith.Tests.Cli;

/// <summary>What settings say of a run besides permissions, in the words of Claude Code.</summary>
[Collection(Alone.Name)]
public sealed class RunSettingsTests : IDisposable
{
    private const string Project = "project/.claude/settings.json", User = "home/.claude/settings.json";
    private readonly TemporaryFolder _folder = new();
    private readonly InFolder _inside;

    public RunSettingsTests()
    {
        Directory.CreateDirectory(_folder.Place("project/.claude"));
        Directory.CreateDirectory(_folder.Place("home/.claude"));
        _inside = new InFolder(_folder.Place("project"));
    }

    public void Dispose()
    {
        _inside.Dispose();
        _folder.Dispose();
    }

    /// <summary>Commands see the user's variables, and before them a project's, once it is trusted. A key of a provider stays here.</summary>
    [Theory]
    [InlineData(false, "user//:")]
    [InlineData(true, "mine/project/8080:")]
    public void VariablesReachCommands(bool trusted, string seen)
    {
        Put(User, """{"env":{"SETVAR":"user","OPENAI_API_KEY":"sk-secret"}}""");
        Put(Project, """{"env":{"SETVAR":"mine","PROJECTVAR":"project","PORT":8080,"ANTHROPIC_AUTH_TOKEN":"t"}}""");
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"echo \"$SETVAR/$PROJECTVAR/$PORT:$OPENAI_API_KEY$ANTHROPIC_AUTH_TOKEN.\""}"""), MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(0, run.Run(["-p", "go", "--allowedTools", "Bash", .. trusted ? (string[])["--trust"] : []]));
        Assert.Contains($"{seen}.", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(!trusted, run.Complaint.Contains("is of a folder that is not trusted, so what it allows or sets is passed over", StringComparison.Ordinal));
    }

    [Fact]
    public void VariablesReachHooks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a line for a shell");
        Put(User, """{"env":{"SETVAR":"x1"},"hooks":{"UserPromptSubmit":[{"hooks":[{"type":"command","command":"echo V=$SETVAR"}]}]}}""");
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run("-p", "go"));
        Assert.Contains("V=x1", server.Requests[0].Text, StringComparison.Ordinal);
    }

    /// <summary>People name the server that they ask in their settings.</summary>
    [Fact]
    public void TheUsersVariablesCountForPithItself()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Put(User, $$"""{"env":{"ANTHROPIC_BASE_URL":"{{server.Address}}","ANTHROPIC_MODEL":"haiku","PITH_HOME":"/nowhere/at/all"} }""");
        Assert.Equal(0, Run(null).Run("-p", "go"));
        Assert.Contains("\"model\":\"claude-haiku-5-5\"", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.False(Directory.Exists("/nowhere"));
    }

    [Theory]
    [InlineData("""{"model":"opus"}""", "claude-opus-5-5")]
    [InlineData("""{"model":"default"}""", "claude-sonnet-5-5")]
    [InlineData("""{"model":"opus"}""", "claude-haiku-5-5", "--model", "haiku")]
    [InlineData("""{"model":"opus","availableModels":["opus"]}""", "claude-opus-5-5")]
    [InlineData("""{"availableModels":["haiku"]}""", "claude-haiku-4-5", "--model", "claude-haiku-4-5")]
    public void TheModelOfTheSettingsIsAskedWhereNoFlagNamesOne(string settings, string model, params string[] flags)
    {
        Put(User, settings);
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run(["-p", "go", .. flags]));
        Assert.Contains($"\"model\":\"{model}\"", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatSettingsLeaveOutIsRefused()
    {
        Put(User, """{"availableModels":["haiku","claude-opus-4-1"]}""");
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(ExitCode.Usage, run.Run("-p", "go", "--model", "opus"));
        Assert.Contains("opus is not among the models that settings leave to choose from (availableModels): haiku, claude-opus-4-1", run.Sentence(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("\"sonnet,haiku\"")]
    [InlineData("""["sonnet","haiku"]""")]
    public void AFallbackModelOfTheSettingsAnswers(string models)
    {
        Put(User, $$"""{"fallbackModel":{{models}}}""");
        using var busy = new MockServer([MockAnswer.Refusal(529, "overloaded_error") with { Times = 3 }, MockAnswer.Text("from haiku")]);
        var run = Run(busy);
        Assert.Equal(0, run.Run("-p", "go"));
        Assert.Equal("from haiku\n", run.Text);
        Assert.Contains("\"model\":\"claude-haiku-5-5\"", busy.Requests[^1].Text, StringComparison.Ordinal);
    }

    /// <summary>Every documented key that changes nothing is named, all in one line; a value that asks for what pith does anyway is no news.</summary>
    [Fact]
    public void KeysThatChangeNothingAreNamedOnce()
    {
        Put(User, """{"statusLine":{"type":"command","command":"x"},"effortLevel":"high","autoMemoryEnabled":false,"includeGitInstructions":false,"sandbox":{"network":{"httpProxyPort":8080,"strictAllowlist":true}},"fileCheckpointingEnabled":true}""");
        Put(Project, """{"statusLine":{"type":"command","command":"y"},"worktree":{"sparsePaths":["a"]},"apiKeyHelper":"z","cleanupPeriodDays":3}""");
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "go", "--trust"));
        Assert.Equal("pith: note: of the settings, statusLine, cleanupPeriodDays, apiKeyHelper, worktree.sparsePaths, effortLevel, sandbox.network.strictAllowlist, sandbox.network.httpProxyPort change nothing here", run.Sentence());
    }

    [Fact]
    public void SettingsMayStandOnTheCommandLine()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"touch made && echo $A"}"""), MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "go", "--settings", """ {"permissions":{"allow":["Bash"]},"env":{"A":"given"},"model":"haiku"}"""));
        Assert.Equal("", run.Complaint);
        Assert.True(File.Exists(_folder.Place("project/made")));
        Assert.Contains("given", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"claude-haiku-5-5\"", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Equal(0, Run(null).Run("permissions", "why", "rm -r x", "--settings", """{"permissions":{"deny":["Bash(rm *)"]}}"""));
        var broken = Run(null);
        Assert.Equal(ExitCode.BadInput, broken.Run("-p", "go", "--settings", "{\"a\":"));
        Assert.Contains("--settings, line 1: this is no JSON", broken.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--permission-mode", "bypassPermissions")]
    [InlineData("--dangerously-skip-permissions")]
    [InlineData("--dangerously-skip-permissions", "--permission-mode", "bypassPermissions")]
    public void PermissionsMayBeSkipped(params string[] flags)
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"touch made"}"""), MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run(["-p", "go", .. flags]));
        Assert.True(File.Exists(_folder.Place("project/made")));
    }

    [Fact]
    public void TwoModesAreRefused()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(ExitCode.Usage, run.Run("-p", "go", "--dangerously-skip-permissions", "--permission-mode", "plan"));
        Assert.Contains("leave one of them out", run.Sentence(), StringComparison.Ordinal);
    }

    /// <summary>Folders that the command line adds belong to the workspace as those of the settings do.</summary>
    [Fact]
    public void FoldersMayBeAdded()
    {
        Directory.CreateDirectory(_folder.Place("one"));
        Directory.CreateDirectory(_folder.Place("two"));
        Directory.CreateDirectory(_folder.Place("three"));
        using var server = new MockServer([.. new[] { "one", "two", "three" }.Select((f, n) => MockAnswer.Call($"t{n}", "Write", $$"""{"file_path":"{{_folder.Place($"{f}/made")}}","content":"x"}""")), MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run("-p", "go", "--permission-mode", "acceptEdits", "--add-dir", "../one", _folder.Place("two"), "--max-turns", "9"));
        Assert.True(File.Exists(_folder.Place("one/made")));
        Assert.True(File.Exists(_folder.Place("two/made")));
        Assert.False(File.Exists(_folder.Place("three/made")));
        var run = Run(server);
        Assert.Equal(ExitCode.NoInput, run.Run("-p", "go", "--add-dir", "../one", "a prompt"));
        Assert.Contains("--add-dir names 'a prompt', which is no folder; it takes all words up to the next flag", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void ManualIsAWordForDefault()
    {
        var run = Run(null);
        Assert.Equal(0, run.Run("permissions", "why", "touch x", "--mode", "manual", "--json"));
        Assert.Contains("\"mode\": \"default\"", run.Text, StringComparison.Ordinal);
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run("-p", "go", "--permission-mode", "manual"));
    }

    /// <summary>A person's own settings may consent to servers of folders nobody trusts; a project's may only say no.</summary>
    [Theory]
    [InlineData("""{"enableAllProjectMcpServers":true}""", "{}", "ab", false)]
    [InlineData("""{"enabledMcpjsonServers":["a"]}""", "{}", "a", true)]
    [InlineData("""{"enabledMcpjsonServers":["a"],"disabledMcpjsonServers":["b"]}""", "{}", "a", false)]
    [InlineData("""{"enableAllProjectMcpServers":true}""", """{"disabledMcpjsonServers":["a"]}""", "b", false)]
    [InlineData("{}", """{"enableAllProjectMcpServers":true,"enabledMcpjsonServers":["a","b"]}""", "", true)]
    public void SettingsMayConsentToServers(string user, string project, string started, bool noted)
    {
        Put("project/.mcp.json", """{"mcpServers":{"a":{"command":"a"},"b":{"command":"b"}}}""");
        Put(User, user);
        Put(Project, project);
        var error = new MemoryStream();
        var around = new Surroundings { In = Stream.Null, Out = Stream.Null, Error = error, Variable = name => name == "HOME" ? _folder.Place("home") : null };
        var invocation = new Invocation { Command = AgentCommand.Ask, Name = "print", Given = new Dictionary<Flag, string>(), Operands = [], Around = around };
        Assert.Equal(started, string.Concat(ServerFiles.Of(invocation, Directory.GetCurrentDirectory()).Select(s => s.Name)));
        Assert.Equal(noted, Encoding.UTF8.GetString(error.ToArray()).Contains("'pith trust add' until further notice", StringComparison.Ordinal));
    }

    /// <summary>Where checkpoints are off, nothing is taken down to go back to.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ChangesOfFilesAreTakenDownUnlessSettingsSayOtherwise(bool kept)
    {
        Put(User, $$"""{"fileCheckpointingEnabled":{{(kept ? "true" : "false")}}}""");
        using var server = new MockServer([MockAnswer.Call("t1", "Write", """{"file_path":"made","content":"x"}"""), MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run("-p", "go", "--permission-mode", "acceptEdits"));
        Assert.True(File.Exists(_folder.Place("project/made")));
        var log = string.Concat(Directory.GetFiles(_folder.Place("store/sessions"), "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Equal(kept, log.Contains("file-change", StringComparison.Ordinal));
    }

    private CliRun Run(MockServer? server)
    {
        var run = new CliRun { InputIsTerminal = true, Width = 200, Variables = { ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Place("store"), ["HOME"] = _folder.Place("home") } };
        if (server is not null)
            run.Variables["ANTHROPIC_BASE_URL"] = server.Address.ToString();
        return run;
    }

    private void Put(string name, string text) => File.WriteAllText(_folder.Place(name), text);
}
