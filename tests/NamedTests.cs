using System.Reflection;
using System.Text.RegularExpressions;

namespace Pith.Tests;

/// <summary>The names that documents give to what holds their promises: tests that run, and campaigns.</summary>
internal static partial class NamedTests
{
    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted { get; }

    /// <summary>Every test, as <c>Class.Method</c>.</summary>
    public static HashSet<string> Tests { get; } = [.. typeof(NamedTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods().Where(IsTest).Select(method => $"{type.Name}.{method.Name}"))];

    /// <summary>Every campaign on the native binary.</summary>
    public static HashSet<string> Campaigns { get; } = [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Faults", "campaigns"), "*.py")
        .Select(file => Path.GetFileNameWithoutExtension(file).Replace('_', '-'))];

    /// <summary>What a part of a line names; fails where it names nothing, or what is not there.</summary>
    public static void Check(string part)
    {
        var names = Quoted.Matches(part).Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(Tests.Contains(name) || Campaigns.Contains(name), $"no test or campaign {name}, for: {part}"));
    }

    /// <summary>Checks the last of the three columns of every table in a document.</summary>
    public static void CheckTable(string document, int leastRows)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", document));
        var rows = lines.Where((line, i) => line.StartsWith("| ", StringComparison.Ordinal) && i + 1 < lines.Length && !lines[i + 1].StartsWith("|---", StringComparison.Ordinal)).ToArray();
        Assert.True(rows.Length >= leastRows, $"{rows.Length} rows");
        Assert.All(rows, row => Check(row.Split(" | ")[2]));
    }

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes(inherit: false).Any(a => a is FactAttribute);
}
