using Pith.Permissions.Shell;

namespace Pith.Tests.Permissions.Shell;

/// <summary>Braces make the words that bash makes of them, which was asked for each row.</summary>
public sealed class BraceExpansionTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("src/{a,b}", "src/a src/b")]
    [InlineData("a.txt{,.bak}", "a.txt a.txt.bak")]
    [InlineData("{a,b}/{c,d}", "a/c a/d b/c b/d")]
    [InlineData("{a,b{1,2}}x", "ax b1x b2x")]
    [InlineData("{{a,b}}", "{a} {b}")]
    [InlineData("x{a}{b,c}", "x{a}b x{a}c")]
    [InlineData("{a,{b,c}", "{a,b {a,c")]
    [InlineData("f{1..3}.c", "f1.c f2.c f3.c")]
    [InlineData("{3..1}", "3 2 1")]
    [InlineData("{a,../b}", "a ../b")]
    [InlineData("{a..c}", null)]
    [InlineData("{01..3}", null)]
    [InlineData("{1..999}", null)]
    [InlineData("{1..99}{1..99}", null)]
    [InlineData("{{1..2}}", "{1} {2}")]
    [InlineData("{..{/x,}}", null)]
    [InlineData("{1..{2,3}}", null)]
    public void WordsAreThoseOfTheShell(string text, string? words) =>
        Assert.Equal(words, BraceExpansion.Of(text) is { } found ? string.Join(' ', found) : null);

    [Theory]
    [InlineData("{a..z}/{1..3}", "[0]/[0]")]
    [InlineData("{{a..c}}", "{[0]}")]
    [InlineData("{1..999..2}", "[0]")]
    [InlineData("{../x}", null)]
    [InlineData("{..{/x,}}", null)]
    public void ASequenceMayStandAsAPattern(string text, string? words) =>
        Assert.Equal(words, BraceExpansion.Of(text, "[0]") is { } found ? string.Join(' ', found) : null);
}
