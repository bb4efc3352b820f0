using System.Text.Json;
using Pith.Cli;
using Pith.MockModels;

namespace Pith.Tests.Cli;

/// <summary>Hooks as a run meets them: real commands of a shell.</summary>
[Collection(Alone.Name)]
public sealed class HookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InFolder _inside;

    public HookTests()
    {
        Directory.CreateDirectory(_folder.Place("project/.claude"));
        _inside = new InFolder(_folder.Place("project"));
    }

    public void Dispose()
    {
        _inside.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void EveryMomentOfASessionIsToldWithItsFields()
    {
        var events = (string[])["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "PostToolUseFailure", "PostToolBatch", "Stop", "SessionEnd"];
        Settings(events.Select(e => (e, "", (object)new { type = "command", command = $"cat >> {_folder.Place("heard")}; echo >> {_folder.Place("heard")}" })));
        Put("project/a.txt", "text");
        using var server = new MockServer([MockAnswer.Call("t1", "Read", """{"file_path":"a.txt"}"""), MockAnswer.Call("t2", "Read", """{"file_path":"none.txt"}"""), MockAnswer.Text("done")]);
        var run = Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "go"), run.Complaint));
        var heard = File.ReadAllLines(_folder.Place("heard")).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "PostToolBatch", "PreToolUse", "PostToolUseFailure", "PostToolBatch", "Stop", "SessionEnd"], heard.Select(h => Word(h, "hook_event_name")));
        Assert.All(heard, h => Assert.Equal((_folder.Place("project"), "default"), (Word(h, "cwd"), Word(h, "permission_mode"))));
        Assert.All(heard, h => Assert.True(File.Exists(Word(h, "transcript_path"))));
        Assert.Contains("claude", Word(heard[0], "model"), StringComparison.Ordinal);
        Assert.Equal(("startup", "go", "Read", "t1"), (Word(heard[0], "source"), Word(heard[1], "prompt"), Word(heard[2], "tool_name"), Word(heard[3], "tool_use_id")));
        Assert.Equal("a.txt", Word(heard[3].GetProperty("tool_input"), "file_path"));
        Assert.Contains("text", Word(heard[3].GetProperty("tool_response"), "content"), StringComparison.Ordinal);
        Assert.False(heard[8].GetProperty("stop_hook_active").GetBoolean());
    }

    [Theory]
    [InlineData("echo no, never >&2; exit 2", "no, never")]
    [InlineData("""echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"not on Fridays"}}'""", "not on Fridays")]
    [InlineData("""echo '{"decision":"block","reason":"old words"}'""", "old words")]
    public void AHookDeniesACall(string command, string reason)
    {
        Settings([("PreToolUse", "Write", new { type = "command", command })]);
        var (run, server) = Write("--allowedTools", "Edit");
        using (server)
        {
            Assert.False(File.Exists(_folder.Place("project/new.txt")));
            Assert.Contains(reason, server.Requests[1].Text, StringComparison.Ordinal);
            Assert.Equal(0, run);
        }
    }

    /// <summary>What decided is a record of the log, which has an end; a reason has none.</summary>
    [Theory]
    [InlineData("{ head -c 600000 /dev/zero | tr '\\0' a; } >&2; exit 2", 0)]
    [InlineData("""printf '{"continue":false,"stopReason":"'; head -c 600000 /dev/zero | tr '\0' a; printf '"}'""", 76)]
    public void AReasonOfAnyLengthIsWrittenDown(string command, int code)
    {
        Settings([("PreToolUse", "Write", new { type = "command", command })]);
        var (run, server) = Write("--allowedTools", "Edit");
        using (server)
            Assert.Equal(code, run);
        Assert.False(File.Exists(_folder.Place("project/new.txt")));
    }

    /// <summary>harness 4.1 and invariant 3: what a hook allows, no rule has to, but a deny rule, an ask rule and the breaker still hold.</summary>
    [Theory]
    [InlineData("Write", """{"file_path":"new.txt","content":"x"}""", "", true)]
    [InlineData("Write", """{"file_path":"new.txt","content":"x"}""", """{"permissions":{"deny":["Edit(new.txt)"]}}""", false)]
    [InlineData("Write", """{"file_path":"new.txt","content":"x"}""", """{"permissions":{"ask":["Edit(new.txt)"]}}""", false)]
    [InlineData("Bash", """{"command":"touch new.txt; rm -rf ../project"}""", "", false)]
    [InlineData("Bash", """{"command":"touch new.txt; $(cat x)"}""", "", false)]
    public void AHooksAllowNeverBeatsARuleOrTheBreaker(string tool, string input, string settings, bool allowed)
    {
        Settings([("PreToolUse", "*", new { type = "command", command = Decision("allow") })]);
        if (settings.Length > 0)
            Put("more.json", settings);
        var (_, server) = Call(tool, input, settings.Length > 0 ? ["--settings", _folder.Place("more.json")] : []);
        using (server)
            Assert.Equal(allowed, File.Exists(_folder.Place("project/new.txt")));
    }

    [Fact]
    public void AHooksAskIsAskedThoughARuleAllowsAndTheStrictestHookCounts()
    {
        Settings([("PreToolUse", "*", new { type = "command", command = Decision("allow") }), ("PreToolUse", "Write", new { type = "command", command = Decision("ask") })]);
        var (_, server) = Write("--permission-mode", "bypassPermissions");
        using (server)
            Assert.Contains("a hook wants it asked", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Place("project/new.txt")));
    }

    /// <summary>What a hook puts in the place of an input is decided on as if the model had written it.</summary>
    [Theory]
    [InlineData("other.txt", true)]
    [InlineData("/etc/pith-was-here", false)]
    public void AnUpdatedInputIsDecidedOnAnew(string path, bool allowed)
    {
        var answer = JsonSerializer.Serialize(new { hookSpecificOutput = new { hookEventName = "PreToolUse", updatedInput = new { file_path = path, content = "changed" } } });
        Settings([("PreToolUse", "Write", new { type = "command", command = $"echo '{answer}'" })]);
        var (_, server) = Write("--permission-mode", "acceptEdits");
        using (server)
            Assert.Equal(allowed, !server.Requests[1].Text.Contains("\"is_error\":true", StringComparison.Ordinal));
        Assert.Equal((false, allowed), (File.Exists(_folder.Place("project/new.txt")), File.Exists(_folder.Place("project/other.txt"))));
    }

    [Fact]
    public void APermissionRequestIsAnsweredByAHookButNeverAgainstARule()
    {
        Settings([("PermissionRequest", "Write", new { type = "command", command = """echo '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}'""" })]);
        var (_, server) = Write();
        using (server)
            Assert.True(File.Exists(_folder.Place("project/new.txt")));
        File.Delete(_folder.Place("project/new.txt"));
        (_, server) = Write("--disallowedTools", "Edit(new.txt)");
        using (server)
            Assert.False(File.Exists(_folder.Place("project/new.txt")));
    }

    /// <summary>Policy hooks that crash must not fail open.</summary>
    [Theory]
    [InlineData("exit 1", false, true)]
    [InlineData("exit 1", true, false)]
    [InlineData("/no/such/program", true, false)]
    [InlineData("echo '{ no json'", true, false)]
    [InlineData("sleep 30", true, false)]
    [InlineData("head -c 2000000 /dev/zero", true, false)]
    [InlineData("kill -9 $$", true, false)]
    [InlineData("kill -STOP $$", true, false)]
    [InlineData("exit 127", true, false)]
    [InlineData("exec 0<&- 1>&- 2>&-; exit 1", true, false)]
    [InlineData("exec 0<&- 1>&- 2>&-; kill -9 $$", true, false)]
    [InlineData("printf '{\\377}'", true, false)]
    [InlineData("yes", true, false)]
    [InlineData("echo '{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"allow\"}}'; exit 3", true, false)]
    public void AFailingHookBlocksWhereItIsAPolicy(string command, bool isPolicy, bool runs)
    {
        Settings([("PreToolUse", "Write", new { type = "command", command, timeout = 0.5, onFailure = isPolicy ? "block" : "continue" })]);
        var (_, server) = Write("--permission-mode", "acceptEdits");
        using (server)
            Assert.Equal(runs, File.Exists(_folder.Place("project/new.txt")));
    }

    [Fact]
    public void AHookOfAKindThatCannotBeRunFailsAndIsTold()
    {
        Settings([("PreToolUse", "Write", new { type = "oracle", prompt = "look", onFailure = "block" })]);
        var (_, server) = Write("--permission-mode", "acceptEdits");
        using (server)
            Assert.Contains("hooks of type oracle cannot be run here", server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void APromptIsErasedBeforeAnyoneSeesIt()
    {
        Settings([("UserPromptSubmit", "", new { type = "command", command = "grep -q secret && { echo there is a secret in it >&2; exit 2; }; echo plain context" })]);
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(ExitCode.Stopped, run.Run("-p", "my secret"));
        Assert.Contains("there is a secret in it", run.Complaint, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.All(Directory.GetFiles(_folder.Place("store"), "*.jsonl", SearchOption.AllDirectories), f => Assert.DoesNotContain("my secret", File.ReadAllText(f), StringComparison.Ordinal));
        Assert.Equal(0, Run(server).Run("-p", "fine"));
        var content = JsonDocument.Parse(server.Requests[0].Text).RootElement.GetProperty("messages")[0].GetProperty("content");
        Assert.Contains("plain context", Word(content[0], "text"), StringComparison.Ordinal);
        Assert.Equal("fine", Word(content[1], "text"));
    }

    [Fact]
    public void AStopHookHasTheModelGoOnAtMostEightTimes()
    {
        Settings([("Stop", "", new { type = "command", command = "cat >/dev/null; echo the tests are red >&2; exit 2" })]);
        using var server = new MockServer([MockAnswer.Text("done") with { Times = 20 }]);
        Assert.Equal(0, Run(server).Run("-p", "go"));
        Assert.Equal(9, server.Requests.Count);
        Assert.Contains("the tests are red", server.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatComesAfterACallIsToldTheModelAndMayEndTheRun()
    {
        Settings([("PostToolUse", "Write", new { type = "command", command = "echo lint fails >&2; exit 2" }), ("PostToolBatch", "", new { type = "command", command = """echo '{"continue":false,"stopReason":"enough"}'""" })]);
        using var server = new MockServer([MockAnswer.Call("t1", "Write", """{"file_path":"new.txt","content":"x"}"""), MockAnswer.Text("never asked")]);
        var run = Run(server);
        Assert.Equal(ExitCode.Stopped, run.Run("-p", "go", "--permission-mode", "acceptEdits", "--output-format", "stream-json"));
        Assert.Single(server.Requests);
        Assert.Contains("lint fails", run.Text, StringComparison.Ordinal);
        Assert.Contains("enough", run.Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"hookSpecificOutput":{"hookEventName":"PostToolUse","updatedToolOutput":"masked"}}""", "masked", "secret")]
    [InlineData("""{"hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"look twice"}}""", "look twice", "masked")]
    [InlineData("""{"suppressOutput":true}""", "secret", "masked")]
    public void AResultIsWhatTheHookMakesOfItOrStaysAsItIs(string answer, string there, string notThere)
    {
        Settings([("PostToolUse", "Read", new { type = "command", command = $"echo '{answer}'" })]);
        Put("project/a.txt", "secret");
        var (_, server) = Call("Read", """{"file_path":"a.txt"}""");
        using (server)
        {
            Assert.Contains(there, server.Requests[1].Text, StringComparison.Ordinal);
            Assert.DoesNotContain(notThere, server.Requests[1].Text, StringComparison.Ordinal);
        }
    }

    /// <summary>harness 4.1, CVE-2025-59536: hooks of a folder run before anyone trusted it.</summary>
    [Fact]
    public void HooksOfAFolderThatIsNotTrustedNeverRunNorDisableOnes()
    {
        Settings([("SessionStart", "", new { type = "command", command = $"touch {_folder.Place("mine")}" })]);
        Put("project/.claude/settings.json", $$$"""{"disableAllHooks":true,"hooks":{"SessionStart":[{"hooks":[{"type":"command","command":"touch {{{_folder.Place("theirs")}}}"}]}]}}""");
        Put("project/.claude/settings.local.json", $$$"""{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"touch {{{_folder.Place("theirs")}}}"}]}]}}""");
        using var server = new MockServer([MockAnswer.Text("ok") with { Times = 2 }]);
        Assert.Equal(0, Run(server).Run("-p", "go"));
        Assert.Equal((true, false), (File.Exists(_folder.Place("mine")), File.Exists(_folder.Place("theirs"))));
        File.Delete(_folder.Place("mine"));
        Assert.Equal(0, Run(server).Run("-p", "go", "--trust"));
        Assert.False(File.Exists(_folder.Place("mine"))); // a trusted folder may switch them off
    }

    [Fact]
    public void KeysOfTheProviderAreNotGivenToHooks()
    {
        Settings([("SessionStart", "", new { type = "command", command = $"env > {_folder.Place("env")}" })]);
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Environment.SetEnvironmentVariable("PITH_TEST_API_KEY", "sk-1");
        Assert.Equal(0, Run(server).Run("-p", "go"));
        Environment.SetEnvironmentVariable("PITH_TEST_API_KEY", null);
        var seen = File.ReadAllText(_folder.Place("env"));
        Assert.DoesNotContain("sk-1", seen, StringComparison.Ordinal);
        Assert.Contains($"CLAUDE_PROJECT_DIR={_folder.Place("project")}\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void LongWordsOfAHookGoToTheStoreAndTheModelSeesAPreview()
    {
        Settings([("SessionStart", "", new { type = "command", command = "seq 1 20000" })]);
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run("-p", "go"));
        var said = Word(JsonDocument.Parse(server.Requests[0].Text).RootElement.GetProperty("messages")[0].GetProperty("content")[0], "text");
        Assert.InRange(said.Length, 1000, 9000);
        Assert.Contains("pith:", said, StringComparison.Ordinal);
    }

    [Fact]
    public void TheVerbsShowAndTryHooks()
    {
        Settings([("PreToolUse", "Bash", new { type = "command", command = "grep -q push && exit 2 || exit 0", @if = "Bash(git *)", onFailure = "block" })]);
        var run = Run(null);
        Assert.Equal(0, run.Run("hooks", "list"));
        Assert.Matches(@"PreToolUse +Bash, if Bash\(git \*\) +grep -q push .* 600 +user, a policy", run.Text);
        run = Run(null);
        Assert.Equal(0, run.Run("hooks", "list", "--json"));
        JsonSchema.Check(run.Text, "hooks-list");
        run = Run(null);
        Assert.Equal(0, run.Run("hooks", "test", "PreToolUse", "Bash", "--input", """{"command":"git push"}"""));
        Assert.Contains("verdict: deny", run.Text, StringComparison.Ordinal);
        run = Run(null);
        Assert.Equal(0, run.Run("hooks", "test", "PreToolUse", "Bash", "--input", """{"command":"ls"}"""));
        Assert.Contains("No hook runs", run.Text, StringComparison.Ordinal);
        Settings([("CwdChanged", "", new { type = "command", command = "echo 'export A=1' > $CLAUDE_ENV_FILE; echo '{\"hookSpecificOutput\":{\"hookEventName\":\"CwdChanged\",\"watchPaths\":[\"/a/b\"]}}'" })]);
        run = Run(null);
        Assert.Equal(0, run.Run("hooks", "test", "CwdChanged"));
        Assert.Contains("sets for commands: A=1\nwatches: /a/b\n", run.Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Run(null).Run("hooks", "test", "Never"));
        Put("home/.claude/settings.json", """{"hooks":{"PreToolUse":[{"matcher":"(x","hooks":[]}]}}""");
        run = Run(null);
        Assert.Equal(ExitCode.BadInput, run.Run("hooks", "list"));
        Assert.Contains("settings.json, hooks.PreToolUse[0].matcher", run.Sentence(), StringComparison.Ordinal);
    }

    /// <summary>JavaScript, in which such matchers are written, looks ahead.</summary>
    [Theory]
    [InlineData("^(?!Bash)", false)]
    [InlineData("^(?!Write)", true)]
    public void AMatcherThatLooksAheadGuards(string matcher, bool written)
    {
        Settings([("PreToolUse", matcher, new { type = "command", command = "exit 2", onFailure = "block" })]);
        var (code, server) = Write("--allowedTools", "Edit");
        using (server)
            Assert.Equal((0, written), (code, File.Exists(_folder.Place("project/new.txt"))));
    }

    /// <summary>Hooks may have said the prompt; where they say none, nothing was said and nothing is kept.</summary>
    [Theory]
    [InlineData("true", ExitCode.Usage)]
    [InlineData("""echo '{"continue":false,"stopReason":"not today"}'""", ExitCode.Stopped)]
    public void WithoutAPromptNoSessionIsLeft(string command, int code)
    {
        Settings([("SessionStart", "", new { type = "command", command })]);
        using var server = new MockServer([MockAnswer.Text("done"), MockAnswer.Text("again")]);
        Assert.Equal(code, Run(server).Run("-p"));
        Assert.Empty(Sessions());
        Put("home/.claude/settings.json", "{}");
        Assert.Equal(0, Run(server).Run("-p", "go"));
        Settings([("SessionStart", "", new { type = "command", command })]);
        Assert.Equal(code, Run(server).Run("-p", "--continue"));
        Assert.Equal(code, Run(server).Run("-p", "--continue", "--fork-session"));
        Assert.Single(Sessions()); // what was gone on with is not new

        string[] Sessions() => Directory.Exists(_folder.Place("store/sessions")) ? Directory.GetFiles(_folder.Place("store/sessions"), "*.jsonl", SearchOption.AllDirectories) : [];
    }

    /// <summary>A policy about what is shown: what it refuses, or has not seen, is not.</summary>
    [Theory]
    [InlineData("block", "exit 1", false)]
    [InlineData("block", "echo secret >&2; exit 2", false)]
    [InlineData("block", "true", true)]
    [InlineData("continue", "exit 1", true)]
    [InlineData("continue", "exit 2", true)]
    public void WordsThatAPolicyHasNotPassedAreNotShown(string onFailure, string command, bool shown)
    {
        Settings([("MessageDisplay", "", new { type = "command", command, onFailure })]);
        using var server = new MockServer([MockAnswer.Text("the words")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "go"));
        Assert.Equal(shown, run.Text.Contains("the words", StringComparison.Ordinal));
        Assert.NotEqual("", run.Text.Trim());
    }

    private (int Code, MockServer Server) Write(params string[] flags) => Call("Write", """{"file_path":"new.txt","content":"x"}""", flags);

    private (int Code, MockServer Server) Call(string tool, string input, params string[] flags)
    {
        var server = new MockServer([MockAnswer.Call("t1", tool, input), MockAnswer.Text("done")]);
        return (Run(server).Run(["-p", "go", .. flags]), server);
    }

    private static string Decision(string word) => $$$"""echo '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"{{{word}}}"}}'""";

    /// <summary>The user's settings.</summary>
    private void Settings(IEnumerable<(string Event, string Matcher, object Hook)> hooks)
    {
        var groups = hooks.GroupBy(h => h.Event).ToDictionary(g => g.Key, g => g.Select(h => new { matcher = h.Matcher, hooks = new[] { h.Hook } }).ToArray());
        Put("home/.claude/settings.json", JsonSerializer.Serialize(new { hooks = groups }));
    }

    private CliRun Run(MockServer? server) => new()
    {
        InputIsTerminal = true,
        Width = 200,
        Variables = { ["ANTHROPIC_BASE_URL"] = server?.Address.ToString() ?? "", ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Place("store"), ["HOME"] = _folder.Place("home") },
    };

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Place(name))!);
        File.WriteAllText(_folder.Place(name), text);
    }

    private static string Word(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
