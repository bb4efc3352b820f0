using System.Text;

namespace Pith.Tests.Tokens;

public sealed class UnicodeTests
{
    /// <summary>Each scalar once, in a place where every class splits in another way.</summary>
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void EveryScalarAgreesWithTheOracle(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        var oracle = TokenOracle.Of(encoding);
        var text = new StringBuilder();
        for (var first = 0; first < 0x110000; first += 0x400)
        {
            text.Clear();
            for (var c = first; c < first + 0x400; c++)
                if (Rune.TryCreate(c, out var rune))
                    text.Append('y').Append(rune).Append('X').Append(rune).Append("Xy");
            var utf8 = Encoding.UTF8.GetBytes(text.ToString());
            var expected = oracle.Encode(utf8);
            var found = TokenText.Ids(counter, utf8);
            Assert.True(expected.SequenceEqual(found), $"U+{first:X} to U+{first + 0x3FF:X} differ");
            Assert.Equal(found.Length, counter.Count(utf8));
        }
    }
}
