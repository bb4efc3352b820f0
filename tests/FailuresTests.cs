namespace Pith.Tests;

/// <summary>Each failure of docs/failures.md is held off by a test that is there.</summary>
public sealed class FailuresTests
{
    [Fact]
    public void EveryFailureIsHeldOffByTestsThatExist()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "failures.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| reported in", StringComparison.Ordinal)).ToArray();
        Assert.True(rows.Length >= 40, $"{rows.Length} rows");
        Assert.All(rows, row => NamedTests.Check(row.Split(" | ")[2]));
    }

    /// <summary>Logs and blobs are files of our own; no database is between them and the disk.</summary>
    [Fact]
    public void NothingIsKeptInADatabase()
    {
        foreach (var lockFile in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "packages.lock.json", SearchOption.AllDirectories))
            Assert.DoesNotContain("sqlite", File.ReadAllText(lockFile), StringComparison.OrdinalIgnoreCase);
    }
}
