using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>Small blobs that are put together share a file, and nobody who reads can tell.</summary>
public sealed class PackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly byte[][] contents = [.. Enumerable.Range(0, 120).Select(i => Samples.Text(1 + (i * 97), seed: i))];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ABatchIsOneFileAndComesBack()
    {
        var store = Stored();
        Assert.Single(Packs());
        Assert.Empty(Directory.Exists(Blobs) ? Directory.GetFiles(Blobs, "*", SearchOption.AllDirectories) : []);
        foreach (var reader in new[] { store, new BlobStore(folder.Path) })
            Assert.All(contents, content => Assert.Equal(content, reader.Get(BlobHash.Of(content))));
        Assert.Equal(contents.Select(c => BlobHash.Of(c).ToString()).Order(StringComparer.Ordinal), store.List().Select(b => b.Hash.ToString()));
        Assert.Equal((120, 1, 120, 0), (store.Stats().Count, store.Stats().Packs, store.Stats().Packed, store.Stats().Damaged));
        Assert.Empty(store.Verify());
        Assert.True(store.TryResolve(BlobHash.Of(contents[5]).ToString()[..16], out var hash));
        Assert.Equal(BlobHash.Of(contents[5]), hash);
    }

    [Fact]
    public void LargeEmptyAndLonelyOnesHaveFilesOfTheirOwn()
    {
        var store = new BlobStore(folder.Path);
        store.PutAll([Samples.Text(100_000, seed: 1), Array.Empty<byte>(), Samples.Text(10, seed: 2), Samples.Text(10, seed: 2)]);
        Assert.Equal((3, 0), (store.Stats().Count, store.Stats().Packed));
        store.PutAll([]);
        Assert.Equal(3, store.Stats().Count);
    }

    [Fact]
    public void PuttingAgainWritesNothing()
    {
        var store = Stored();
        store.PutAll([.. contents.Select(c => (ReadOnlyMemory<byte>)c), Samples.Text(70_000, seed: 500)]);
        foreach (var content in contents)
            new BlobStore(folder.Path).Put(content);
        Assert.Single(Packs());
        Assert.Single(Directory.GetFiles(Blobs, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void RangesOfMembersReadTheSameAsTheWhole()
    {
        var store = Stored();
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var content = contents[random.Next(contents.Length)];
            Assert.True(store.TryOpen(BlobHash.Of(content), out var stream));
            using (stream)
            {
                Assert.Equal(content.Length, stream.Length);
                var start = random.Next(content.Length + 3);
                var part = new byte[random.Next(content.Length + 3)];
                stream.Position = start;
                var read = stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
                Assert.Equal(Math.Clamp(content.Length - start, 0, part.Length), read);
                Assert.True(content.AsSpan(Math.Min(start, content.Length), read).SequenceEqual(part.AsSpan(0, read)));
            }
        }
    }

    [Fact]
    public void EveryFlippedBitAndEveryTruncationIsFound()
    {
        var store = new BlobStore(folder.Path);
        store.PutAll([.. contents.Take(4).Select(c => (ReadOnlyMemory<byte>)c)]);
        var file = Assert.Single(Packs());
        FileModes.Unseal(file);
        var good = File.ReadAllBytes(file);
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, bad);
            Assert.NotEmpty(store.Verify());
            ReadsRightOrNotAtAll(contents[bit % 4]);
        }

        for (var length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(file, good.AsSpan(0, length));
            Assert.NotEmpty(store.Verify());
            ReadsRightOrNotAtAll(contents[length % 4]);
        }

        File.WriteAllBytes(file, good);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void PuttingADamagedMemberAgainHealsIt()
    {
        var store = Stored();
        Damage(Assert.Single(Packs()));
        foreach (var content in contents)
            store.Put(content);
        Assert.Empty(store.Verify());
        Assert.All(contents, content => Assert.Equal(content, new BlobStore(folder.Path).Get(BlobHash.Of(content))));
    }

    [Fact]
    public void ABatchOntoADamagedPackIsStoredAnew()
    {
        Stored();
        Damage(Assert.Single(Packs()));
        new BlobStore(folder.Path).PutAll([.. contents.Select(c => (ReadOnlyMemory<byte>)c)]);
        var store = new BlobStore(folder.Path);
        Assert.All(contents, content => Assert.Equal(content, store.Get(BlobHash.Of(content))));
    }

    [Fact]
    public void AnErrorAtAnyStepOfABatchIsToldAndTheNextOneSucceeds()
    {
        var batch = contents.Take(20).Select(c => (ReadOnlyMemory<byte>)c).Append(Samples.Noise(70_000, seed: 9)).ToArray();
        var steps = 0;
        using (var fresh = new TemporaryFolder())
            new BlobStore(fresh.Path, (_, _) => Interlocked.Increment(ref steps)).PutAll(batch);
        Assert.InRange(steps, 12, 60);
        for (var failing = 0; failing < steps; failing++)
        {
            using var fresh = new TemporaryFolder();
            var (step, failed) = (0, DiskStep.Delete);
            var store = new BlobStore(fresh.Path, (kind, _) =>
            {
                if (Interlocked.Increment(ref step) - 1 != failing)
                    return;
                failed = kind;
                throw new IOException("No space left on device", 28);
            });
            var error = Record.Exception(() => store.PutAll(batch));
            Assert.True(error is StoreException || failed == DiskStep.Delete, $"step {failing}: {error}");
            var reopened = new BlobStore(fresh.Path);
            Assert.Empty(reopened.Verify());
            reopened.PutAll(batch);
            Assert.All(batch, content => Assert.Equal(content.ToArray(), reopened.Get(BlobHash.Of(content.Span))));
        }
    }

    private string Blobs => Path.Combine(folder.Path, "blobs");

    private string[] Packs() => Directory.GetFiles(Path.Combine(folder.Path, "packs"));

    private BlobStore Stored()
    {
        var store = new BlobStore(folder.Path);
        store.PutAll([.. contents.Select(c => (ReadOnlyMemory<byte>)c)]);
        return store;
    }

    private static void Damage(string pack)
    {
        FileModes.Unseal(pack);
        var bytes = File.ReadAllBytes(pack);
        bytes[bytes.Length / 3] ^= 8;
        File.WriteAllBytes(pack, bytes);
    }

    private void ReadsRightOrNotAtAll(byte[] content)
    {
        try
        {
            Assert.Equal(content, new BlobStore(folder.Path).Get(BlobHash.Of(content)));
        }
        catch (StoreException error) when (error is DamagedBlobException or MissingBlobException)
        {
            Assert.Contains(folder.Path, error.File, StringComparison.Ordinal);
        }
    }
}
