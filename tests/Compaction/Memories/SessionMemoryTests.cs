using Pith.Compaction.Memories;
using Pith.Store;
using Pith.Tests.Conversations;

namespace Pith.Tests.Compaction.Memories;

public sealed class SessionMemoryTests
{
    private static Script Work() => new Script()
        .User("Fix the parser. You must never touch the lexer.")
        .Assistant("The problem was the check in front. I decided to move it instead of deleting it. Which way?")
        .Call("Bash", """{"command":"make test"}""", "b1").Result("b1", "one\nerror: broken", isError: true)
        .Read("src/parser.c", "r1", 1, "int parse(void);")
        .Call("Write", """{"file_path":"src/new.c","content":"int a;\n"}""", "w1").Result("w1", "ok")
        .Call("Edit", """{"file_path":"src/parser.c","old_string":"int","new_string":"long"}""", "e1").Result("e1", "ok")
        .Call("Bash", """{"command":"make test"}""", "b2").Result("b2", "all passed")
        .Call("TodoWrite", """{"todos":[{"content":"Tell the user","status":"pending"}]}""", "t1").Result("t1", "ok");

    [Fact]
    public void EverySectionIsDerivedFromEvents()
    {
        using var index = Work().Assistant("Done.").User("Now the docs.").Seal();
        var memory = SessionMemory.Of(index);
        Assert.Equal([RequestState.Answered, RequestState.Pending], memory.Requests.Select(r => r.State));
        Assert.Equal(["You must never touch the lexer."], memory.Constraints.Select(c => c.Text));
        Assert.Equal(["I decided to move it instead of deleting it."], memory.Decisions.Select(c => c.Text));
        Assert.Equal(["The problem was the check in front."], memory.Learnings.Select(c => c.Text));
        Assert.Equal(["pending:", "Tell the user"], memory.Todos);
        Assert.Equal([("src/new.c", "written", (string?)BlobHash.Of("int a;\n"u8).ToString()), ("src/parser.c", "edited", null)], memory.Artefacts.Select(a => (a.Path, a.Operation, a.Hash)));
        var run = Assert.Single(memory.Commands);
        Assert.Equal(("make test", 2, (bool?)false, "all passed"), (run.Command, run.Runs, run.Failed, run.Outcome));
        var failure = Assert.Single(memory.Failures);
        Assert.Equal(("error: broken", true), (failure.Error, failure.Solved > failure.Turn));
        Assert.Empty(memory.Jobs);
    }

    [Fact]
    public void WhatRunsIsInFlightUntilItsEndIsSeen()
    {
        Script Begun() => Work().Call("Bash", """{"command":"serve","run_in_background":true}""", "g1").Result("g1", "Command running in background with ID: bash_7");
        using var running = Begun().Seal();
        Assert.Equal(["bash_7"], SessionMemory.Of(running).Jobs.Select(j => j.Id));
        using var killed = Begun().Call("KillShell", """{"shell_id":"bash_7"}""", "k1").Result("k1", "ok").Seal();
        Assert.Empty(SessionMemory.Of(killed).Jobs);
        using var ended = Begun().Call("BashOutput", """{"bash_id":"bash_7"}""", "o1").Result("o1", "<status>completed</status> bash_7").Seal();
        Assert.Empty(SessionMemory.Of(ended).Jobs);
        using var open = Work().Call("Bash", """{"command":"sleep 9"}""", "s1").Seal();
        Assert.Equal([("sleep 9", RequestState.Active)], SessionMemory.Of(open).Jobs.Select(j => (j.Subject, SessionMemory.Of(open).Requests[^1].State)));
    }

    [Fact]
    public void UpdatingEqualsDerivingAnew()
    {
        using var first = Work().Seal();
        using var all = Work().Assistant("Because it was late, it failed.").User("Go on. Always run the tests.").Seal();
        var grown = SessionMemory.Of(first);
        grown.Update(all);
        var anew = SessionMemory.Of(all);
        Assert.Equal(anew.Requests, grown.Requests);
        Assert.Equal(anew.Constraints, grown.Constraints);
        Assert.Equal(anew.Artefacts, grown.Artefacts);
        Assert.Equal(anew.Commands, grown.Commands);
        Assert.Equal(anew.Learnings, grown.Learnings);
        Assert.Throws<ArgumentException>(() => grown.Update(first));
    }
}
