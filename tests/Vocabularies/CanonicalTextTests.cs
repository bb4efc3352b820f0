using System.Buffers;
using System.Text;
using Pith.Tokens;

namespace Pith.Tests.Vocabularies;

/// <summary>Normalization form C by the examples of Unicode Standard Annex 15 and of its test file.</summary>
public sealed class CanonicalTextTests
{
    [Theory]
    [InlineData("plain ascii", "plain ascii")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u212B", "Å")] // a singleton
    [InlineData("s\u0323\u0307", "\u1E69")]
    [InlineData("s\u0307\u0323", "\u1E69")] // marks in the wrong order
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")] // blocked by its own decomposition
    [InlineData("D\u0307\u0323", "\u1E0C\u0307")]
    [InlineData("\u0344", "\u0308\u0301")] // decomposes and does not come back
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("가\u11A8", "각")]
    [InlineData("각\u11A8", "각\u11A8")]
    [InlineData("\U000110A5\U000110BA", "\U000110AB")] // above U+FFFF
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("a\u0305\u0301\u0300", "a\u0305\u0301\u0300")] // of one class: kept in order
    [InlineData("\u0301", "\u0301")]
    [InlineData("が", "が")]
    [InlineData("か\u3099x", "がx")]
    public void Composes(string text, string expected)
    {
        Assert.Equal(expected, Compose(text));
        Assert.Equal(expected, Compose(expected));
        if (CanonicalText.IsCertain(Encoding.UTF8.GetBytes(text)))
            Assert.Equal(text, expected);
    }

    [Fact]
    public void ManyMarksTakeNoMoreThanTheirOwnTime()
    {
        var marks = string.Concat(Enumerable.Range(0, 200_000).Select(i => i % 2 == 0 ? '\u0301' : '\u0323'));
        Assert.Equal("\u1EA1" + new string('\u0323', 99_999) + new string('\u0301', 100_000), Compose("a" + marks));
    }

    private static string Compose(string text)
    {
        var written = new ArrayBufferWriter<byte>();
        CanonicalText.Compose(Encoding.UTF8.GetBytes(text), written);
        return Encoding.UTF8.GetString(written.WrittenSpan);
    }
}
