using System.IO.Compression;
using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>Only what is old and nothing refers to is collected, and that not at once.</summary>
public sealed class CollectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly BlobStore store;

    public CollectTests() => store = new BlobStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsOldAndForgottenGoesToTheTrashAndThenAway()
    {
        var hash = store.Put("forgotten"u8);
        Assert.Equal(1, store.Collect(new()).Young);
        Age(15);
        Assert.Equal((0, 1), (Collected().Referenced, 0 + store.Stats().Trashed));
        Assert.Empty(store.List());
        // In the trash it is still there for whoever asks.
        Assert.Equal("forgotten"u8.ToArray(), store.Get(hash));
        Assert.True(store.TryResolve(hash.ToString()[..16], out _));
        Assert.Equal(0, Collected().Deleted);
        AgeTrash(25);
        Assert.Equal(1, Collected().Deleted);
        Assert.False(store.Contains(hash));
        Assert.False(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "trash")).Any());
    }

    [Fact]
    public void WhatASessionRefersToStaysAndSoDoesWhatThatRefersTo()
    {
        var deep = store.Put("deep"u8);
        var middle = store.Put(System.Text.Encoding.UTF8.GetBytes($"the log is in pith:{deep.ToString()[..16]}"));
        var forgotten = store.Put("forgotten"u8);
        Session("a/b/log.jsonl", $"{{\"text\":\"[pith:{middle.ToString()[..16]}]\"}}");
        Age(400);
        var report = Collected();
        Assert.Equal((1, 2, 1), (report.Roots, report.Referenced, report.Trashed));
        Assert.Equal(new[] { deep.ToString(), middle.ToString() }.Order(), store.List().Select(b => b.Hash.ToString()));
        Assert.Equal("forgotten"u8.ToArray(), store.Get(forgotten));
    }

    [Fact]
    public void OtherFoldersCountWhenTheyAreNamed()
    {
        var hash = store.Put("cited elsewhere"u8);
        var context = Path.Combine(Path.GetDirectoryName(folder.Path)!, "context.json");
        File.WriteAllText(context, $"pith:{hash.ToString()[..16]}");
        Age(400);
        Assert.Equal(1, store.Collect(new() { AlsoFrom = [context] }).Referenced);
        Assert.Throws<StoreException>(() => store.Collect(new() { AlsoFrom = [context + ".not"] }));
        Assert.Single(store.List());
    }

    [Fact]
    public void PuttingBringsBackFromTheTrashAndMakesYoung()
    {
        foreach (var putAgain in new Func<BlobHash>[] { () => store.Put("wanted again"u8), () => store.Put(new MemoryStream("wanted again"u8.ToArray())) })
        {
            store.Put("wanted again"u8);
            Age(15);
            Assert.Equal(1, Collected().Trashed);
            var hash = putAgain();
            Assert.Equal(0, store.Stats().Trashed);
            Assert.Single(store.List());
            Assert.Equal(0, Collected().Trashed);
            Assert.Equal("wanted again"u8.ToArray(), store.Get(hash));
            Age(15);
            Assert.Equal(hash, putAgain()); // at its place, and old: this alone must make it young
            Assert.Equal(0, Collected().Trashed);
        }
    }

    [Fact]
    public void WhatIsCitedWhileInTheTrashComesBack()
    {
        var hash = store.Put("cited late"u8);
        Age(15);
        Collected();
        AgeTrash(48);
        Session("log.jsonl", hash.ToString());
        Assert.Equal((1, 0), (Collected() is var report ? report.Restored : 0, report.Deleted));
        Assert.Single(store.List());
    }

    [Fact]
    public void AnythingUnreadableStopsItAndLeavesAllInPlace()
    {
        var hash = store.Put("unknown"u8);
        var cited = store.Put(Samples.Text(5_000, seed: 1));
        Session("log.jsonl", cited.ToString());
        Age(400);
        var packed = Path.Combine(folder.Path, "sessions", "old.jsonl.gz");
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            gzip.Write("pith:0123456789abcdef"u8);
        Assert.Contains("compressed", Assert.Throws<StoreException>(() => Collected()).Message, StringComparison.Ordinal);
        File.Delete(packed);
        var circle = Path.Combine(folder.Path, "sessions", "circle");
        File.CreateSymbolicLink(circle, Path.Combine(folder.Path, "sessions"));
        Assert.Contains("circle", Assert.Throws<StoreException>(() => Collected()).Message, StringComparison.Ordinal);
        File.Delete(circle);
        var broken = Path.Combine(folder.Path, "sessions", "broken");
        File.CreateSymbolicLink(broken, "/nowhere/at/all");
        Assert.Throws<StoreException>(() => Collected());
        File.Delete(broken);
        var file = Path.Combine(folder.Path, "blobs", cited.ToString()[..2], cited + ".zst");
        FileModes.Unseal(file);
        var bytes = File.ReadAllBytes(file);
        bytes[60] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains(file, Assert.Throws<StoreException>(() => Collected()).Message, StringComparison.Ordinal);
        Assert.Equal((2, 0), (store.List().Count, store.Stats().Trashed));
        Assert.Equal("unknown"u8.ToArray(), store.Get(hash));
    }

    [Fact]
    public void OneCollectsAtATimeAndTheOtherIsToldWho()
    {
        store.Put("x"u8);
        using (LockFile.TryTake(Path.Combine(folder.Path, "gc.lock"), "process 4711, a test"))
        {
            Assert.Contains("process 4711, a test", Assert.Throws<StoreException>(() => Collected()).Message, StringComparison.Ordinal);
            Assert.Throws<StoreException>(() => store.Repair("me"));
        }

        Assert.Equal(1, Collected().Young);
    }

    [Fact]
    public void ARehearsalChangesNothing()
    {
        for (var i = 0; i < 30; i++)
            store.Put(Samples.Text(100 + i, seed: i));
        Age(20);
        var before = Everything();
        Assert.Equal((30, 30), (store.Collect(new() { IsRehearsal = true }) is var report ? report.Trashed : 0, report.Packed));
        Assert.Equal(before, Everything());
        Assert.Equal(30, Collected().Trashed);
    }

    [Fact]
    public void SmallOldBlobsAreMovedIntoPacksAndPacksThatAreMostlyForgottenShrink()
    {
        var contents = Enumerable.Range(0, 40).Select(i => Samples.Text(2_000 + i, seed: i)).ToArray();
        foreach (var content in contents)
            store.Put(content);
        Session("log.jsonl", string.Join('\n', contents.Select(c => BlobHash.Of(c))));
        Age(2);
        Assert.Equal(40, Collected().Packed);
        Assert.Equal((40, 1, 40), (store.Stats().Count, store.Stats().Packs, store.Stats().Packed));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "blobs"), "*", SearchOption.AllDirectories));
        // Five of forty are still referred to.
        Session("log.jsonl", string.Join('\n', contents.Take(5).Select(c => BlobHash.Of(c))));
        Age(20);
        Assert.Equal((5, 35), (Collected() is var report ? report.Referenced : 0, report.Trashed));
        Assert.Equal(5, store.List().Count);
        Assert.Empty(store.Verify());
        Assert.All(contents, content => Assert.Equal(content, new BlobStore(folder.Path).Get(BlobHash.Of(content))));
        AgeTrash(30);
        Assert.Equal(1, Collected().Deleted);
        Assert.All(contents.Take(5), content => Assert.Equal(content, new BlobStore(folder.Path).Get(BlobHash.Of(content))));
        Assert.All(contents.Skip(5), content => Assert.False(new BlobStore(folder.Path).Contains(BlobHash.Of(content))));
    }

    [Fact]
    public void ManySmallPacksBecomeOne()
    {
        var contents = Enumerable.Range(0, 60).Select(i => Samples.Text(500 + i, seed: i)).ToArray();
        foreach (var batch in contents.Chunk(3))
            new BlobStore(folder.Path).PutAll([.. batch.Select(c => (ReadOnlyMemory<byte>)c)]);
        Assert.Equal(20, store.Stats().Packs);
        Assert.Equal(60, Collected().Packed);
        Assert.Equal((60, 1), (store.Stats().Count, store.Stats().Packs));
        Assert.All(contents, content => Assert.Equal(content, store.Get(BlobHash.Of(content))));
        Assert.Equal(0, Collected().Packed);
    }

    [Fact]
    public void DyingBeforeAnyStepLosesNothing()
    {
        var cited = Enumerable.Range(0, 20).Select(i => Samples.Text(300 + i, seed: i)).ToArray();
        for (var last = 0; ; last++)
        {
            using var fresh = new TemporaryFolder();
            var earlier = new BlobStore(fresh.Path);
            earlier.PutAll([.. cited.Take(4).Append(Samples.Text(9_000, seed: 77)).Select(c => (ReadOnlyMemory<byte>)c)]);
            foreach (var content in cited.Skip(4))
                earlier.Put(content);
            Directory.CreateDirectory(Path.Combine(fresh.Path, "sessions"));
            File.WriteAllText(Path.Combine(fresh.Path, "sessions", "log"), string.Join('\n', cited.Select(c => BlobHash.Of(c))));
            Age(fresh.Path, 30);
            var step = 0;
            var dying = new BlobStore(fresh.Path, (_, _) =>
            {
                if (step++ >= last)
                    throw new KilledException();
            });
            var killed = Record.Exception(() => dying.Collect(new()));
            var reopened = new BlobStore(fresh.Path);
            Assert.Empty(reopened.Verify());
            Assert.All(cited, content => Assert.Equal(content, reopened.Get(BlobHash.Of(content))));
            reopened.Collect(new());
            Assert.All(cited, content => Assert.Equal(content, reopened.Get(BlobHash.Of(content))));
            if (killed is null)
            {
                Assert.InRange(last, 20, 200);
                return;
            }
        }
    }

    [Fact]
    public void APutBetweenTheDecisionAndTheMoveWins()
    {
        var hash = store.Put("wanted at the last moment"u8);
        Age(30);
        var puts = 0;
        var collector = new BlobStore(folder.Path, (step, path) =>
        {
            if (step == DiskStep.Move && path.Contains("trash", StringComparison.Ordinal) && puts++ == 0)
                Assert.Equal(hash, store.Put("wanted at the last moment"u8));
        });
        Assert.Equal((0, 1), (collector.Collect(new()) is var report ? report.Trashed : -1, report.Young));
        Assert.Equal(1, puts);
        Assert.Single(store.List());
        // Had the collector died right after the move, the next one would have seen the time of the put.
        var place = Path.Combine(folder.Path, "blobs", hash.ToString()[..2], hash + ".zst");
        var trashed = Path.Combine(folder.Path, "trash", "20200101T000000Z", Path.GetFileName(place));
        Directory.CreateDirectory(Path.GetDirectoryName(trashed)!);
        File.Move(place, trashed);
        Assert.Equal((1, 0), (Collected() is var next ? next.Restored : 0, next.Deleted));
        Assert.Single(store.List());
    }

    [Fact]
    public void ACollectionInTheMiddleOfAPutTakesNothingAway()
    {
        store.Put("old and found"u8);
        Age(30);
        var collections = 0;
        var putter = new BlobStore(folder.Path, (step, _) =>
        {
            if (step is DiskStep.Touch or DiskStep.SyncFolder)
            {
                collections++;
                Collected();
            }
        });
        putter.Put("old and found"u8);
        Assert.InRange(collections, 2, 10);
        Assert.Single(store.List());
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void APackThatIsFoundAgainInTheLastMomentStays()
    {
        var contents = Enumerable.Range(0, 20).Select(i => (ReadOnlyMemory<byte>)Samples.Text(500 + i, seed: i)).ToArray();
        store.PutAll(contents);
        Session("log.jsonl", BlobHash.Of(contents[0].Span).ToString());
        Age(30);
        var collector = new BlobStore(folder.Path, (step, path) =>
        {
            if (step == DiskStep.Move && path.Contains("trash", StringComparison.Ordinal))
                store.Put(contents[7].Span);
        });
        collector.Collect(new());
        Assert.True(new BlobStore(folder.Path).List().Select(b => b.Hash).ToHashSet().IsSupersetOf(contents.Select(c => BlobHash.Of(c.Span))));
    }

    [Fact]
    public void ACollectionOfNothingMakesNothing()
    {
        Assert.Equal(default, Collected());
        Assert.False(Directory.Exists(folder.Path));
    }

    private CollectReport Collected() => new BlobStore(folder.Path).Collect(new());

    private void Session(string name, string text)
    {
        var path = Path.Combine(folder.Path, "sessions", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void Age(int days) => Age(folder.Path, days);

    private static void Age(string root, int days)
    {
        foreach (var file in new[] { "blobs", "packs" }.Select(f => Path.Combine(root, f)).Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*", SearchOption.AllDirectories)))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-days));
    }

    // A collection's folder in the trash carries its time in its name.
    private void AgeTrash(int hours)
    {
        foreach (var trashed in Directory.GetDirectories(Path.Combine(folder.Path, "trash")))
        {
            var time = DateTime.ParseExact(Path.GetFileName(trashed), "yyyyMMdd'T'HHmmss'Z'", null);
            Directory.Move(trashed, Path.Combine(folder.Path, "trash", time.AddHours(-hours).ToString("yyyyMMdd'T'HHmmss'Z'", null)));
        }
    }

    private string[] Everything() =>
        [.. new DirectoryInfo(folder.Path).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => !f.Name.StartsWith("gc.lock", StringComparison.Ordinal)).Select(f => $"{f.FullName} {f.Length}").Order()];
}
