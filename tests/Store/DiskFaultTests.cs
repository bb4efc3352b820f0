using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>The world fails at each step in turn: a put either holds or says that it does not, and the store opens again.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly byte[] content = Samples.Noise(600_000, seed: 11);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnErrorAtAnyStepIsReportedAndLeavesNothingVisible()
    {
        var steps = StepsOfAPut();
        Assert.True(steps.Count >= 12, "a put takes folders, three frames, a trailer, two barriers and a move");
        for (var failing = 0; failing < steps.Count; failing++)
        {
            if (steps[failing] == DiskStep.Delete)
                continue; // only tidying up: see the test below
            using var fresh = new TemporaryFolder();
            var step = 0;
            var store = new BlobStore(fresh.Path, (_, _) =>
            {
                if (step++ == failing)
                    throw new IOException("No space left on device", 28);
            });
            var error = Assert.Throws<StoreException>(() => store.Put(content));
            Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
            var reopened = new BlobStore(fresh.Path);
            Assert.Empty(reopened.Verify());
            // After the move the blob is there, though its durability was not confirmed.
            var afterMove = steps.IndexOf(DiskStep.Move) < failing;
            Assert.Equal(afterMove ? 1 : 0, reopened.List().Count);
            Assert.Equal(content, reopened.Get(reopened.Put(content)));
            Assert.Empty(Directory.GetFiles(Path.Combine(fresh.Path, "tmp")));
        }
    }

    [Fact]
    public void DyingBeforeAnyStepLeavesAStoreThatOpensAndHoldsWhatWasAcknowledged()
    {
        var steps = StepsOfAPut();
        for (var last = 0; last < steps.Count; last++)
        {
            using var fresh = new TemporaryFolder();
            var earlier = new BlobStore(fresh.Path).Put("acknowledged"u8);
            var step = 0;
            var store = new BlobStore(fresh.Path, (_, _) =>
            {
                if (step++ >= last)
                    throw new KilledException();
            });
            // With one blob there already, a put takes fewer folders: some of the last steps are never reached.
            var killed = Record.Exception(() => store.Put(content));
            var reopened = new BlobStore(fresh.Path);
            Assert.Empty(reopened.Verify());
            Assert.Equal("acknowledged"u8.ToArray(), reopened.Get(earlier));
            if (killed is null)
                Assert.Equal(content, reopened.Get(BlobHash.Of(content)));
            Assert.Equal(content, reopened.Get(reopened.Put(content)));
        }
    }

    [Fact]
    public void AFileThatCannotBeRemovedDoesNotFailThePut()
    {
        var store = new BlobStore(folder.Path, (step, _) =>
        {
            if (step == DiskStep.Delete)
                throw new IOException("busy");
        });
        var hash = store.Put(new MemoryStream(content));
        Assert.Equal(hash, store.Put(new MemoryStream(content)));
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "tmp")));
        Assert.Equal(content, store.Get(hash));
    }

    [Fact]
    public void SpoolsLeftByTheDeadAreRemovedAfterAnHourAndNotBefore()
    {
        var store = new BlobStore(folder.Path);
        store.Put("first"u8);
        var tmp = Path.Combine(folder.Path, "tmp");
        FileModes.WritePrivate(Path.Combine(tmp, "old"), "half a blob"u8);
        FileModes.WritePrivate(Path.Combine(tmp, "slow"), "a blob under way, from a source that is silent for long"u8);
        FileModes.WritePrivate(Path.Combine(tmp, "young"), "a blob under way"u8);
        var longAgo = File.GetLastWriteTimeUtc(Path.Combine(tmp, "young")).AddHours(-2);
        File.SetLastWriteTimeUtc(Path.Combine(tmp, "old"), longAgo);
        using (new FileStream(Path.Combine(tmp, "slow"), FileMode.Open, FileAccess.Write, FileShare.Read))
        {
            File.SetLastWriteTimeUtc(Path.Combine(tmp, "slow"), longAgo);
            Assert.Empty(store.Verify());
            new BlobStore(folder.Path).Put("second"u8);
        }

        Assert.Equal(["slow", "young"], Directory.GetFiles(tmp).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void AFileInPlaceOfTheStoreIsExplained()
    {
        File.WriteAllText(folder.Path, "not a folder");
        var error = Assert.Throws<StoreException>(() => new BlobStore(folder.Path).Put("x"u8));
        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenSourceIsNotTakenForABrokenDisk()
    {
        var store = new BlobStore(folder.Path);
        Assert.IsNotType<StoreException>(Record.Exception(() => store.Put(new BrokenStream())));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "tmp")));
    }

    private List<DiskStep> StepsOfAPut()
    {
        var steps = new List<DiskStep>();
        using var fresh = new TemporaryFolder();
        new BlobStore(fresh.Path, (step, _) => steps.Add(step)).Put(content);
        return steps;
    }


    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new EndOfStreamException();
    }
}
