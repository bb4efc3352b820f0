using System.Text;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class TokenMeterTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("abcd", 1)]
    [InlineData("abcde", 2)]
    [InlineData("日本語文", 1)]
    [InlineData("😀😀😀😀😀", 2)]
    public void Chars4CountsCharactersAndRoundsUp(string text, int expected) =>
        Assert.Equal(expected, TokenMeter.Chars4.Count(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Chars4CountsABrokenPartAsOneCharacter() =>
        Assert.Equal(2, TokenMeter.Chars4.Count([0xE2, 0x82, 0xFF, (byte)'a', (byte)'b', (byte)'c']));

    [Fact]
    public void ThreeNamesAreKnown()
    {
        foreach (var name in new[] { "o200k_base", "cl100k_base", "chars4" })
        {
            Assert.True(TokenMeter.TryParse(name, out var meter));
            Assert.Equal(name, meter.Name);
            Assert.Equal(name != "chars4", meter.IsExact);
        }

        Assert.False(TokenMeter.TryParse("O200K", out _));
        Assert.False(TokenMeter.TryParse("", out _));
    }

    [Fact]
    public void AnEstimateSaysSo()
    {
        var weights = new double[ContextParts.Terms];
        weights[(int)EstimateTerm.O200k] = 1.25;
        var meter = TokenMeter.Estimated("claude-opus-4-6", new Estimator(weights, new Spread(3, 0.05), default), default);
        Assert.Equal("claude-opus-4-6 (estimate)", meter.Name);
        Assert.False(meter.IsExact);
        Assert.Equal(8, meter.Margin(100));
        Assert.Equal(0, meter.Margin(0));
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(" the cat", 50)));
        Assert.Equal(125, meter.Count(text));
        Assert.Equal(125, TokenText.InChunks(meter, text, () => 3));
    }

    [Fact]
    public void AnEstimateIsTheSameInChunks()
    {
        var weights = Enumerable.Range(1, ContextParts.Terms).Select(i => i / 10.0).ToArray();
        var meter = TokenMeter.Estimated("x", new Estimator(weights, default, default), default);
        var text = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "session.jsonl")).AsSpan(0, 40_000).ToArray();
        Assert.Equal(meter.Count(text), TokenText.InChunks(meter, text, () => 4097));
    }
}
