using System.Text.RegularExpressions;

namespace Pith.Tests;

/// <summary>Whatever docs/guarantees.md names is there: a test that runs, or a campaign.</summary>
public sealed partial class GuaranteesTests
{
    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted { get; }

    [Fact]
    public void EveryGuaranteeIsHeldByTestsThatExist()
    {
        var tests = typeof(GuaranteesTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(IsTest).Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        var campaigns = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Faults", "campaigns"), "*.py")
            .Select(file => Path.GetFileNameWithoutExtension(file).Replace('_', '-')).ToHashSet();
        var lines = File.ReadLines(Path.Combine(Repository.Root, "docs", "guarantees.md")).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var names = Quoted.Matches(line[line.LastIndexOf(": `", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).ToArray();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.True(tests.Contains(name) || campaigns.Contains(name), $"no test or campaign {name}, for: {line}"));
        }

        var named = string.Join('\n', lines);
        Assert.All(campaigns, campaign => Assert.Contains($"`{campaign}`", named, StringComparison.Ordinal));
    }

    private static bool IsTest(System.Reflection.MethodInfo method) =>
        method.GetCustomAttributes(inherit: false).Any(a => a is FactAttribute);
}
