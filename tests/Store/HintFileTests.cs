using Pith.Store;

namespace Pith.Tests.Store;

public sealed class HintFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public HintFileTests() => Directory.CreateDirectory(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsOfferedIsReadAndReplaced()
    {
        var path = Path.Combine(folder.Path, "a.index");
        Assert.Null(HintFile.TryRead(path));
        HintFile.Offer(path, """{"n":1}"""u8);
        HintFile.Offer(path, """{"n":2}"""u8);
        Assert.Contains("\"n\":2", System.Text.Encoding.UTF8.GetString(HintFile.TryRead(path)!), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void APlaceThatTakesNothingCostsNothing()
    {
        HintFile.Offer(Path.Combine(folder.Path, "no such folder", "a.index"), "{}"u8);
        Directory.CreateDirectory(Path.Combine(folder.Path, "b.index"));
        HintFile.Offer(Path.Combine(folder.Path, "b.index"), "{}"u8);
        Assert.Null(HintFile.TryRead(Path.Combine(folder.Path, "b.index")));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void WhatAProcessDiedWritingGoesAndWhatOneMayYetWriteStays()
    {
        var files = (string[])["dead", "young", "held"];
        foreach (var file in files)
            File.WriteAllText(Path.Combine(folder.Path, $".a.index.{file}.hint"), "");
        using var held = File.Open(Path.Combine(folder.Path, ".a.index.held.hint"), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        foreach (var file in (string[])["dead", "held"])
            File.SetLastWriteTimeUtc(Path.Combine(folder.Path, $".a.index.{file}.hint"), DateTime.UnixEpoch);
        HintFile.RemoveAbandoned(folder.Path);
        Assert.Equal([".a.index.held.hint", ".a.index.young.hint"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        HintFile.RemoveAbandoned(Path.Combine(folder.Path, "no such folder"));
    }
}
