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

    /// <summary>Editors and programs write down every key they know of: null is as if it were not there, in every reader.</summary>
    [Fact]
    public void EveryKeyMayBeNull()
    {
        const string settings = """
            {"permissions":{"allow":null,"ask":null,"deny":null,"additionalDirectories":null,"defaultMode":null,"disableBypassPermissionsMode":null,"disableAutoMode":null,"blockWritesOutsideWorkingDirectories":null},
             "disableAutoMode":null,"autoMode":{"environment":null,"allow":null,"soft_deny":null,"hard_deny":null,"classifyAllShell":null},
             "hooks":{"PreToolUse":null,"Stop":[{"matcher":null,"hooks":[{"type":null,"command":"true","args":null,"timeout":null,"if":null,"onFailure":null,"async":null,"asyncRewake":null,"once":null,"url":null,"headers":null,"allowedEnvVars":null,"prompt":null,"model":null,"server":null,"tool":null,"input":null,"statusMessage":null,"shell":null}]}]},
             "disableAllHooks":null,"allowManagedHooksOnly":null,"allowedHttpHookUrls":null,"env":{"A":null},"model":null,"effortLevel":null,"maxEffortLevel":null,"fallbackModel":null,"availableModels":null,"statusLine":null,"outputStyle":null,
             "autoCompactEnabled":null,"autoCompactWindow":null,"autoMemoryEnabled":null,"claudeMdExcludes":null,"cleanupPeriodDays":null,"fileCheckpointingEnabled":null,"includeGitInstructions":null,"idleCompaction":null,"precomputeCompactionEnabled":null,
             "sandbox":{"enabled":null,"failIfUnavailable":null,"autoAllowBashIfSandboxed":null,"allowUnsandboxedCommands":null,"excludedCommands":null,"filesystem":{"allowWrite":null,"denyWrite":null,"allowRead":null,"denyRead":null},
                        "network":{"allowedDomains":null,"deniedDomains":null,"strictAllowlist":null,"httpProxyPort":null,"socksProxyPort":null,"allowLocalBinding":null,"allowUnixSockets":null,"allowAllUnixSockets":null},"credentials":{"files":null,"envVars":null}},
             "worktree":{"baseRef":null,"symlinkDirectories":null,"sparsePaths":null},"enableAllProjectMcpServers":null,"enabledMcpjsonServers":null,"disabledMcpjsonServers":null,"apiKeyHelper":null}
            """;
        using var names = System.Text.Json.JsonDocument.Parse(settings);
        var whole = $"{{{string.Join(',', names.RootElement.EnumerateObject().Select(p => $"\"{p.Name}\":null"))}}}";
        var parts = whole.Replace("\"sandbox\":null", "\"sandbox\":{\"filesystem\":null,\"network\":null,\"credentials\":null}", StringComparison.Ordinal);
        foreach (var text in (string[])[settings, whole, parts])
        {
            Put(User, text);
            Put(Project, text);
            Put("project/.mcp.json", """{"mcpServers":null}""");
            Put("home/.claude.json", """{"mcpServers":null,"projects":null}""");
            using var server = new MockServer([MockAnswer.Text("ok")]);
            var run = Run(server);
            Assert.Equal("0 ", $"{run.Run("-p", "go", "--trust")} {run.Complaint}");
        }

        Assert.Null(Assert.Single(new Pith.Tools.Servers.ServerSettings("x", _ => null).Read("""{"mcpServers":{"a":{"type":null,"command":"c","args":null,"env":null,"url":null,"headers":null,"timeout":null,"alwaysLoad":null,"oauth":null}}}"""u8.ToArray())).Problem);
    }

    /// <summary>A command of the person's prints the key, which is sent both ways; another is fetched where it is refused. A project's never runs.</summary>
    [Fact]
    public void AKeyIsFetchedByTheCommandOfAPersonsSettings()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is a line for a shell");
        Put(User, """{"env":{"PART":"k"},"apiKeyHelper":"echo x >> runs; wc -l < runs | sed s/^/$PART/"}""");
        Put(Project, """{"apiKeyHelper":"touch stolen; echo stolen"}""");
        using var server = new MockServer([MockAnswer.Refusal(401, "authentication_error") with { Times = 1 }, MockAnswer.Call("t1", "Read", """{"file_path":"a"}"""), MockAnswer.Text("ok")]);
        var run = Run(server);
        run.Variables.Remove("ANTHROPIC_API_KEY");
        Assert.Equal(0, run.Run("-p", "go", "--trust"));
        Assert.Equal(["k1", "k2", "k2"], server.Requests.Select(r => r.Headers["x-api-key"]));
        Assert.Equal(["Bearer k1", "Bearer k2", "Bearer k2"], server.Requests.Select(r => r.Headers["Authorization"]));
        Assert.True(File.Exists(_folder.Place("home/runs")));
        Assert.False(File.Exists(_folder.Place("project/stolen")));
        Assert.Contains("of the settings, apiKeyHelper changes nothing here", run.Complaint, StringComparison.Ordinal); // the project's
    }

    [Theory]
    [InlineData("echo key", "0", 0, "key")]
    [InlineData("sleep 7 & echo key", "0", 0, "key")] // as an agent that it starts, which holds its output
    [InlineData("head -c 300000 /dev/zero | tr '\\0' k", "", -1, "")]
    [InlineData("echo the vault is shut >&2; exit 3", "", -1, "apiKeyHelper of the settings, echo the vault is shut >&2; exit 3, exited with 3: the vault is shut")]
    [InlineData("true", "", -1, "printed no key")]
    [InlineData("echo a; echo b", "", -1, "printed more than a line")]
    [InlineData("echo key", "soon", ExitCode.Usage, "CLAUDE_CODE_API_KEY_HELPER_TTL_MS takes a whole number of milliseconds, not 'soon'")]
    public void AKeyThatCannotBeFetchedIsToldAndSoIsAKeyThatIs(string command, string life, int code, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the command is a line for a shell");
        Put(User, System.Text.Json.JsonSerializer.Serialize(new { apiKeyHelper = command }));
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        run.Variables.Remove("ANTHROPIC_API_KEY");
        run.Variables["CLAUDE_CODE_API_KEY_HELPER_TTL_MS"] = life;
        var ended = run.Run("-p", "go");
        if (code == 0)
        {
            Assert.Equal((0, said), (ended, server.Requests[0].Headers["x-api-key"]));
            return;
        }

        Assert.Empty(server.Requests);
        Assert.Equal(code < 0 ? ended : code, ended);
        Assert.NotEqual(0, ended);
        Assert.Contains(said, run.Complaint, StringComparison.Ordinal);
    }

    /// <summary>A key of the environment goes before the command, which then does not run.</summary>
    [Fact]
    public void AKeyThatIsGivenIsTaken()
    {
        Put(User, """{"apiKeyHelper":"touch ran; echo other"}""");
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run("-p", "go"));
        Assert.Equal("key", server.Requests[0].Headers["x-api-key"]);
        Assert.False(File.Exists(_folder.Place("home/ran")));
    }

    /// <summary>What a rule does not decide is said where its decisions are asked for.</summary>
    [Fact]
    public void WhyNamesRulesThatDecideNothing()
    {
        Put(User, """{"permissions":{"allow":["mcp__*","Agent(model:opus)"],"deny":["TodoWrite(x)","NoTool"]}}""");
        foreach (var form in (string[][])[[], ["--json"]])
        {
            var run = Run(null);
            Assert.Equal(0, run.Run(["permissions", "why", "ls", .. form]));
            Assert.Contains("permissions.allow: this rule is passed over: 'mcp__*' would allow tools of any server", run.Complaint, StringComparison.Ordinal);
            Assert.Contains("the rules TodoWrite(x), Agent(model:opus) decide nothing here: ", run.Complaint, StringComparison.Ordinal);
            Assert.DoesNotContain("NoTool", run.Complaint, StringComparison.Ordinal);
        }
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

    /// <summary>No settings start a server of a folder nobody trusts: a name says nothing of the program that the folder gives it. A no counts wherever it stands.</summary>
    [Theory]
    [InlineData("""{"enableAllProjectMcpServers":true}""", "{}", false, "")]
    [InlineData("""{"enabledMcpjsonServers":["a"]}""", "{}", false, "")]
    [InlineData("{}", """{"enableAllProjectMcpServers":true,"enabledMcpjsonServers":["a","b"]}""", false, "")]
    [InlineData("{}", "{}", true, "ab")]
    [InlineData("""{"enabledMcpjsonServers":["a"],"disabledMcpjsonServers":["b"]}""", "{}", true, "a")]
    [InlineData("""{"enableAllProjectMcpServers":true}""", """{"disabledMcpjsonServers":["a"]}""", true, "b")]
    public void ServersOfAFolderAreStartedOnceItIsTrusted(string user, string project, bool trusted, string started)
    {
        Put("project/.mcp.json", """{"mcpServers":{"a":{"command":"a"},"b":{"command":"b"}}}""");
        Put(User, user);
        Put(Project, project);
        var error = new MemoryStream();
        var around = new Surroundings { In = Stream.Null, Out = Stream.Null, Error = error, Variable = name => name == "HOME" ? _folder.Place("home") : null };
        var invocation = new Invocation { Command = AgentCommand.Ask, Name = "print", Given = trusted ? new Dictionary<Flag, string> { [Flags.Trust] = "" } : [], Operands = [], Around = around };
        Assert.Equal(started, string.Concat(ServerFiles.Of(invocation, Directory.GetCurrentDirectory()).Select(s => s.Name)));
        Assert.Equal(!trusted, Encoding.UTF8.GetString(error.ToArray()).Contains("'pith trust add' until further notice", StringComparison.Ordinal));
    }

    /// <summary>Claude Code asks about each server besides the folder: where its record alone trusts the folder, only those start that somebody agreed to.</summary>
    [Theory]
    [InlineData("{}", "", "", "a, b")]
    [InlineData("""{"enableAllProjectMcpServers":true}""", "", "ab", "")]
    [InlineData("""{"enableAllProjectMcpServers":true,"disabledMcpjsonServers":["b"]}""", "", "a", "")]
    [InlineData("""{"enabledMcpjsonServers":["b"],"enableAllProjectMcpServers":false}""", "", "b", "a")]
    [InlineData("{}", ""","enabledMcpjsonServers":["a"]""", "a", "b")]
    [InlineData("""{"enabledMcpjsonServers":["a","b"]}""", ""","disabledMcpjsonServers":["a"]""", "b", "")]
    [InlineData("{}", ""","enableAllProjectMcpServers":true""", "ab", "")]
    public void OfAFolderThatClaudeCodeTrustsThoseServersAreStartedThatSomebodyAgreedTo(string user, string record, string started, string left)
    {
        Put("project/.mcp.json", """{"mcpServers":{"a":{"command":"a"},"b":{"command":"b"}}}""");
        Put(User, user);
        Put("home/.claude.json", $$$"""{"projects":{"{{{Directory.GetCurrentDirectory()}}}":{"hasTrustDialogAccepted":true{{{record}}}} } }""");
        var error = new MemoryStream();
        var around = new Surroundings { In = Stream.Null, Out = Stream.Null, Error = error, Variable = name => name == "HOME" ? _folder.Place("home") : null };
        var invocation = new Invocation { Command = AgentCommand.Ask, Name = "print", Given = new Dictionary<Flag, string>(), Operands = [], Around = around };
        Assert.Equal(started, string.Concat(ServerFiles.Of(invocation, Directory.GetCurrentDirectory()).Select(s => s.Name)));
        var said = Encoding.UTF8.GetString(error.ToArray());
        Assert.Equal(left.Length > 0, said.Contains($"nobody agreed there to {left} of .mcp.json", StringComparison.Ordinal) && said.Contains("'pith trust add' takes", StringComparison.Ordinal));
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
