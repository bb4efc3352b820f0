using System.Text;
using Pith.Text;

namespace Pith.Tests.Text;

public sealed class UnseenTests
{
    [Theory]
    [InlineData("a\u202Eb")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u2066b")]
    [InlineData("a\eb")]
    [InlineData("a\u009Bb")]
    [InlineData("a\uFEFFb")]
    [InlineData("a\u2028b")]
    public void WhatNobodySeesIsReplaced(string text) => Assert.Equal("a?b", Unseen.Replaced(text, '?'));

    [Theory]
    [InlineData("café 日本 🙂")]
    [InlineData("👩\u200D💻 ❤\uFE0F")]
    [InlineData("می\u200Cخواهم")]
    public void WhatIsSeenStays(string text) => Assert.Equal(text, Unseen.Replaced(text, '?'));

    [Fact]
    public void WhatIsKeptStays() => Assert.Equal("a\nb\tc?", Unseen.Replaced("a\nb\tc\r", '?', "\n\t"));

    [Fact]
    public void AllThatIsUnseenMayHide() => Assert.All(Unseen.List, c => Assert.True(Unseen.Is(new Rune(c)) && Unseen.MayHide(new Rune(c))));
}
