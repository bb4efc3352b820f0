namespace Pith.Tests.Cli;

public sealed class MemoryTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "session.jsonl");

    [Fact]
    public void ThePageIsAsReviewed() =>
        Golden.Check(CliRun.Good("memory", Sample).Replace(Sample, "session.jsonl", StringComparison.Ordinal), "tests", "Goldens", "Cli", "memory.txt");

    [Fact]
    public void TheDocumentKeepsItsSchema() => JsonSchema.Check(CliRun.Good("memory", Sample, "--json"), "memory");
}
