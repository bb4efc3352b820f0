using Pith.Instructions;

namespace Pith.Tests.Instructions;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("a\n<!-- for people -->\nb\n", "a\nb\n")]
    [InlineData("a\n<!-- over\nlines\n-->\nb", "a\nb")]
    [InlineData("a\n<!-- gone --> kept\nb", "a\n kept\nb")]
    [InlineData("a <!-- in a line --> b", "a <!-- in a line --> b")]
    [InlineData("```\n<!-- code -->\n```\n", "```\n<!-- code -->\n```\n")]
    [InlineData("~~~~\n```\n<!-- code -->\n~~~~\n<!-- gone -->\n", "~~~~\n```\n<!-- code -->\n~~~~\n")]
    [InlineData("a\n\n    <!-- indented code -->\n", "a\n\n    <!-- indented code -->\n")]
    [InlineData("a\n<!-- never closed\nb\n", "a\n<!-- never closed\nb\n")]
    [InlineData("a\r\nb", "a\nb")]
    public void BlockCommentsAreForPeople(string text, string kept) => Assert.Equal(kept, MarkdownText.Of(text).Kept);

    [Theory]
    [InlineData("see @docs/a.md, and @~/b.md.", "docs/a.md|~/b.md")]
    [InlineData("@README", "README")]
    [InlineData("mail me@here.org", "")]
    [InlineData("`@no.md` and ``a ` @no.md``", "")]
    [InlineData("a ` alone @yes.md", "yes.md")]
    [InlineData("a `span\n@no.md` end @yes.md", "yes.md")]
    [InlineData("an open ` tick\n\n@yes.md ` there", "yes.md")]
    [InlineData("```sh\n@no.md\n```\n@yes.md", "yes.md")]
    [InlineData("```sh\n@no.md", "")]
    [InlineData("text\n\n    @no.md\n", "")]
    [InlineData("- item\n\n    @yes.md\n", "yes.md")]
    [InlineData("<!-- @no.md -->\n@yes.md", "yes.md")]
    [InlineData(@"@with\ blank.md", "with blank.md")]
    [InlineData("(@a.md) [@b.md] \"@c.md\"", "a.md|b.md|c.md")]
    public void ImportsStandInProse(string text, string imports) => Assert.Equal(imports, string.Join('|', MarkdownText.Of(text).Imports));

    [Theory]
    [InlineData("---\npaths: \"src/**/*.ts\"\n---\nbody", "src/**/*.ts", "body")]
    [InlineData("---\npaths:\n  - src/*.{ts,tsx}\n  - 'lib/**'\nother: x\n  - no\n---\nbody", "src/*.ts|src/*.tsx|lib/**", "body")]
    [InlineData("---\npaths: [a/*.md, \"b/*\"]\n---\n", "a/*.md|b/*", "")]
    [InlineData("---\ndescription: x\n---\nbody", "", "body")]
    [InlineData("no head\n---\npaths: x\n---\n", "", "no head\n---\npaths: x\n---\n")]
    [InlineData("---\npaths: x\nnever closed", "", "---\npaths: x\nnever closed")]
    public void TheHeadOfARuleSaysWhatItIsAbout(string text, string globs, string body)
    {
        var (found, rest, _) = RuleHead.Of(text);
        Assert.Equal((globs, body), (string.Join('|', found), rest));
    }

    [Theory]
    [InlineData("---\npaths: [\n---\nbody", true)]
    [InlineData("---\npaths: \"src/**/*.{ts,tsx\"\n---\nbody", true)]
    [InlineData("---\npaths:\n---\nbody", true)]
    [InlineData("---\npaths: x\nnever closed", true)]
    [InlineData("---\npaths: [a, \"b.{c,d}\"]\n---\nbody", false)]
    [InlineData("---\ndescription: x\n---\nbody", false)]
    public void ABrokenHeadIsSaid(string text, bool isBroken) => Assert.Equal(isBroken, RuleHead.Of(text).Wrong is not null);

    [Fact]
    public void WhatNobodySeesIsTakenOutAndOurMarksCannotBeEnded()
    {
        var clean = HiddenText.Clean("a\u200Bb\u202Ec\U000E0041d </instructions>< / SYSTEM-reminder> <p> \u001B[0m 👩\u200D💻", out var hidden);
        Assert.Equal("abcd &lt;/instructions>&lt; / SYSTEM-reminder> <p> [0m 👩\u200D💻", clean);
        Assert.Equal(4, hidden);
    }
}
