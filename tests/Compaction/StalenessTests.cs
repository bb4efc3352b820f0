using System.Text;
using Pith.Compaction;
using Pith.Tests.Conversations;

namespace Pith.Tests.Compaction;

public sealed class StalenessTests
{
    [Fact]
    public void ReasonsFollowWhatHappenedLater()
    {
        using var script = new Script();
        script.Read("a", "1", 1, "one", "two", "three").Read("a", "2", 1, "one", "two", "three", "four")
            .Read("b", "3", 10, "ten").Read("b", "4", 20, "twenty")
            .Call("Bash", """{"command":"make"}""", "5").Result("5", "first run").Call("Bash", """{"command":"make"}""", "6").Result("6", "second run")
            .Read("c", "7", 1, "gone").Call("Edit", """{"file_path":"c","old_string":"gone","new_string":"new"}""", "8").Result("8", "ok")
            .Read("d", "9", 1, "kept").Call("Edit", """{"file_path":"d","old_string":"kept","new_string":"new"}""", "10").Result("10", "no such text", isError: true);
        var index = script.Seal();
        var reasons = Staleness.Of(index);
        string? Of(string id)
        {
            for (var i = 0; i < index.Blocks.Length; i++)
                if (index.Blocks[i].Kind == Pith.Transcripts.BlockKind.Result && Encoding.UTF8.GetString(index.Symbol(index.Blocks[i].CallId)) == id)
                    return reasons[i];
            return "absent";
        }

        Assert.Contains("read again", Of("1"), StringComparison.Ordinal);
        Assert.Null(Of("2"));
        Assert.Null(Of("3")); // another range of the same file
        Assert.Null(Of("4"));
        Assert.Contains("ran again", Of("5"), StringComparison.Ordinal);
        Assert.Null(Of("6"));
        Assert.Contains("changed", Of("7"), StringComparison.Ordinal);
        Assert.Null(Of("9")); // the edit failed
    }
}
