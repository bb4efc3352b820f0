using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Cli.Texts;

namespace Pith.Tests.Cli.Texts;

/// <summary>No byte of a tool's or a model's steers the terminal.</summary>
public sealed class CleanTextTests
{
    private static readonly string[] Hostile =
    [
        "\e[31m", "\e[2J", "\e]52;c;aGk=\a", "\e]0;title\e\\", "\eP1$r\e\\", "\e_apc\e\\", "\e^pm\e\\", "\eXsos\e\\", "\ec", "\e(0", "\e", "\e[", "\e]", "\u009B31m", "\u009D0;x\u009C",
        "\u0090", "\u0084", "\a", "\b", "\0", "\u007F", "\u202E", "\u2066", "\u2069", "\u200E", "\uD800", "\uDC00", "\U000E0041", "\u2028", "\r", "\r\n", "\n", "\t", "a", "ä", "漢", "👩‍👩‍👧", "e\u0301",
    ];

    private static Gen<string> Texts => Gen.Elements(Hostile).ListOf().Select(string.Concat);

    [Fact]
    public void NothingThatSteersIsLeftOfAnyText() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(Texts), text => IsTame(CleanText.Of(text))));

    [Fact]
    public void NothingThatSteersIsLeftOfAnyBytesHoweverTheyAreCut() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Arb.From(Texts), ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<PositiveInt>(), (text, noise, size) =>
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), .. noise, .. Encoding.UTF8.GetBytes(text)];
        var clean = new CleanText();
        var cut = string.Concat(bytes.Chunk(size.Get).Select(chunk => clean.Take(chunk)));
        return IsTame(cut) && cut == new CleanText().Take(bytes);
    }));

    [Theory]
    [InlineData("a\e[1;31mred\e[0m b", "ared b")]
    [InlineData("x\e]52;c;c2VjcmV0\ay", "xy")]
    [InlineData("x\e]0;evil\e\\y", "xy")]
    [InlineData("x\u009B2Jy", "xy")]
    [InlineData("x\eP1;2|abc\e\\y", "xy")]
    [InlineData("swallowed\e]0;no end\nbut the next line is here", "swallowed\nbut the next line is here")]
    [InlineData("one\r\ntwo\rthree", "one\ntwo\nthree")]
    [InlineData("a\u202Eb", "a\uFFFDb")]
    [InlineData("nul\0bell\a", "nul\uFFFDbell\uFFFD")]
    [InlineData("👩‍👩‍👧 e\u0301 漢", "👩‍👩‍👧 e\u0301 漢")]
    [InlineData("shorthand\U0001BCA0 and music\U0001D173", "shorthand\uFFFD and music\uFFFD")]
    [InlineData("hidden\U000E0041\U000E0042", "hidden\uFFFD\uFFFD")]
    public void SequencesAreTakenOutWhole(string text, string clean) => Assert.Equal(clean, CleanText.Of(text));

    [Fact]
    public void InvalidBytesBecomeReplacements() => Assert.Equal("a\uFFFDb\uFFFD", CleanText.Of([(byte)'a', 0xFF, (byte)'b', 0xC3]));

    [Fact]
    public void ALongSequenceWithoutEndHidesLittle() => Assert.EndsWith("end", CleanText.Of("\e]0;" + new string('x', 10_000) + "end"), StringComparison.Ordinal);

    private static bool IsTame(string text) =>
        text.EnumerateRunes().All(r => r.Value is '\n' or '\t' || !Rune.IsControl(r) && r.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xE0000 and <= 0xE007F)))
        && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
