using System.Text.Json.Nodes;
using Pith.MockModels;

namespace Pith.Tests.Providers.Wire;

/// <summary>The cache of the mock keeps the documented rules; what is measured with it is worth as much as they are.</summary>
public sealed class CacheAccountTests
{
    private readonly CacheAccount _cache = new();

    [Theory]
    [InlineData("claude-sonnet-5-5", 4000, false)]
    [InlineData("claude-sonnet-5-5", 4200, true)]
    [InlineData("claude-opus-5", 2000, false)]
    [InlineData("claude-opus-5", 2200, true)]
    [InlineData("claude-haiku-4-5", 16_000, false)]
    [InlineData("claude-haiku-4-5", 16_800, true)]
    public void WhatIsShorterThanTheModelsLeastIsNotKept(string model, int bytes, bool isKept)
    {
        Assert.Equal(isKept, Written(_cache.Count(Body(model, Text(bytes, "5m")))) > 0);
        Assert.Equal(isKept, Read(_cache.Count(Body(model, Text(bytes, "5m")))) > 0);
    }

    [Theory]
    [InlineData("5m", 299, true)]
    [InlineData("5m", 300, false)]
    [InlineData("1h", 3599, true)]
    [InlineData("1h", 3600, false)]
    public void AnEntryLivesFromItsLastUse(string life, int seconds, bool isLive)
    {
        var body = Body("claude-sonnet-5-5", Text(8000, life));
        Assert.Equal(0, Read(_cache.Count(body)));
        _cache.Now += TimeSpan.FromSeconds(200);
        Assert.True(Read(_cache.Count(body)) > 0);
        _cache.Now += TimeSpan.FromSeconds(seconds);
        Assert.Equal(isLive, Read(_cache.Count(body)) > 0);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void AnEntryIsLookedForTwentyBlocksBack(int between, bool isFound)
    {
        _cache.Count(Body("claude-sonnet-5-5", Text(8000, "5m")));
        var later = Body("claude-sonnet-5-5", [Text(8000, null), .. Enumerable.Repeat(0, between - 1).Select(_ => Text(4, null)), Text(4, "5m")]);
        Assert.Equal(isFound, Read(_cache.Count(later)) > 0);
    }

    [Fact]
    public void OnlyWhatStandsBeforeABreakpointIsKept()
    {
        var first = _cache.Count(Body("claude-sonnet-5-5", Text(8000, "5m"), Text(4000, null)));
        Assert.Equal(0, Read(first));
        Assert.True((int)first["input_tokens"]! >= 1000);
        Assert.Equal(0, Read(_cache.Count(Body("claude-sonnet-5-5", Text(8000, null), Text(4000, null)))));
        var again = _cache.Count(Body("claude-sonnet-5-5", Text(8000, "5m"), Text(4000, null)));
        Assert.Equal((Written(first), 0), (Read(again), Written(again)));
        Assert.Equal(0, Read(_cache.Count(Body("claude-sonnet-5-5", Text(8004, "5m")))));
    }

    private static int Read(JsonObject usage) => (int)usage["cache_read_input_tokens"]!;

    private static int Written(JsonObject usage) => (int)usage["cache_creation_input_tokens"]!;

    private static JsonObject Text(int bytes, string? life)
    {
        var block = new JsonObject { ["type"] = "text", ["text"] = new string('x', bytes) };
        if (life is not null)
            block["cache_control"] = new JsonObject { ["type"] = "ephemeral", ["ttl"] = life };
        return block;
    }

    private static JsonObject Body(string model, params JsonNode[] blocks) =>
        new() { ["model"] = model, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(blocks) }) };
}
