using FsCheck;
using FsCheck.Fluent;
using Pith.Cli.Terminal.Screens;
using Pith.Cli.Texts;

namespace Pith.Tests.Cli.Terminal.Screens;

public sealed class ScreenTests
{
    [Fact]
    public void FinishedLinesGoToTheScrollbackAndTheLiveAreaStaysBelow()
    {
        var terminal = new VirtualTerminal(20, 5);
        var screen = new Screen(terminal, styled: true);
        for (var i = 0; i < 10; i++)
        {
            screen.Commit(Line.Of($"line {i}"));
            Draw(screen, terminal, (0, 2), $"> {i}", "status");
        }

        Assert.Equal(string.Join('\n', Enumerable.Range(0, 10).Select(i => $"line {i}")) + "\n> 9\nstatus", terminal.Text);
        Assert.Equal((3, 2), (terminal.Row, terminal.Column));
        Assert.True(terminal.ShowsCursor);
        Assert.False(terminal.IsSynchronized);
    }

    /// <summary>claude-code#769, #1913: flicker. What did not change is not drawn, and a frame is one write.</summary>
    [Fact]
    public void OnlyRowsThatChangedAreWritten_769()
    {
        var terminal = new VirtualTerminal(20, 6);
        var screen = new Screen(terminal, styled: true);
        Draw(screen, terminal, (1, 0), "one", "two", "three");
        terminal.Touched.Clear();
        var writes = terminal.Writes;
        Draw(screen, terminal, (1, 0), "one", "TWO", "three");
        Assert.Equal([1], terminal.Touched);
        Assert.Equal(writes + 1, terminal.Writes);
        Draw(screen, terminal, (1, 0), "one", "TWO", "three");
        Assert.Equal(writes + 1, terminal.Writes);
    }

    [Fact]
    public void AShorterLiveAreaLeavesNothingBehind()
    {
        var terminal = new VirtualTerminal(20, 6);
        var screen = new Screen(terminal, styled: false);
        Draw(screen, terminal, (2, 1), "one", "two", "three", "four");
        Draw(screen, terminal, (0, 0), "one");
        Assert.Equal("one", terminal.Text);
        screen.Commit(Line.Of("done"));
        screen.Clear();
        Assert.Equal("done", terminal.Text);
        Assert.Equal((1, 0), (terminal.Row, terminal.Column));
    }

    [Fact]
    public void AWideRowNeverBreaksIntoTwo()
    {
        var terminal = new VirtualTerminal(10, 6);
        var screen = new Screen(terminal, styled: false);
        Draw(screen, terminal, (0, 0), new string('x', 40), "漢字漢字漢字漢字");
        Assert.Equal("xxxxxxxx…\n漢字漢字…", terminal.Text);
    }

    [Fact]
    public void TheLiveAreaIsNeverHigherThanTheTerminal()
    {
        var terminal = new VirtualTerminal(20, 4);
        var screen = new Screen(terminal, styled: false);
        for (var n = 1; n < 9; n++)
            Draw(screen, terminal, (n - 1, 0), [.. Enumerable.Range(0, n).Select(i => $"row {i}")]);
        Assert.Equal("row 5\nrow 6\nrow 7", terminal.Text);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(80)]
    public void AfterAResizeTheLiveAreaIsThereOnce(int columns)
    {
        var terminal = new VirtualTerminal(40, 12);
        var screen = new Screen(terminal, styled: true);
        screen.Commit(Line.Of("kept"));
        Draw(screen, terminal, (1, 30), new string('a', 39), new string('b', 39), "status line of some length");
        terminal.Resize(columns);
        screen.Resize(columns);
        Draw(screen, terminal, (1, 3), "aa", "bb", "status");
        Assert.Equal("kept\naa\nbb\nstatus", terminal.Text);
    }

    /// <summary>A terminal whose edge is dragged has many widths between two frames; it joins what it broke for the first.</summary>
    [Theory]
    [InlineData(20, 31)]
    [InlineData(31, 20)]
    [InlineData(15, 40)]
    public void OfWidthsBetweenTwoFramesTheLastCounts(int first, int columns)
    {
        var terminal = new VirtualTerminal(40, 12);
        var screen = new Screen(terminal, styled: true);
        screen.Commit(Line.Of("kept"));
        Draw(screen, terminal, (1, 30), new string('a', 39), new string('b', 39), "status line of some length");
        terminal.Resize(columns);
        screen.Resize(first);
        screen.Resize(columns);
        Draw(screen, terminal, (1, 3), "aa", "bb", "status");
        Assert.Equal("kept\naa\nbb\nstatus", terminal.Text);
    }

    /// <summary>Whatever is committed and drawn, the terminal holds exactly the committed lines and the last live area.</summary>
    [Fact]
    public void TheTerminalHoldsWhatWasSaid() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Arb.From(Gen.Elements("", "a", "some words in a row", "漢字漢字漢字漢字漢字漢字", new string('x', 24), new string('y', 25)).ListOf()), Arb.From(Gen.Choose(0, 3)), (lines, live) =>
        {
            var terminal = new VirtualTerminal(24, 6);
            var screen = new Screen(terminal, styled: true);
            var expected = new List<string>();
            for (var i = 0; i < lines.Count; i++)
            {
                var line = new Line { IsVerbatim = i % 3 == 0 }.Add(lines[i]);
                expected.AddRange(Wrapping.Rows(line, 24).Select(r => r.ToString()));
                screen.Commit(line);
                if (i % 2 == 0)
                    Draw(screen, terminal, (0, 1), [.. Enumerable.Range(0, 1 + (i + live) % 4).Select(n => $"live {n}")]);
            }

            Draw(screen, terminal, (0, 0), "last");
            return terminal.Text == string.Join('\n', expected.Append("last")).TrimEnd('\n');
        }));

    private static void Draw(Screen screen, VirtualTerminal terminal, (int, int) cursor, params string[] rows) =>
        screen.Draw([.. rows.Select(r => Line.Of(r))], cursor, (terminal.Columns, terminal.Shown.Count()));
}
