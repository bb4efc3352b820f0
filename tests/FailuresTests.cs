namespace Pith.Tests;

/// <summary>Each failure of docs/failures.md is held off by a test that is there.</summary>
public sealed class FailuresTests
{
    [Fact]
    public void EveryFailureIsHeldOffByTestsThatExist() => NamedTests.CheckTable("failures.md", leastRows: 40);

    /// <summary>Logs and blobs are files of our own; no database is between them and the disk.</summary>
    [Fact]
    public void NothingIsKeptInADatabase()
    {
        foreach (var lockFile in Directory.GetFiles(Path.Combine(Repository.Root, "src"), "packages.lock.json", SearchOption.AllDirectories))
            Assert.DoesNotContain("sqlite", File.ReadAllText(lockFile), StringComparison.OrdinalIgnoreCase);
    }
}
