using CommunityToolkit.HighPerformance.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Pith.Compaction;
using Pith.Providers;
using Pith.Tests.Providers;

namespace Pith.Tests.Conversations;

public sealed class ViewBuilderTests
{
    /// <summary>Any log, however broken, gives a request that the APIs accept: dropped, doubled and reordered records.</summary>
    [Fact]
    public void AnyLogGivesAValidRequest() =>
        Prop.ForAll(Gen.Choose(0, 9 * 4 - 1).ArrayOf().ToArbitrary(), events =>
        {
            using var script = new Script();
            foreach (var e in events)
                Play(script, e % 9, "id" + e / 9);
            var index = script.Seal();
            var view = Compactor.Apply(index, Planner.Plan(index, new Policy { Budget = 100_000 }));
            using var messages = new ArrayPoolBufferWriter<byte>();
            new MessagesWriter().Write(view, messages);
            using var chat = new ArrayPoolBufferWriter<byte>();
            new ChatWriter().Write(view, chat);
            Assert.Equal([], MessagesRules.Broken(messages.WrittenMemory));
            Assert.Equal([], ChatRules.Broken(chat.WrittenMemory));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static void Play(Script script, int what, string id)
    {
        _ = what switch
        {
            0 => script.User("do " + id),
            1 => script.Assistant("said " + id),
            2 => script.Call("Read", """{"path":"x"}""", id),
            3 => script.Result(id, "result of " + id),
            4 => script.Result(id, "", isError: true),
            5 => script.Call("Bash tool!", "not json", id),
            6 => script.Thinking("hm", id),
            7 => script.User(" \n "),
            _ => script.Image(id == "id0" ? "aGVsbG8=" : Pictures.Png),
        };
    }

    [Fact]
    public void WordsBetweenParallelResultsComeBehindThem()
    {
        using var script = new Script();
        script.User("go").Call("A", "{}", "1").Call("B", "{}", "2").Result("1", "one").Image(Pictures.Png).Result("2", "two").Assistant("done");
        var index = script.Seal();
        var view = Compactor.Apply(index, Planner.Plan(index, new Policy { Budget = 100_000 }));
        Assert.Equal(["Result", "Result", "Image"], view.Messages[2].Blocks.Select(b => b.Kind.ToString()));
        Assert.Equal("two", System.Text.Encoding.UTF8.GetString(view.Messages[2].Blocks[1].Text.Span));
    }
}
