using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>Whatever happens to the bytes of a blob, reading it says so and names the file.</summary>
public sealed class BlobDamageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public void EveryFlippedBitIsFound(int length)
    {
        var (store, hash, file, good) = Stored(Samples.Text(length, seed: 3));
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, bad);
            Assert.Equal(file, Assert.Throws<DamagedBlobException>(() => store.Get(hash)).File);
        }

        File.WriteAllBytes(file, good);
        Assert.Equal(length, store.Get(hash).Length);
        Assert.Equal(good.Length * 8, Directory.GetFiles(Path.Combine(folder.Path, "damaged")).Length);
    }

    [Fact]
    public void EveryTruncationIsFound()
    {
        var (store, hash, file, good) = Stored(Samples.Text(2_000, seed: 4));
        for (var length = 0; length < good.Length; length++)
        {
            FileModes.WritePrivate(file, good.AsSpan(0, length));
            Assert.Single(store.Verify());
            Assert.Throws<DamagedBlobException>(() => store.Get(hash));
            // Now it lies in quarantine, and is no better there.
            Assert.Throws<DamagedBlobException>(() => store.CopyTo(hash, Stream.Null));
            Assert.Equal(hash, Assert.Single(store.Verify()).Hash);
            Directory.Delete(Path.Combine(folder.Path, "damaged"), recursive: true);
        }
    }

    [Fact]
    public void BytesAddedAreFound()
    {
        var (store, hash, file, good) = Stored(Samples.Text(2_000, seed: 5));
        foreach (var bad in new byte[][] { [.. good, 0], [0, .. good], [.. good, .. good] })
        {
            File.WriteAllBytes(file, bad);
            Assert.Throws<DamagedBlobException>(() => store.Get(hash));
        }
    }

    [Fact]
    public void AGoodBlobUnderAWrongNameIsFound()
    {
        var (store, hash, file, _) = Stored(Samples.Text(600_000, seed: 6));
        var other = store.Put("another"u8);
        File.Copy(FileOf(store, other), file, overwrite: true);
        Assert.Contains("named after", Assert.Throws<DamagedBlobException>(() => store.Get(hash)).Message, StringComparison.Ordinal);
        var fault = Assert.Single(store.Verify());
        Assert.Equal((hash, Path.Combine(folder.Path, "damaged")), (fault.Hash, Path.GetDirectoryName(fault.File)));
    }

    [Fact]
    public void DamageInOneFrameLeavesTheOthersReadable()
    {
        var content = Samples.Noise(1_000_000, seed: 7);
        var (store, hash, file, good) = Stored(content);
        good[300_000] ^= 1; // in the second of four frames
        File.WriteAllBytes(file, good);
        Assert.True(store.TryOpen(hash, out var stream));
        using (stream)
        {
            var part = new byte[1000];
            stream.Position = 600_000;
            stream.ReadExactly(part);
            Assert.Equal(content[600_000..601_000], part);
            stream.Position = 262_144;
            Assert.Throws<DamagedBlobException>(() => stream.ReadExactly(part));
        }
    }

    [Fact]
    public void PuttingAgainHealsAndKeepsTheDamagedFileAside()
    {
        var content = Samples.Text(5_000, seed: 8);
        var (store, hash, file, good) = Stored(content);
        foreach (var putAgain in new Action[] { () => store.Put(content), () => store.Put(new MemoryStream(content)) })
        {
            var bad = (byte[])good.Clone();
            bad[40] ^= 4;
            File.WriteAllBytes(file, bad);
            putAgain();
            Assert.Equal(content, store.Get(hash));
        }

        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.Path, "damaged")).Length);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void VerifyNamesEveryFaultAndNothingElse()
    {
        var store = new BlobStore(folder.Path);
        var hashes = Enumerable.Range(0, 20).Select(i => store.Put(Samples.Text(1000 + i, seed: i))).ToArray();
        Assert.Empty(store.Verify());
        var empty = FileOf(store, hashes[3]);
        var cut = FileOf(store, hashes[7]);
        Writable(empty, cut);
        File.WriteAllBytes(empty, []);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut).AsSpan(0, 50));
        var stray = Path.Combine(folder.Path, "blobs", hashes[0].ToString()[..2], "notes.txt");
        File.WriteAllText(stray, "hello");
        var faults = store.Verify().ToDictionary(f => f.File, f => f.Problem);
        Assert.Equal(new[] { cut, empty, stray }.Order(StringComparer.Ordinal), faults.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("is empty", faults[empty]);
        Assert.Equal("does not belong here", faults[stray]);
        var stats = store.Stats();
        Assert.Equal((20, 2), (stats.Count, stats.Damaged));
    }

    [Fact]
    public void AForgedTrailerCannotMakeTheReaderHoldMoreThanAFrame()
    {
        // A frame of 64 MB of zeros in 2 KB, under a trailer whose own checksums are right.
        using var compressor = new ZstdSharp.Compressor(3);
        var bomb = compressor.Wrap(new byte[64 << 20]).ToArray();
        var (store, hash, file, _) = Stored("innocent"u8.ToArray());
        File.WriteAllBytes(file, [.. bomb, .. BlobTrailer.Write(1000, [(bomb.Length, Crc32C.Of(bomb))])]);
        Assert.Throws<DamagedBlobException>(() => store.Get(hash));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DamagedBlobException>(() => store.CopyTo(hash, Stream.Null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    private (BlobStore Store, BlobHash Hash, string File, byte[] Bytes) Stored(byte[] content)
    {
        var store = new BlobStore(folder.Path);
        var hash = store.Put(content);
        var file = FileOf(store, hash);
        Writable(file);
        return (store, hash, file, File.ReadAllBytes(file));
    }

    private static void Writable(params string[] files)
    {
        foreach (var file in files)
            FileModes.Unseal(file);
    }

    private static string FileOf(BlobStore store, BlobHash hash) =>
        Path.Combine(store.Root, "blobs", hash.ToString()[..2], hash + ".zst");
}
