namespace Pith.Tests;

/// <summary>Whatever docs/guarantees.md names is there: a test that runs, or a campaign.</summary>
public sealed class GuaranteesTests
{
    [Fact]
    public void EveryGuaranteeIsHeldByTestsThatExist()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "docs", "guarantees.md")).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
            NamedTests.Check(line[line.LastIndexOf(": `", StringComparison.Ordinal)..]);
        var named = string.Join('\n', lines);
        Assert.All(NamedTests.Campaigns, campaign => Assert.Contains($"`{campaign}`", named, StringComparison.Ordinal));
    }
}
