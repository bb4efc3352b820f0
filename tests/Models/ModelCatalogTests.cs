using Pith.Models;
using Pith.Tokens;

namespace Pith.Tests.Models;

public sealed class ModelCatalogTests
{
    [Theory]
    [InlineData("gpt-4o-2024-08-06", "o200k_base")]
    [InlineData("gpt-5.3-codex-spark", "o200k_base")]
    [InlineData("o3-mini", "o200k_base")]
    [InlineData("gpt-4", "cl100k_base")]
    [InlineData("gpt-4-turbo", "cl100k_base")]
    [InlineData("gpt-4.1-mini", "o200k_base")]
    [InlineData("gpt-3.5-turbo", "cl100k_base")]
    public void PublishedEncodingsAreExact(string model, string encoding)
    {
        var meter = ModelCatalog.MeterFor(model);
        Assert.Equal(encoding, meter.Name);
        Assert.True(meter.IsExact);
    }

    [Fact]
    public void ClaudeIsEstimatedByFamily()
    {
        var text = "public sealed class TokenMeter { private readonly double factor; /* weights */ public int Count(byte[] utf8Text) => 1234; }\n"u8;
        var exact = TokenCounter.O200k.Count(text);
        var older = ModelCatalog.MeterFor("claude-opus-4-5-20251101");
        var newer = ModelCatalog.MeterFor("claude-opus-5");
        Assert.False(older.IsExact);
        Assert.InRange(older.Margin(1000), 10, 200);
        Assert.True(exact < older.Count(text) && older.Count(text) < newer.Count(text));
    }

    [Theory]
    [InlineData("claude-opus-4.7", Family.Claude5)]
    [InlineData("claude-sonnet-4.6", Family.Claude4)]
    [InlineData("us.anthropic.claude-opus-4-5-20251101-v1:0", Family.Claude4)]
    [InlineData("anthropic/claude-fable-5", Family.Claude5)]
    public void GatewaysWriteNamesTheirOwnWay(string name, Family family)
    {
        Assert.True(ModelCatalog.TryFind(name, out var model));
        Assert.Equal(family, model.Family);
    }

    [Fact]
    public void TheLongestNameDecides()
    {
        Assert.True(ModelCatalog.TryFind("claude-fable-5-2", out var newest));
        Assert.True(ModelCatalog.TryFind("claude-fable-5-1-20260801", out var older));
        Assert.Equal((8m, 10m), (newest.InputPrice, older.InputPrice));
        Assert.False(ModelCatalog.TryFind("llama-3", out _));
    }

    [Theory]
    [InlineData(2026, 10, 6, 0.20)]
    [InlineData(2026, 10, 7, 0.10)]
    [InlineData(2020, 1, 1, 0.20)]
    public void PricesHoldFromTheirDay(int year, int month, int day, double read)
    {
        Assert.True(ModelCatalog.TryFind("claude-sonnet-5-5", new DateOnly(year, month, day), out var model));
        Assert.Equal((decimal)read, model.CacheRead);
        Assert.Equal(4m, model.CacheWriteHour);
    }
}
