using System.Text;
using Pith.Cli.Runs;
using Pith.Hooks;
using Pith.Permissions;
using Pith.Permissions.Rules;
using Pith.Tests.Cli;
using Pith.Tools;

namespace Pith.Tests.Hooks;

/// <summary>The <c>if</c> of a hook: met where a rule of the same text would match, and where nobody can tell.</summary>
public sealed class HookConditionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // Fields of the input.
    [InlineData("Bash(run_in_background:true)", "make", """{"command":"make","run_in_background":true}""", true)]
    [InlineData("Bash(run_in_background:true)", "make", """{"command":"make","run_in_background":"yes"}""", true)]
    [InlineData("Bash(run_in_background:true)", "make", """{"command":"make"}""", false)]
    [InlineData("Bash(run_in_background:true)", "$X y", """{"command":"$X y"}""", false)]
    [InlineData("Bash(run_in_background:true)", "make", "no json", true)]
    [InlineData("Bash(run_in_background:true)", "make", "[1]", true)]
    // Commands, in any form and any part of a line.
    [InlineData("Bash(git push *)", "git push origin", "{}", true)]
    [InlineData("Bash(git push *)", "ls && FOO=1 timeout 3 git push origin", "{}", true)]
    [InlineData("Bash(git push *)", "sh -c 'git push origin'", "{}", true)]
    [InlineData("Bash(git push *)", "make; git status", "{}", false)]
    [InlineData("Bash(git push *)", "echo 'git push origin'", "{}", false)]
    [InlineData("Bash(cd *)", "ls", "{}", false)]
    // What nobody can read.
    [InlineData("Bash(git push *)", "$X push origin", "{}", true)]
    [InlineData("Bash(git push *)", "touch /etc/x; eval \"$X\"", "{}", true)]
    [InlineData("Bash(git push *)", "rm -rf /; eval \"$X\"", "{}", true)]
    [InlineData("Bash(git push *)", "echo 'never ends", "{}", true)]
    // Files, also those of a command, where the shell stands.
    [InlineData("Edit(src/**)", "echo > a.txt", "{}", true)]
    [InlineData("Edit(src/**)", "echo > ../a.txt", "{}", false)]
    [InlineData("Edit(src/**)", "cat ../a.txt", "{}", false)]
    [InlineData("Edit(src/**)", "make", "{}", false)]
    [InlineData("Edit(src/**)", "echo > \"$X\"", "{}", true)]
    [InlineData("Read(src/**)", "cat a.txt", "{}", true)]
    [InlineData("WebFetch(domain:example.com)", "$X y", "{}", false)]
    [InlineData("mcp__github", "$X y", "{}", false)]
    public void OfACommandInTheFolderSrc(string condition, string command, string input, bool holds) =>
        Assert.Equal(holds, Holds(condition, "Bash", input, new Need(NeedKind.RunCommand, command)));

    [Theory]
    [InlineData("Edit", true)]
    [InlineData("Write", true)]
    [InlineData("Write(src/*.cs)", true)]
    [InlineData("Edit(//**/src/*.cs)", true)]
    [InlineData("Edit(*.md)", false)]
    [InlineData("Read(src/*.cs)", false)]
    [InlineData("Bash(touch *)", false)]
    [InlineData("Bash", false)]
    public void OfAFileThatIsWritten(string condition, bool holds) =>
        Assert.Equal(holds, Holds(condition, "Write", "{}", new Need(NeedKind.WritePath, "src/a.cs")));

    [Theory]
    [InlineData("//server/share/a", true)]
    [InlineData("src/a.cs", false)]
    public void OfAPathThatNobodyCanPlace(string path, bool holds) =>
        Assert.Equal(holds, Holds("Edit(secret/**)", "Write", "{}", new Need(NeedKind.WritePath, path)));

    [Theory]
    [InlineData("WebFetch(domain:example.com)", "WebFetch", NeedKind.ReachHost, "example.com", true)]
    [InlineData("WebFetch(domain:*.example.com)", "WebFetch", NeedKind.ReachHost, "a.example.com", true)]
    [InlineData("WebFetch(domain:example.com)", "WebFetch", NeedKind.ReachHost, "example.org", false)]
    [InlineData("WebFetch(example.com)", "WebFetch", NeedKind.ReachHost, "example.org", true)] // against which nothing is held
    [InlineData("mcp__github", "mcp__github__push", NeedKind.CallServer, "mcp__github__push", true)]
    [InlineData("mcp__github__*", "mcp__github__push", NeedKind.CallServer, "mcp__github__push", true)]
    [InlineData("mcp__github__read", "mcp__github__push", NeedKind.CallServer, "mcp__github__push", false)]
    [InlineData("mcp__github__push(branch:main)", "mcp__github__push", NeedKind.CallServer, "mcp__github__push", true)]
    [InlineData("mcp__github__push(branch:other)", "mcp__github__push", NeedKind.CallServer, "mcp__github__push", false)]
    [InlineData("Agent(Explore)", "Agent", NeedKind.StartAgent, "Explore", true)]
    [InlineData("Agent(Plan)", "Agent", NeedKind.StartAgent, "Explore", false)]
    [InlineData("Task(model:opus)", "Agent", NeedKind.StartAgent, "Explore", true)]
    [InlineData("Agent(model:haiku)", "Agent", NeedKind.StartAgent, "Explore", false)]
    public void OfOtherTools(string condition, string tool, NeedKind kind, string subject, bool holds) =>
        Assert.Equal(holds, Holds(condition, tool, """{"branch":"main","model":"opus"}""", new Need(kind, subject)));

    /// <summary>A server's tool is guarded whichever tool leads to it, with the input that it gets itself.</summary>
    [Fact]
    public void OfACallThatLeadsToAnother()
    {
        var call = new ToolCall("1", "McpCall", """{"tool":"mcp__github__push","input":{"branch":"main"}}"""u8.ToArray());
        var scene = HookScenes.Call(HookEvent.PreToolUse, call, [new Need(NeedKind.CallServer, "mcp__github__push")], _ => { });
        Assert.True(Holds("mcp__github__push(branch:main)", scene));
        Assert.False(Holds("mcp__github__push(branch:other)", scene));
    }

    /// <summary>As documented: only calls meet a rule. That such a hook never runs is said where it stands.</summary>
    [Fact]
    public void OtherEventsMeetNone()
    {
        Assert.False(Holds("Bash(git *)", HookScenes.Named(HookEvent.SessionStart, "startup")));
        var settings = HookReader.Read("""{"hooks":{"Stop":[{"hooks":[{"command":"x","if":"Bash(git *)"}]}]}}"""u8.ToArray(), "s.json", RuleSource.User);
        Assert.Equal(["s.json: a hook of Stop has an 'if', which only calls meet, so it never runs"], settings.Notes);
    }

    /// <summary>A sub-agent has a shell of its own, and in a worktree the folder is another.</summary>
    [Theory]
    [InlineData("Edit(src/**)", "echo > a.txt", "tree/src", true)]
    [InlineData("Edit(src/**)", "echo > a.txt", "tree", false)]
    [InlineData("Edit(/src/**)", "echo > $PWD/a.txt", "tree/src", true)]
    [InlineData("Edit(tree/src/**)", "echo > a.txt", "tree/src", true)]
    public void OfASubAgentInAWorktree(string condition, string command, string place, bool holds)
    {
        Directory.CreateDirectory(_folder.Place("tree/src"));
        var scene = HookScenes.Call(HookEvent.PreToolUse, new ToolCall("1", "Bash", "{}"u8.ToArray()), [new Need(NeedKind.RunCommand, command)], _ => { });
        Assert.Equal(holds, Holds(condition, scene with { Agent = new HookAgent("a", "Plan"), Root = _folder.Place("tree"), Place = _folder.Place(place) }));
    }

    private bool Holds(string condition, string tool, string input, Need need) =>
        Holds(condition, HookScenes.Call(HookEvent.PreToolUse, new ToolCall("1", tool, Encoding.UTF8.GetBytes(input)), [need], _ => { }));

    private bool Holds(string condition, HookScene scene)
    {
        Directory.CreateDirectory(_folder.Place("src"));
        var hook = new HookHandler { Event = scene.Event, Command = "true", If = condition, Timeout = TimeSpan.FromSeconds(1), Source = RuleSource.User, File = "" };
        using var runner = new HookRunner(new HookSettings { Handlers = [hook] }, new HookOptions { Folder = _folder.Path, Place = () => _folder.Place("src") });
        return runner.Chosen(scene).Count == 1;
    }
}
