using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>The store keeps within its quota and leaves the disk its last bytes, and says so before and when it refuses.</summary>
public sealed class StoreLimitsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ItWarnsThenRefusesAndNeverGoesBeyond()
    {
        var limits = new StoreLimits { Quota = 100_000 };
        var store = new BlobStore(folder.Path, limits);
        var (warned, puts) = (false, 0);
        while (true)
        {
            var error = Record.Exception(() => store.Put(Samples.Noise(9_000, seed: puts)));
            if (error is not null)
            {
                Assert.Contains("100,000", Assert.IsType<StoreFullException>(error).Message, StringComparison.Ordinal);
                break;
            }

            puts++;
            warned |= store.Room().IsNearlyFull;
            Assert.Equal(store.Room().Used >= 80_000, store.Room().IsNearlyFull);
        }

        Assert.True(warned);
        Assert.InRange(puts, 10, 11);
        Assert.InRange(store.Stats().StoredBytes, 0, limits.Quota);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "tmp")));
        // What is there already can be put, and a batch is refused alike.
        store.Put(Samples.Noise(9_000, seed: 0));
        Assert.Throws<StoreFullException>(() => store.PutAll([Samples.Noise(8_000, seed: 90), Samples.Noise(8_000, seed: 91)]));
        Assert.Throws<StoreFullException>(() => store.PutCapped(new MemoryStream(Samples.Noise(50_000, seed: 92)), 40_000));
    }

    [Fact]
    public void ALongStreamIsRefusedBeforeItFillsTheDisk()
    {
        var store = new BlobStore(folder.Path, new StoreLimits { Quota = 1_000_000 });
        var source = new Endless();
        Assert.Throws<StoreFullException>(() => store.Put(source));
        Assert.InRange(source.Given, 1_000_000, 40_000_000);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "tmp")));
    }

    [Fact]
    public void TheLastFreeBytesOfTheDiskAreLeftAlone()
    {
        new BlobStore(folder.Path).Put("before"u8);
        var free = new DriveInfo(folder.Path).TotalSize;
        var store = new BlobStore(folder.Path, new StoreLimits { FreeFloor = free });
        // The floor is never more than a twentieth of the disk: refused or not, it follows from what is free.
        var room = store.Room();
        Assert.Equal(free / 20, room.Floor);
        var refused = Record.Exception(() => store.Put("after"u8)) is StoreFullException;
        Assert.Equal(room.Free < room.Floor, refused);
    }

    [Fact]
    public void AWrongOrMissingCountIsMadeRightBeforeAnyoneIsRefused()
    {
        var store = new BlobStore(folder.Path, new StoreLimits { Quota = 50_000 });
        store.Put(Samples.Noise(9_000, seed: 1));
        var usage = Path.Combine(folder.Path, "usage");
        File.WriteAllText(usage, "00000000099999999999\n");
        store.Put(Samples.Noise(9_000, seed: 2));
        foreach (var nonsense in new[] { "", "x", "not a number at all!!", new string('9', 20) + "\n" })
        {
            File.WriteAllText(usage, nonsense);
            Assert.Equal(store.Stats().StoredBytes, store.Room().Used);
        }

        File.Delete(usage);
        Assert.Equal(store.Stats().StoredBytes, store.Room().Used);
    }

    [Fact]
    public void AFullStoreIsCollectedAndPacked()
    {
        var store = new BlobStore(folder.Path, new StoreLimits { Quota = 40_000 });
        var kept = new List<BlobHash>();
        while (Record.Exception(() => kept.Add(store.Put(Samples.Noise(1_500, seed: kept.Count)))) is not StoreFullException)
            Assert.InRange(kept.Count, 0, 30);
        Directory.CreateDirectory(Path.Combine(folder.Path, "sessions"));
        File.WriteAllLines(Path.Combine(folder.Path, "sessions", "log"), kept.Skip(5).Select(h => h.ToString()));
        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, "blobs"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-30));
        Assert.Equal((5, kept.Count - 5), (store.Collect(new()) is var report ? report.Trashed : 0, report.Packed));
        Assert.InRange(store.Room().Used, 1, 36_000);
        store.Put(Samples.Noise(1_500, seed: 900));
    }

    [Fact]
    public void ManyThreadsCountTogether()
    {
        var store = new BlobStore(folder.Path);
        Parallel.For(0, 60, i => store.Put(Samples.Noise(1_000, seed: i)));
        store.Put(Samples.Noise(1_000, seed: 60)); // takes along what another held up
        Assert.Equal(store.Stats().StoredBytes, store.Room().Used);
    }

    [Fact]
    public async Task ACountNeverComesBetweenABlobAndItsAddition()
    {
        var disk = 0L;
        var usage = new StoreUsage(folder.Path, () => Interlocked.Read(ref disk));
        Assert.Equal(0, usage.Recount());
        var count = Task.CompletedTask;
        usage.Add(100, () =>
        {
            Interlocked.Add(ref disk, 100);
            count = Task.Run(usage.Recount);
            Assert.False(count.Wait(100, TestContext.Current.CancellationToken)); // it waits for this blob
            return true;
        });
        await count;
        Assert.Equal(100, usage.Read());
    }

    private sealed class Endless : MemoryStream
    {
        private readonly Random random = new(1);

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            random.NextBytes(buffer);
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
