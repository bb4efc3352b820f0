using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Tests.Conversations;

public sealed class ContextIndexTests
{
    private static string TextOf(ContextIndex index, int block) => Encoding.UTF8.GetString(index.Text(block));

    [Fact]
    public void RecordsOfOneMessageAreOneTurnAndCountUsageOnce()
    {
        var usage = new Usage(3, 2, 1, 40);
        using var script = new Script();
        script.User("go").Turn(Role.Assistant, "msg_1", usage: usage).Text("a").Call("Read", "{}", "t1", "msg_1")
            .Result("t1", "one").Call("Read", "{}", "t2", "msg_1").Result("t2", "two");
        var index = script.Seal();
        Assert.Equal(4, index.Turns.Length); // user, assistant, two records of results
        Assert.Equal(3, index.Turns[1].BlockCount);
        Assert.Equal(usage, index.Turns[1].Usage);
        Assert.Equal(3, index.Blocks[index.Turns[3].FirstBlock].Partner);
    }

    [Fact]
    public void OtherThreadsStayOut()
    {
        using var script = new Script();
        script.User("main").Turn(Role.Assistant, thread: 1).Text("side").Assistant("answer");
        var index = script.Seal();
        Assert.Equal(["main", "answer"], new[] { TextOf(index, 0), TextOf(index, 1) });
        Assert.Equal(1, index.Tally.RecordsOfThread[1]);
    }

    [Fact]
    public void BoundaryKeepsOnlyWhatItNamesBehindTheSummary()
    {
        using var script = new Script();
        script.Turn(Role.User, id: "u1").Text("old").Turn(Role.Assistant, id: "u2").Text("kept").Boundary("""["u2"]""")
            .User("summary", RecordFlags.Summary).User("next");
        var index = script.Seal();
        Assert.Equal(["summary", "kept", "next"], Enumerable.Range(0, 3).Select(i => TextOf(index, i)));
        Assert.True(index.Blocks[0].Has(BlockFlags.Summary));
        Assert.False(index.Blocks[0].Has(BlockFlags.Request));
    }

    [Fact]
    public void RepeatedRecordsCountOnce()
    {
        using var script = new Script();
        script.Turn(Role.User, id: "x").Text("once").Turn(Role.User, id: "x").Text("once");
        Assert.Equal(1, script.Seal().Turns.Length);
    }

    /// <summary>A session that was copied into itself: the compaction stands twice, and what came after it is still there.</summary>
    [Fact]
    public void ARepeatedBoundaryTakesNothing()
    {
        using var script = new Script();
        for (var copy = 0; copy < 2; copy++)
            script.Turn(Role.User, id: "a").Text("before").Boundary(id: "b").Turn(Role.User, id: "b", flags: RecordFlags.Summary).Text("summary").Turn(Role.User, id: "c").Text("after");
        var index = script.Seal();
        Assert.Equal(["summary", "after"], Enumerable.Range(0, index.Blocks.Length).Select(i => TextOf(index, i)));
    }

    [Fact]
    public void ArgumentsBecomeCompactObjects()
    {
        using var script = new Script();
        script.Call("Edit", """{ "a" : [1, 2 , {"b":"x\ud83dy"}], "c":null }""", "1").Call("apply_patch", "*** Begin Patch", "2").Call("Ls", "", "3");
        var index = script.Seal();
        Assert.Equal("""{"a":[1,2,{"b":"x�y"}],"c":null}""", TextOf(index, 0));
        Assert.Equal("""{"input":"*** Begin Patch"}""", TextOf(index, 1));
        Assert.Equal("{}", TextOf(index, 2));
    }

    [Fact]
    public void CallsKnowWhatTheyWorkOn()
    {
        using var script = new Script();
        script.Read("src/a.cs", "r", 41, "x", "y").Call("str_replace_editor", """{"command":"view","path":"b.py"}""", "v")
            .Call("exec_command", """{"cmd":"make test"}""", "s").Call("Grep", """{"pattern":"foo","path":"src"}""", "g");
        var index = script.Seal();
        Assert.Equal((ToolKind.Read, 41, 42), (index.Blocks[1].Work, index.Blocks[1].FirstLine, index.Blocks[1].LastLine));
        Assert.Equal("src/a.cs", Encoding.UTF8.GetString(index.Symbol(index.Blocks[1].Subject)));
        Assert.Equal(ToolKind.Read, index.Blocks[2].Work);
        Assert.Equal("make test", Encoding.UTF8.GetString(index.Symbol(index.Blocks[3].Subject)));
        Assert.Equal("foo", Encoding.UTF8.GetString(index.Symbol(index.Blocks[4].Subject)));
    }

    [Fact]
    public void UpToTurnLeavesLaterTurnsOut()
    {
        using var script = new Script(new IndexOptions { UpToTurn = 2 });
        script.User("1").Assistant("2").User("3").Boundary().User("4");
        Assert.Equal(2, script.Seal().Turns.Length);
    }

    [Theory]
    [InlineData("   12→code", "code", 12)]
    [InlineData("7\tcode", "code", 7)]
    [InlineData("  9| code", " code", 9)]
    [InlineData("12:code", "code", 12)]
    [InlineData("2024 was a year", "2024 was a year", 0)]
    [InlineData("no number", "no number", 0)]
    [InlineData("", "", 0)]
    public void LineNumbersAreStripped(string line, string body, int number)
    {
        Assert.Equal(body, Encoding.UTF8.GetString(Excerpt.StripNumber(Encoding.UTF8.GetBytes(line), out var found)));
        Assert.Equal(number, found);
    }
}
