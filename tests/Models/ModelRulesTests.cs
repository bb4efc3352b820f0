using Pith.Models;
using Pith.Tokens;

namespace Pith.Tests.Models;

public sealed class ModelRulesTests
{
    [Theory]
    [InlineData("claude-opus-4-6", 497, 589)]
    [InlineData("claude-opus-4-20250514", 313, 315)]
    [InlineData("claude-sonnet-4-5-20250929", 496, 588)]
    [InlineData("claude-3-7-sonnet-20250219", 346, 313)]
    [InlineData("claude-3-haiku-20240307", 264, 340)]
    [InlineData("claude-sonnet-5", 354, 474)]
    [InlineData("gpt-5", 0, 0)]
    public void ToolsBringAPromptOfTheirOwn(string model, int free, int forced)
    {
        Assert.Equal(free, ToolPrompt.TokensOf(model));
        Assert.Equal(forced, ToolPrompt.TokensOf(model, forced: true));
    }

    [Theory]
    [InlineData("claude-opus-4-5-20251101", true)]
    [InlineData("claude-opus-4-1-20250805", false)]
    [InlineData("claude-opus-4-20250514", false)]
    [InlineData("claude-sonnet-4-5", false)]
    [InlineData("claude-sonnet-4-6", true)]
    [InlineData("claude-haiku-4-5", false)]
    [InlineData("claude-fable-5", true)]
    public void ThinkingOfEarlierTurnsIsKeptByLaterModels(string model, bool keeps) => Assert.Equal(keeps, ThinkingRule.Keeps(model));

    [Theory]
    [InlineData("claude-opus-4-6", 1560)]
    [InlineData("claude-opus-4-7", 2691)]
    [InlineData("gpt-4o", 1105)]
    [InlineData("gpt-4o-mini", 36835)]
    [InlineData("gpt-5", 910)]
    [InlineData("gpt-5-2025-08-07", 910)]
    [InlineData("gpt-5.5", 2448)]
    [InlineData("o3", 975)]
    public void APictureOf1080LinesCostsByItsModel(string model, int tokens) =>
        Assert.Equal(tokens, ModelCatalog.MeterFor(model).Images.TokensOf(new ImageSize(1920, 1080)));

    [Fact]
    public void EveryFamilyHasANameAndACalibration()
    {
        foreach (var family in Enum.GetValues<Family>())
        {
            Assert.True(FamilyNames.TryParse(FamilyNames.Of(family), out var same));
            Assert.Equal(family, same);
            Assert.Equal(family, Calibration.Shipped(family).Family);
            Assert.True(Calibration.Shipped(family).Pairs > 0);
        }

        Assert.False(FamilyNames.TryParse("claude-2", out _));
        Assert.Equal(ContextParts.Terms, TermNames.All.Count);
        Assert.Equal("furtherResult", TermNames.All[(int)EstimateTerm.FurtherResult]);
    }
}
