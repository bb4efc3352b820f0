namespace Pith.Tests;

/// <summary>Each way around of docs/bypasses.md is held off by a test that is there.</summary>
public sealed class BypassesTests
{
    [Fact]
    public void EveryBypassIsHeldOffByTestsThatExist() => NamedTests.CheckTable("bypasses.md", leastRows: 40);

    /// <summary>CVE-2026-22812 and CVE-2025-52882: whoever may connect is obeyed. Nothing of ours can be connected to.</summary>
    [Fact]
    public void NothingListens() => NowhereInTheSource("TcpListener", "HttpListener", ".Listen(", "WebApplication");

    /// <summary>CVE-2026-46406: names in a folder that everybody can write, which others can tell beforehand.</summary>
    [Fact]
    public void NoTemporaryNameCanBeTold() => NowhereInTheSource("GetTempPath", "GetTempFileName", "\"/tmp/");

    private static void NowhereInTheSource(params string[] words)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.All(words, word => Assert.DoesNotContain(word, File.ReadAllText(file), StringComparison.Ordinal)));
    }
}
