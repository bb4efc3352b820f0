using FsCheck;
using FsCheck.Fluent;
using Pith.Cli.Texts;

namespace Pith.Tests.Cli.Texts;

public sealed class WrappingTests
{
    [Theory]
    [InlineData("one two three", 7, 0, "one two|three")]
    [InlineData("one two three", 8, 2, "one two|  three")]
    [InlineData("abcdefgh", 3, 0, "abc|def|gh")]
    [InlineData("ab 漢字漢字", 5, 0, "ab|漢字|漢字")]
    [InlineData("", 5, 0, "")]
    [InlineData("a  b", 1, 0, "a|b")]
    public void BreaksAtBlanksElseBetweenClusters(string text, int width, int hang, string rows) =>
        Assert.Equal(rows, string.Join('|', Wrapping.Rows(new Line { Hang = hang }.Add(text), width)));

    [Fact]
    public void RowsFitAndNothingButBlanksIsLost() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Arb.From(Gen.Elements("a", "word", " ", "  ", "漢", "👩‍👩‍👧", "e\u0301", "-").ListOf()), Arb.From(Gen.Choose(2, 30)), (parts, width) =>
        {
            var line = new Line();
            for (var i = 0; i < parts.Count; i++)
                line.Add(parts[i], i % 2 == 0 ? Style.Bold : Style.Plain);
            var rows = Wrapping.Rows(line, width);
            return rows.All(r => r.Width <= width) && Solid(string.Concat(rows)) == Solid(line.ToString());
        }));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("漢字漢字", 6, "漢字…")]
    public void CutShowsThatThereIsMore(string text, int width, string cut) => Assert.Equal(cut, Wrapping.Cut(Line.Of(text), width).ToString());

    [Fact]
    public void TabsReachToStops() => Assert.Equal("a   b   cdef    g", Line.Of("a\tb\tcdef\tg").ToString());

    private static string Solid(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
