using Pith.Budgets.Needs;

namespace Pith.Tests.Budgets.Needs;

public sealed class LineTextTests
{
    [Theory]
    [InlineData("    12\tpublic int Count();", "public int Count();")]
    [InlineData("   12→    public int Count();", "public int Count();")]
    [InlineData("12: public int Count();", "public int Count();")]
    [InlineData("12| public int Count();", "public int Count();")]
    [InlineData("12 monkeys are no number", "12 monkeys are no number")]
    [InlineData("too short", null)]
    [InlineData("1234567890 1234567890", null)]
    public void CountsALineWithoutItsNumber(string line, string? expected) => Assert.Equal(expected, LineText.Normalise(line));

    [Fact]
    public void TextIsReadAsItStandsAndUnescaped()
    {
        Assert.Single(LineText.Forms("plain"));
        Assert.Equal("a\n\t\"b\"", LineText.Forms("a\\n\\t\\\"b\\\"")[1]);
    }

    [Fact]
    public void PassagesLoseNumbersAndKeepMargins()
    {
        Assert.Equal("if (x)\n    y();", LineText.Unnumbered("     1\tif (x)\n     2\t    y();"));
        const string plain = "no numbers\nhere";
        Assert.Same(plain, LineText.Unnumbered(plain));
    }

    [Fact]
    public void AnOpeningIsTheFirstLineThatSaysSomething() => Assert.Equal("make test", LineText.Opening("\n  make\t test  now", 9));
}
