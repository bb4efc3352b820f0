using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>What is damaged is set aside, what is good is saved, what is lost is named with who misses it.</summary>
public sealed class RepairTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly byte[][] contents = [.. Enumerable.Range(0, 8).Select(i => Samples.Noise(60_000, seed: i))];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnIntactStoreNeedsNothing()
    {
        Assert.Empty(new BlobStore(folder.Path).Repair("me"));
        new BlobStore(folder.Path).PutAll([.. contents.Select(c => (ReadOnlyMemory<byte>)c)]);
        Assert.Empty(new BlobStore(folder.Path).Repair("me"));
    }

    [Fact]
    public void TheGoodMembersOfADamagedPackAreSaved()
    {
        var store = new BlobStore(folder.Path);
        store.PutAll([.. contents.Select(c => (ReadOnlyMemory<byte>)c)]);
        Flip(Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "packs"))), 300_000); // in the second of two frames
        var lost = store.Verify().Select(f => f.Hash!.Value).ToHashSet();
        Assert.InRange(lost.Count, 1, 7);
        Assert.Contains("whole", Assert.Single(store.Repair("me")).Action, StringComparison.Ordinal);
        var reopened = new BlobStore(folder.Path);
        Assert.Empty(reopened.Verify());
        foreach (var content in contents)
            if (!lost.Contains(BlobHash.Of(content)))
                Assert.Equal(content, reopened.Get(BlobHash.Of(content)));
            else
                Assert.Throws<MissingBlobException>(() => reopened.Get(BlobHash.Of(content)));
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "damaged")));
    }

    [Fact]
    public void ADamagedBlobIsNamedWithWhatRefersToIt()
    {
        var store = new BlobStore(folder.Path);
        var hash = store.Put(contents[0]);
        var log = Path.Combine(folder.Path, "sessions", "log.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.WriteAllText(log, $"nothing\nsee pith:{hash.ToString()[..16]}\n{hash}\n");
        Flip(FileOf(hash), 100);
        var fault = Assert.Single(store.Verify());
        Assert.Equal((FileOf(hash), hash), (fault.File, fault.Hash));
        Assert.Equal([new BlobReference(log, 2), new BlobReference(log, 3)], store.ReferencesTo([hash], [], 20)[hash].OrderBy(r => r.Line));
        Assert.Single(store.ReferencesTo([hash], [], 1)[hash]);
        Assert.Single(store.Repair("me"));
        // It is lost until it is put again, and verification keeps saying so.
        Assert.Equal(hash, Assert.Single(store.Verify()).Hash);
        store.Put(contents[0]);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void AReaderSetsADamagedBlobAsideAndRepairBringsAWholeOneBack()
    {
        var store = new BlobStore(folder.Path);
        var hash = store.Put(contents[0]);
        Flip(FileOf(hash), 100);
        Assert.Throws<DamagedBlobException>(() => store.Get(hash));
        Assert.False(File.Exists(FileOf(hash)));
        var aside = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "damaged")));
        Flip(aside, 100); // the memory was bad, not the disk
        Assert.Equal("is whole, but in quarantine", Assert.Single(store.Verify()).Problem);
        Assert.Contains("went back", Assert.Single(store.Repair("me")).Action, StringComparison.Ordinal);
        Assert.Empty(store.Verify());
        Assert.Equal(contents[0], store.Get(hash));
    }

    [Fact]
    public void ADamagedBlobIsReplacedFromTheTrash()
    {
        var store = new BlobStore(folder.Path);
        var hash = store.Put(contents[0]);
        var trashed = Path.Combine(folder.Path, "trash", "20260101T000000Z", Path.GetFileName(FileOf(hash)));
        Directory.CreateDirectory(Path.GetDirectoryName(trashed)!);
        File.Copy(FileOf(hash), trashed);
        Flip(FileOf(hash), 100);
        store.Repair("me");
        Assert.Equal(contents[0], store.Get(hash));
        Assert.DoesNotContain(store.Verify(), fault => fault.Hash is not null);
    }

    [Fact]
    public void FilesThatOthersMayReadAreFoundAndClosed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix file modes");
        var store = new BlobStore(folder.Path);
        var hash = store.Put(contents[0]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FileOf(hash), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("others", Assert.Single(store.Verify()).Problem, StringComparison.Ordinal);
        Assert.Single(store.Repair("me"));
        Assert.Empty(store.Verify());
        Assert.Equal(UnixFileMode.UserRead, FileModes.Of(FileOf(hash)));
    }

    private string FileOf(BlobHash hash) => Path.Combine(folder.Path, "blobs", hash.ToString()[..2], hash + ".zst");

    private static void Flip(string file, int at)
    {
        FileModes.Unseal(file);
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 32;
        File.WriteAllBytes(file, bytes);
    }
}
