using Pith.Cli.Texts;

namespace Pith.Tests.Cli.Texts;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("plain", 5)]
    [InlineData("ä", 1)]
    [InlineData("a\u0308", 1)]
    [InlineData("漢字", 4)]
    [InlineData("ｱ", 1)]
    [InlineData("Ａ", 2)]
    [InlineData("한글", 4)]
    [InlineData("\u1112\u1161\u11AB", 2)]
    [InlineData("😀", 2)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("❤️", 2)]
    [InlineData("❤", 1)]
    [InlineData("─│└", 3)]
    [InlineData("\uFFFD", 1)]
    public void IsWhatTerminalsTake(string text, int width) => Assert.Equal(width, CellWidth.Of(text));
}
