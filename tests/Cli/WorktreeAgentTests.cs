using System.Diagnostics;
using System.Text.Json;
using Pith.MockModels;
using Pith.Tests.Tools.Sandboxes;
using static Pith.Tests.Cli.HookRoom;

namespace Pith.Tests.Cli;

/// <summary>Agents in git worktrees, from the command line: what rules say of the repository holds for them by every way.</summary>
[Collection(Alone.Name)]
public sealed class WorktreeAgentTests : IDisposable
{
    private readonly HookRoom _room = new();

    public WorktreeAgentTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/git"), "needs git");
        _room.Put("project/secret/x", "the-SECRET\n");
        _room.Put("project/src/a", "plain-words\n");
        File.CreateSymbolicLink(_room.Place("project/src/link"), "../secret/x");
        _room.Put("project/.gitignore", ".env\n");
        _room.Put("project/.env", "the-SECRET of the day\n");
        Git("init", "-q", "-b", "main", ".");
        Git("add", ".");
        Git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "first");
    }

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("bypassPermissions")]
    [InlineData("auto")]
    public void ADeniedFileIsNotReadByAnyWay(string mode)
    {
        _room.Settings(("PreToolUse", "", Command(_room.Tell)));
        (string Tool, object Input)[] calls =
        [
            ("Bash", new { command = "cat secret/x" }),
            ("Bash", new { command = $"cat {_room.Place("project")}/secret/x" }),
            ("Bash", new { command = $"cat {_room.Place("project")}/.env" }),
            ("Bash", new { command = "cat src/link" }),
            ("Bash", new { command = "cd src && cat ../secret/x" }),
            ("Bash", new { command = "cat x" }), // where the cd would have led
            ("Bash", new { command = "git show HEAD:secret/x" }),
            ("Bash", new { command = "git -C .. show HEAD:secret/x" }),
            ("Bash", new { command = $"git -C {_room.Place("project")} show HEAD:secret/x" }),
            ("Bash", new { command = "git log -p" }),
            ("Bash", new { command = "git grep SECRET" }),
            ("Bash", new { command = "git checkout-index --temp secret/x" }),
            ("Bash", new { command = "tar cf - . | strings" }),
            ("Bash", new { command = "grep -r SECRET ." }),
            ("Bash", new { command = "cat secret/x", run_in_background = true }),
            ("Read", new { file_path = "secret/x" }),
            ("Read", new { file_path = "src/link" }),
            ("Read", new { file_path = "src/../secret/x" }),
            ("Read", new { file_path = _room.Place("project/secret/x") }),
            ("Read", new { file_path = _room.Place("project/.env") }),
            ("Grep", new { pattern = "the-SECRET.*", output_mode = "content" }),
            ("Grep", new { pattern = "the-SECRET.*", path = "secret", output_mode = "content" }),
            ("Grep", new { pattern = "the-SECRET.*", path = _room.Place("project"), output_mode = "content" }),
        ];
        using var server = new MockServer([
            Start(isolated: true),
            .. calls.Select((c, i) => MockAnswer.Call($"c{i}", c.Tool, JsonSerializer.Serialize(c.Input))),
            MockAnswer.Call("last", "Bash", """{"command":"cat src/a"}"""),
            MockAnswer.Text("looked"),
            MockAnswer.Text("done"),
        ]);
        Assert.Equal(0, _room.Run(server).Run("-p", "go", "--permission-mode", mode, "--allowedTools", "Bash(git worktree add *)", "--disallowedTools", "Read(/secret/**),Read(.env)"));
        Assert.Equal(calls.Length + 4, server.Requests.Count);
        var seen = server.Requests[^2].Text;
        Assert.Contains("plain-words", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("the-SECRET\\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("the-SECRET of", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("/x:1", seen, StringComparison.Ordinal);
        // Each was told to hooks, and is in the log.
        var ids = calls.Select((_, i) => $"c{i}").Append("last").ToHashSet();
        Assert.Subset(_room.Heard.Select(h => Word(h, "tool_use_id")).ToHashSet(), ids);
        var run = _room.Run(null);
        Assert.Equal(0, run.Run("permissions", "log", "--json"));
        var decisions = JsonDocument.Parse(run.Text).RootElement.GetProperty("decisions").EnumerateArray().ToArray();
        Assert.Subset(decisions.Select(d => Word(d, "call")).ToHashSet(), ids);
        Assert.Contains(decisions, d => Word(d, "call") == "c0" && d.GetProperty("rule").GetString() == "Read(/secret/**)");
    }

    /// <summary>In the sandbox nobody knows what a program opens; it finds nothing there.</summary>
    [Fact]
    public void NoProgramInTheSandboxReadsIt()
    {
        Assert.SkipUnless(SandboxBench.Kernel is { Suffices: true, HasNamespaces: true }, "needs namespaces");
        string Print(string path) => JsonSerializer.Serialize(new { command = $"python3 -c \"print(open('{path}').read())\"; true" });
        using var server = new MockServer([
            Start(isolated: true),
            MockAnswer.Call("a", "Bash", Print("secret/x")),
            MockAnswer.Call("b", "Bash", Print(_room.Place("project/secret/x"))),
            MockAnswer.Call("c", "Bash", Print(_room.Place("project/.env"))),
            MockAnswer.Call("d", "Bash", Print("src/a")),
            MockAnswer.Text("looked"),
            MockAnswer.Text("done"),
        ]);
        // The program itself: commands in a sandbox are started by it.
        Run(SandboxBench.Launcher[0], [.. SandboxBench.Launcher.Skip(1), "-p", "go", "--sandbox", "on", "--permission-mode", "acceptEdits", "--allowedTools", "Bash(git worktree add *)", "--disallowedTools", "Read(/secret/**),Read(.env)"], _room.Run(server).Variables);
        var seen = server.Requests[^2].Text;
        Assert.Contains("plain-words", seen, StringComparison.Ordinal); // which ran without being asked about
        Assert.DoesNotContain("the-SECRET", seen, StringComparison.Ordinal);
    }

    /// <summary>An agent that is to leave the folder alone does not reach it by having another do the work.</summary>
    [Fact]
    public void AnAgentOfAnAgentInAWorkTreeWorksThereToo()
    {
        using var server = new MockServer([
            Start(isolated: true),
            Start(isolated: false),
            MockAnswer.Call("p", "Bash", """{"command":"pwd; echo changed > src/a"}"""),
            MockAnswer.Call("r", "Bash", """{"command":"cat secret/x"}"""),
            MockAnswer.Text("inner"),
            MockAnswer.Text("outer"),
            MockAnswer.Text("done"),
        ]);
        Assert.Equal(0, _room.Run(server).Run("-p", "go", "--permission-mode", "bypassPermissions", "--disallowedTools", "Read(/secret/**)"));
        Assert.Contains(_room.Place("store/worktrees/"), server.Requests[3].Text, StringComparison.Ordinal);
        Assert.Contains("denies it", server.Requests[4].Text, StringComparison.Ordinal);
        Assert.Equal("plain-words\n", File.ReadAllText(_room.Place("project/src/a")));
        Assert.Contains("its changes are in", server.Requests[6].Text, StringComparison.Ordinal);
    }

    private static MockAnswer Start(bool isolated) => MockAnswer.Call(isolated ? "t1" : "t2", "Agent", JsonSerializer.Serialize(new { description = "look", prompt = "look around", isolation = isolated ? "worktree" : "none" }));

    private void Git(params string[] words) => Run("/usr/bin/git", words, new() { ["GIT_CONFIG_GLOBAL"] = "/dev/null" });

    private void Run(string program, IEnumerable<string> words, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = _room.Place("project"), RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }
}
