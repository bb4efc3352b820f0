using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>The examples that the providers' pages give, and those of a public table of counts.</summary>
public sealed class ImageRuleTests
{
    private static readonly ImageRule Standard = ImageRule.OfPatches(28, 1568, 1568), High = ImageRule.OfPatches(28, 2576, 4784);

    [Theory]
    [InlineData(540, 360, 260)] // a recorded body of 276 tokens with a question of 16
    [InlineData(1920, 1080, 1560)]
    [InlineData(1080, 1920, 1560)]
    [InlineData(4032, 3024, 1564)]
    [InlineData(200, 200, 64)]
    [InlineData(1, 1, 1)]
    [InlineData(8000, 1, 56)]
    public void StandardClaude(int width, int height, int tokens) => Assert.Equal(tokens, Standard.TokensOf(new ImageSize(width, height)));

    [Theory]
    [InlineData(1920, 1080, 2691)]
    [InlineData(3840, 2160, 4784)]
    [InlineData(3024, 1964, 4760)]
    [InlineData(4032, 3024, 4740)]
    public void HighResolutionClaude(int width, int height, int tokens) => Assert.Equal(tokens, High.TokensOf(new ImageSize(width, height)));

    [Theory]
    [InlineData(1024, 1024, 765)]
    [InlineData(2048, 4096, 1105)]
    [InlineData(512, 512, 255)]
    public void TilesOfGpt4o(int width, int height, int tokens) => Assert.Equal(tokens, ImageRule.OfTiles(85, 170).TokensOf(new ImageSize(width, height)));

    [Theory]
    [InlineData(1024, 1024, 1024, 1536, 1)]
    [InlineData(1800, 2400, 1452, 1536, 1)]
    [InlineData(1024, 1024, 1229, 2500, 1.2)]
    [InlineData(2560, 1440, 2931, 2500, 1.2)]
    [InlineData(4032, 3024, 2942, 2500, 1.2)]
    public void PatchesOfOpenAI(int width, int height, int tokens, int most, double each) =>
        Assert.Equal(tokens, ImageRule.OfWeightedPatches(32, most, each).TokensOf(new ImageSize(width, height)));

    [Fact]
    public void AnUnknownSizeCostsTheMost()
    {
        Assert.Equal(1568, Standard.TokensOf("https://example.org/cat.png"u8));
        Assert.Equal(3000, ImageRule.OfWeightedPatches(32, 2500, 1.2).TokensOf("?"u8));
        Assert.Equal(85 + 8 * 170, ImageRule.OfTiles(85, 170).TokensOf([]));
    }

    [Fact]
    public void NoPictureCostsMoreThanTheMost()
    {
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var size = new ImageSize(random.Next(1, 8001), random.Next(1, 8001));
            Assert.InRange(Standard.TokensOf(size), 1, 1568);
            Assert.InRange(High.TokensOf(size), Standard.TokensOf(size), 4784);
            Assert.InRange(ImageRule.OfWeightedPatches(32, 1536, 1).TokensOf(size), 1, 1536);
        }
    }
}
