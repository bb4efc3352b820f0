using System.Text.Json;
using Pith.MockModels;
using static Pith.Tests.Cli.HookRoom;

namespace Pith.Tests.Cli;

/// <summary>Worktrees that hooks make and remove in place of git's.</summary>
[Collection(Alone.Name)]
public sealed class HookWorktreeTests : IDisposable
{
    private readonly HookRoom _room = new();

    public HookWorktreeTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "agents have worktrees on Linux only");

    public void Dispose() => _room.Dispose();

    [Fact]
    public void AHookMakesTheFolderThatTheAgentWorksInAndAnotherRemovesIt()
    {
        var made = _room.Place("made");
        _room.Settings(
            ("WorktreeCreate", "", Command($"{_room.Tell}; mkdir {made}; printf 'a banner\\n\\033[32m{made}\\033[0m\\n\\n'")),
            ("WorktreeRemove", "", Command($"{_room.Tell}; rm -rf {made}")));
        using var server = new MockServer([Start(), MockAnswer.Call("p", "Bash", """{"command":"pwd"}"""), MockAnswer.Text("looked"), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "go", "--permission-mode", "bypassPermissions"), run.Complaint));
        Assert.Contains(made, server.Requests[2].Text, StringComparison.Ordinal);
        Assert.Equal(["WorktreeCreate", "WorktreeRemove"], _room.Heard.Select(h => Word(h, "hook_event_name")));
        Assert.Matches("^[0-9a-f]{8}$", Word(_room.Heard[0], "name"));
        Assert.Equal(made, Word(_room.Heard[1], "worktree_path"));
        Assert.False(Directory.Exists(made));
    }

    [Theory]
    [InlineData("mkdir FOLDER/made; echo FOLDER/made; echo no room >&2; exit 1", "no room")]
    [InlineData("true", "names no folder")]
    [InlineData("echo FOLDER/none", "it is no folder")]
    [InlineData("echo FOLDER/project/../made", "'.' or '..'")]
    [InlineData("echo FOLDER", "the work that is to be left alone lies in it")]
    [InlineData("ln -s FOLDER/project FOLDER/link; echo FOLDER/link", "the work that is to be left alone lies in it")]
    [InlineData("ln -s FOLDER FOLDER/link; echo FOLDER/link", "the work that is to be left alone lies in it")]
    [InlineData("printf 'FOLDER/a\\0b'", "is no path")]
    [InlineData("echo '{\"hookSpecificOutput\":{\"worktreePath\":\"FOLDER/a\\u0000b\"}}'", "is no path")]
    [InlineData("ln -s FOLDER/store inside; echo inside", "is a link inside the repository")]
    public void AFolderThatCannotBeTakenStartsNoAgent(string command, string why)
    {
        _room.Settings(("WorktreeCreate", "", Command(command.Replace("FOLDER", _room.Place(".")[..^2], StringComparison.Ordinal))));
        using var server = new MockServer([Start(), MockAnswer.Text("done")]);
        Assert.Equal(0, _room.Run(server).Run("-p", "go", "--permission-mode", "bypassPermissions"));
        Assert.Contains("The agent was not started", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains(JsonEncodedText.Encode(why).ToString(), server.Requests[1].Text.Replace("'", "\\u0027", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "stays: ")]
    [InlineData(false, "stays, since no hook removes it")]
    public void WhatIsNotRemovedIsNamed(bool hasHook, string said)
    {
        var made = _room.Place("made");
        (string, string, object)[] create = [("WorktreeCreate", "", Command($"mkdir -p {made}; echo {made}"))];
        _room.Settings(hasHook ? [.. create, ("WorktreeRemove", "", Command("echo still in use >&2; exit 1"))] : create);
        using var server = new MockServer([Start(), MockAnswer.Text("looked"), MockAnswer.Text("done")]);
        Assert.Equal(0, _room.Run(server).Run("-p", "go", "--permission-mode", "bypassPermissions"));
        Assert.Contains($"its worktree {made} {said}", server.Requests[2].Text, StringComparison.Ordinal);
        Assert.True(Directory.Exists(made));
    }

    private static MockAnswer Start() => MockAnswer.Call("t1", "Agent", """{"description":"look","prompt":"look around","isolation":"worktree"}""");
}
