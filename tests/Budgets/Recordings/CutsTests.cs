using Pith.Budgets.Recordings;

namespace Pith.Tests.Budgets.Recordings;

public sealed class CutsTests
{
    private static readonly List<Message> Session = Long(400);

    [Fact]
    public void DenseCutsStandBeforeAnswersWithRoomBehind()
    {
        var cuts = Cuts.Dense(Session, 8_000);
        Assert.NotEmpty(cuts);
        Assert.All(cuts, cut => Assert.True(Session[cut].Speaker == Speaker.Assistant && Session[cut - 1].Speaker != Speaker.Assistant && Session.Count - cut > 20));
        Assert.True(Session.Take(cuts[0] + 1).Sum(m => m.Tokens) > 10_000);
        Assert.False(Session.Take(cuts[0] - 1).Sum(m => m.Tokens) > 10_000);
        Assert.All(cuts.Zip(cuts.Skip(1)), pair => Assert.True(Session.Skip(pair.First).Take(pair.Second - pair.First + 1).Sum(m => m.Tokens) > 10_000));
    }

    [Fact]
    public void PilotCutsAreFewer()
    {
        var cuts = Cuts.Pilot(Session, 8_000);
        Assert.True(Session.Take(cuts[0] + 1).Sum(m => m.Tokens) > 16_000);
        Assert.True(cuts.Count < Cuts.Dense(Session, 8_000).Count);
    }

    [Fact]
    public void AShortSessionHasNone() => Assert.Empty(Cuts.Dense(Long(20), 8_000));

    private static List<Message> Long(int messages)
    {
        var talk = new Talk().User("Go on");
        while (talk.Messages.Count < messages)
            talk.Read("src/a/file_one.cs", [.. Enumerable.Range(0, 60).Select(i => $"line {i} of a file that is read again and again")]);
        return talk.Messages;
    }
}
