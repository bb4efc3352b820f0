using Pith.Budgets.Needs;
using Pith.Conversations;

namespace Pith.Tests.Budgets.Needs;

public sealed class WorkStateTests
{
    [Fact]
    public void TheLastOperationOfAFileCounts()
    {
        var talk = new Talk().Read("/a/one.cs", "x").Edit("/a/one.cs", "x", "y").Read("/a/two.cs", "x")
            .Call("Edit", ToolKind.Edit, "no such text", true, "file_path", "/a/two.cs", "old_string", "q", "new_string", "z");
        var state = WorkState.Of(talk.Messages, talk.Messages.Count);
        Assert.True(state.Files["/a/one.cs"]);
        Assert.False(state.Files["/a/two.cs"]);
    }

    [Fact]
    public void OpenTodosAreThoseOfTheLastList()
    {
        var talk = new Talk().Call("TodoWrite", ToolKind.Todo, "ok", "content", "old thing", "status", "pending")
            .Call("TodoWrite", ToolKind.Todo, "ok", "content", "first thing", "status", "completed", "content", "second thing", "status", "in_progress");
        Assert.Equal(["second thing"], WorkState.Of(talk.Messages, 4).Todos);
    }

    [Fact]
    public void JobsRunUntilTheyAreStopped()
    {
        var talk = new Talk().Call("Bash", ToolKind.Shell, "Command running in background with ID: b12f", "command", "npm run dev");
        talk.Messages[0] = new Pith.Budgets.Recordings.Message(Pith.Budgets.Recordings.Speaker.Assistant, "", [new Pith.Budgets.Recordings.ToolCall("c0", "Bash", """{"command":"npm run dev","run_in_background":true}""", ToolKind.Shell)]);
        talk.Messages[1] = new Pith.Budgets.Recordings.Message(Pith.Budgets.Recordings.Speaker.Tool, talk.Messages[1].Text, null, talk.Messages[0].Calls[0]);
        Assert.Equal("npm run dev", WorkState.Of(talk.Messages, 2).Jobs["b12f"]);
        talk.Call("KillShell", ToolKind.Other, "killed", "shell_id", "b12f");
        Assert.Empty(WorkState.Of(talk.Messages, 4).Jobs);
    }
}
