using Pith.Cli.Terminal.Panels;
using Pith.Tools.Questions;

namespace Pith.Tests.Cli.Terminal.Panels;

/// <summary>Nobody is asked about what they cannot see, however small the terminal.</summary>
public sealed class ConsentPanelTests
{
    private static readonly UserQuestion Several = new("Which?", "", [new UserOption("A", ""), new UserOption("B", "")], true);

    [Fact]
    public void InTwentyByFourTheCallTheReasonAndTheChoicesStandAndInThreeAllButTheReason()
    {
        var panel = new ConsentPanel("Bash(git push origin main --force-with-lease)", "no rule allows it, and it reaches the network", null);
        Assert.StartsWith("  no rule allows", panel.Rows(20, 4)[1].ToString(), StringComparison.Ordinal);
        var rows = panel.Rows(20, 3).ConvertAll(r => r.ToString());
        Assert.Equal(3, rows.Count);
        Assert.StartsWith("? Bash(git push", rows[0], StringComparison.Ordinal);
        Assert.Equal(["❯ y yes, once", "  n no, and say why"], rows[1..]);
        Assert.All(rows, row => Assert.True(row.Length < 20));
        Assert.Equal(1, panel.Cursor.Row);
    }

    [Fact]
    public void WhereThereIsRoomTheReasonStandsToo()
    {
        var rows = new ConsentPanel("Bash(ls)", "no rule allows it", null).Rows(60, 10);
        Assert.Contains(rows, r => r.ToString().Contains("no rule allows it", StringComparison.Ordinal));
    }

    [Fact]
    public void OfALongQuestionTheFirstRowAndThoseAboutTheCursorAreShown()
    {
        var panel = new QuestionPanel(new UserQuestion("Which of these?", "", [.. Enumerable.Range(0, 8).Select(i => new UserOption($"option {i}", ""))], false));
        var rows = panel.Rows(30, 4).ConvertAll(r => r.ToString());
        Assert.Equal(["? Which of these?", "❯ 1 option 0", "  2 option 1", "  3 option 2"], rows);
        for (var i = 0; i < 5; i++)
            panel.Take(new Pith.Cli.Terminal.Keys.Key(Pith.Cli.Terminal.Keys.KeyName.Down, ""));
        rows = panel.Rows(30, 4).ConvertAll(r => r.ToString());
        Assert.Equal("? Which of these?", rows[0]);
        Assert.Equal("❯ 6 option 5", rows[panel.Cursor.Row]);
    }

    [Theory]
    [InlineData("1,2", "A, B")]
    [InlineData("2 1", "B, A")]
    [InlineData("2,2", "B")]
    [InlineData("3", null)]
    [InlineData("1 of them", null)]
    [InlineData("", null)]
    public void NumbersAreThoseOfOptions(string typed, string? labels) => Assert.Equal(labels, OptionNumbers.Labels(Several, typed));

    [Fact]
    public void WhereOneIsTakenTwoNumbersAreWords() => Assert.Null(OptionNumbers.Labels(Several with { TakesSeveral = false }, "1,2"));
}
