using Pith.MockModels;
using static Pith.Tests.Cli.HookRoom;

namespace Pith.Tests.Cli;

/// <summary>What a hook's consent changes for the rest of the run.</summary>
[Collection(Alone.Name)]
public sealed class HookConsentTests : IDisposable
{
    private readonly HookRoom _room = new();

    public void Dispose() => _room.Dispose();

    /// <summary>A consent may bring rules and a mode for the rest of the session; what is not taken is told, and no rule beats one that denies.</summary>
    [Theory]
    [InlineData("""[{"type":"addRules","rules":[{"toolName":"Edit"}],"behavior":"allow","destination":"session"}]""", "", 1, true, "")]
    [InlineData("""[{"type":"setMode","mode":"acceptEdits","destination":"session"}]""", "", 1, true, "")]
    [InlineData("""[{"type":"setMode","mode":"bypassPermissions","destination":"session"}]""", "", 2, true, "updatedPermissions[0]: the permission update 'setMode' is not taken: bypassPermissions can only be chosen when pith is started")]
    [InlineData("""[{"type":"addDirectories","directories":["/"],"destination":"session"},7]""", "", 2, true, "updatedPermissions[0]: the permission update 'addDirectories' is not taken: there are addRules and setMode")]
    [InlineData("""[{"type":"addRules","rules":[{"toolName":"Edit"}],"behavior":"allow","destination":"session"}]""", "Edit(second.txt)", 1, false, "")]
    [InlineData("""[{"type":"addRules","rules":[{"toolName":"Edit","ruleContent":["a"]}],"behavior":"allow","destination":"session"}]""", "", 2, true, "ruleContent is no text")]
    [InlineData("""[{"type":"addRules","rules":[{"toolName":"Edit"}],"behavior":"Allow"}]""", "", 2, true, "the permission update 'addRules' is not taken: its behavior 'Allow' must be allow, deny or ask")]
    [InlineData("""[{"type":"addRules","rules":[{"toolName":"Edit"}]}]""", "", 2, true, "updatedPermissions[0]: the permission update 'addRules' is not taken: its behavior must be allow, deny or ask")]
    [InlineData("""[{"type":"addRules","rules":{"toolName":"Edit"},"behavior":"allow"}]""", "", 2, true, "its rules must be a list")]
    [InlineData("""[7,{"type":"addRules","rules":["Edit",{"toolName":"Edit"}],"behavior":"allow"}]""", "", 1, true, "updatedPermissions[1].rules[0] is not taken: it must be an object with a 'toolName'")]
    [InlineData("""[{"type":"setMode","mode":"fast"}]""", "", 2, true, "its mode 'fast' must be one of default, acceptEdits")]
    [InlineData("""{"type":"setMode","mode":"acceptEdits"}""", "", 2, true, "updatedPermissions is not taken: it must be a list of updates")]
    [InlineData("\"acceptEdits\"", "", 2, true, "updatedPermissions is not taken: it must be a list of updates")]
    [InlineData("null", "", 2, true, "")]
    public void AConsentMayChangeWhatIsAskedFromNowOn(string updates, string denied, int asked, bool runs, string told)
    {
        _room.Settings(("PermissionRequest", "Write", Command($$$$"""{{{{_room.Tell}}}}; echo '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow","updatedPermissions":{{{{updates}}}}}}}'""")));
        using var server = new MockServer([
            MockAnswer.Call("1", "Write", """{"file_path":"first.txt","content":"x"}"""), MockAnswer.Call("2", "Write", """{"file_path":"second.txt","content":"x"}"""), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal(0, run.Run(["-p", "go", .. denied.Length > 0 ? (string[])["--disallowedTools", denied] : []]));
        Assert.Equal((true, runs), (File.Exists(_room.Place("project/first.txt")), File.Exists(_room.Place("project/second.txt"))));
        Assert.Equal(asked, _room.Heard.Length);
        Assert.Contains(told, run.Complaint, StringComparison.Ordinal);
        Assert.Equal(told.Length > 0, run.Complaint.Contains("warning: the PermissionRequest hook told=", StringComparison.Ordinal));
    }

    /// <summary>A person reads no twenty thousand lines.</summary>
    [Fact]
    public void OfMuchThatIsNotTakenAFewAreNamedAndTheRestCounted()
    {
        _room.Put("answer.json", """{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow","updatedPermissions":[""" + string.Join(',', Enumerable.Repeat("""{"type":"x\u001b[31m"}""", 20_000)) + "]}}}");
        _room.Settings(("PermissionRequest", "Write", Command($"cat {_room.Place("answer.json")}")));
        using var server = new MockServer([MockAnswer.Call("1", "Write", """{"file_path":"first.txt","content":"x"}"""), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal(0, run.Run("-p", "go"));
        var lines = run.Complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.Contains("updatedPermissions[4]: the permission update 'x?[31m' is not taken", lines[4], StringComparison.Ordinal);
        Assert.EndsWith("updatedPermissions: 19,995 more are not taken", lines[5], StringComparison.Ordinal);
    }

    /// <summary>Of two hooks that consent neither is passed over: what the second would have denied from now on is denied.</summary>
    [Fact]
    public void WhatEachConsentBringsCounts()
    {
        string Grants(string updates) => $$$$"""echo '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow","updatedPermissions":[{{{{updates}}}}]}}}'""";
        _room.Settings(("PermissionRequest", "Write", Command(Grants("""{"type":"addRules","rules":[{"toolName":"Edit"}],"behavior":"allow"}"""))),
            ("PermissionRequest", "Wri.*", Command(Grants("""{"type":"addRules","rules":[{"toolName":"Edit","ruleContent":"second.txt"}],"behavior":"deny"}"""))));
        using var server = new MockServer([
            MockAnswer.Call("1", "Write", """{"file_path":"first.txt","content":"x"}"""), MockAnswer.Call("2", "Write", """{"file_path":"second.txt","content":"x"}"""), MockAnswer.Text("done")]);
        var run = _room.Run(server);
        Assert.Equal((0, ""), (run.Run("-p", "go"), run.Complaint));
        Assert.Equal((true, false), (File.Exists(_room.Place("project/first.txt")), File.Exists(_room.Place("project/second.txt"))));
    }
}
