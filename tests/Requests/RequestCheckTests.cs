using System.Text;
using Pith.Conversations;
using Pith.Models;
using Pith.Requests;
using Pith.Tests.Conversations;
using Pith.Transcripts;

namespace Pith.Tests.Requests;

/// <summary>Each rule has a view that breaks it and nothing else, and its repair breaks nothing.</summary>
public sealed class RequestCheckTests
{
    private static readonly ViewBlock Go = Words("go"), Done = Words("done");

    public static TheoryData<RequestRule> Rules => [.. Enum.GetValues<RequestRule>().Where(r => r is not (RequestRule.ThinkingMoved or RequestRule.Size))];

    [Theory]
    [MemberData(nameof(Rules))]
    public void EachRuleIsFoundAloneAndRepaired(RequestRule rule)
    {
        var limits = new RequestLimits { Pictures = 2, PictureBytes = 2000 };
        var view = Breaking(rule);
        Assert.Equal([rule], RequestCheck.Of(view, limits).Select(v => v.Rule).Distinct());
        var repaired = RequestRepair.Of(view, limits);
        Assert.Equal([], RequestCheck.Of(repaired, limits));
        Assert.Contains(rule, repaired.Repairs.Select(r => r.Rule));
    }

    [Fact]
    public void AViewInOrderIsReturnedAsItIs()
    {
        var view = View(User(Go), Assistant(Thinking("hm", "s"), Call("a"), Call("b")), User(Result("b"), Result("a"), Picture(Pictures.Png)), Assistant(Done), User(Go));
        Assert.Equal([], RequestCheck.Of(view, new RequestLimits()));
        Assert.Same(view, RequestRepair.Of(view, new RequestLimits()));
    }

    [Fact]
    public void AWrongMediaTypeIsSetByTheFirstBytes()
    {
        var repaired = RequestRepair.Of(View(User(Picture(Pictures.Jpeg, "image/png"))), new RequestLimits());
        Assert.Equal("image/jpeg", Encoding.UTF8.GetString(repaired.Messages[0].Blocks[0].Extra.Span));
    }

    [Fact]
    public void OfTooManyPicturesTheNewestStay()
    {
        var repaired = RequestRepair.Of(View(User(Picture(Pictures.PngOf(1, 1)), Picture(Pictures.PngOf(2, 2)), Picture(Pictures.PngOf(3, 3)))), new RequestLimits { Pictures = 2 });
        Assert.Equal([BlockKind.Text, BlockKind.Image, BlockKind.Image], repaired.Messages[0].Blocks.Select(b => b.Kind));
    }

    [Fact]
    public void PicturesLeaveUntilTheBodyFits()
    {
        var limits = new RequestLimits { Bytes = 5000 };
        var view = View(User(Go, Picture(Pictures.PngOf(1, 1, 3000)), Picture(Pictures.PngOf(2, 2, 3000))));
        Assert.Equal([RequestRule.Size], RequestCheck.Of(view, limits).Select(v => v.Rule));
        var repaired = RequestRepair.Of(view, limits);
        Assert.Equal([], RequestCheck.Of(repaired, limits));
        Assert.Equal([BlockKind.Text, BlockKind.Text, BlockKind.Image], repaired.Messages[0].Blocks.Select(b => b.Kind));
    }

    [Fact]
    public void ManyPicturesMustBeSmaller()
    {
        var pictures = Enumerable.Repeat(Picture(Pictures.PngOf(3000, 10)), 21).ToArray();
        Assert.Equal([], RequestCheck.Of(View(User(pictures[..20])), new RequestLimits()));
        Assert.Equal(21, RequestCheck.Of(View(User(pictures)), new RequestLimits()).Count);
    }

    [Fact]
    public void ALateResultReplacesTheNoteThatItsCallWasInterrupted()
    {
        var repaired = RequestRepair.Of(View(User(Go), Assistant(Call("a")), User(Go), Assistant(Done), User(Result("a"))), new RequestLimits());
        Assert.Equal("out of a", Encoding.UTF8.GetString(repaired.Messages[2].Blocks[0].Text.Span));
    }

    private static View Breaking(RequestRule rule) => rule switch
    {
        RequestRule.Empty => View(),
        RequestRule.FirstRole => View(Assistant(Done), User(Go)),
        RequestRule.LastRole => View(User(Go), Assistant(Done)),
        RequestRule.Alternation => View(User(Go), User(Go)),
        RequestRule.EmptyMessage => View(User(Go), Assistant(), User(Go)),
        RequestRule.BlankText => View(User(Go), Assistant(Done, Words(" \n")), User(Go)),
        RequestRule.WrongRole => View(User(Go, Thinking("hm", "s"))),
        RequestRule.Unanswered => View(User(Go), Assistant(Call("a"), Call("b")), User(Result("a"))),
        RequestRule.Orphan => View(User(Go), Assistant(Done), User(Result("a"))),
        RequestRule.ResultOrder => View(User(Go), Assistant(Call("a")), User(Go, Result("a"))),
        RequestRule.EmptyResult => View(User(Go), Assistant(Call("a")), User(Result("a", ""))),
        RequestRule.DuplicateId => View(User(Go), Assistant(Call("a")), User(Result("a")), Assistant(Call("a")), User(Result("a"))),
        RequestRule.Id => View(User(Go), Assistant(Call("a b")), User(Result("a b"))),
        RequestRule.ToolName => View(User(Go), Assistant(Call("a", tool: "my tool")), User(Result("a"))),
        RequestRule.Arguments => View(User(Go), Assistant(Call("a", "[1]")), User(Result("a"))),
        RequestRule.Unsigned => View(User(Go), Assistant(Thinking("hm", ""), Done), User(Go)),
        RequestRule.ThinkingLast => View(User(Go), Assistant(Done, Thinking("hm", "s")), User(Go)),
        RequestRule.PictureData => View(User(Picture("no base64!"))),
        RequestRule.PictureKind => View(User(Picture("aGVsbG8h"))),
        RequestRule.PictureBytes => View(User(Picture(Pictures.PngOf(1, 1, 2000)))),
        RequestRule.PictureSide => View(User(Picture(Pictures.PngOf(1, 9000)))),
        RequestRule.PictureCount => View(User([.. Enumerable.Repeat(Picture(Pictures.Png), 3)])),
        RequestRule.Unicode => View(User(new ViewBlock { Kind = BlockKind.Text, Text = new byte[] { 0x61, 0xED, 0xA0, 0x80 } })),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    private static View View(params ViewMessage[] messages)
    {
        var view = new View { Model = "claude-opus-4-6" };
        view.Messages.AddRange(messages);
        return view;
    }

    private static ViewMessage User(params ViewBlock[] blocks) => new(Role.User, [.. blocks]);

    private static ViewMessage Assistant(params ViewBlock[] blocks) => new(Role.Assistant, [.. blocks]);

    private static ViewBlock Words(string text) => new() { Kind = BlockKind.Text, Text = Encoding.UTF8.GetBytes(text), CallId = "", Tool = "" };

    private static ViewBlock Call(string id, string arguments = "{}", string tool = "Bash") => new() { Kind = BlockKind.Call, Text = Encoding.UTF8.GetBytes(arguments), CallId = id, Tool = tool };

    private static ViewBlock Result(string id, string? text = null) => new() { Kind = BlockKind.Result, Text = Encoding.UTF8.GetBytes(text ?? $"out of {id}"), CallId = id, Tool = "" };

    private static ViewBlock Thinking(string text, string signature) => Words(text) with { Kind = BlockKind.Thinking, Extra = Encoding.UTF8.GetBytes(signature) };

    private static ViewBlock Picture(string base64, string media = "image/png") => Words(base64) with { Kind = BlockKind.Image, Extra = Encoding.UTF8.GetBytes(media) };
}
