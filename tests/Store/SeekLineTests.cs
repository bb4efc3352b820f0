using FsCheck;
using FsCheck.Fluent;
using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>Lines are found where they are, without the frames before them.</summary>
public sealed class SeekLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(262_144)]
    [InlineData(900_000)]
    public void EveryLineIsWhereTheNewlinesSay(int length)
    {
        var content = Samples.Text(length, seed: length);
        using var stream = Open(content);
        var starts = Starts(content);
        for (var line = 1; line <= starts.Count; line += 1 + (line / 7))
        {
            Assert.True(stream.SeekLine(line));
            Assert.Equal(starts[line - 1], stream.Position);
        }

        Assert.False(stream.SeekLine(starts.Count + 1));
        Assert.Equal(content.Length, stream.Position);
        Assert.False(stream.SeekLine(long.MaxValue));
    }

    [Fact]
    public void FramesThatHoldOneLongLineAndFramesThatEndInANewlineAreCounted()
    {
        var content = new byte[1_400_000];
        content.AsSpan().Fill((byte)'x');
        foreach (var feed in new[] { 0, 262_143, 262_144, 700_000, 1_048_575, 1_399_998 })
            content[feed] = (byte)'\n';
        using var stream = Open(content);
        foreach (var (start, line) in Starts(content).Select((start, i) => (start, i + 1)))
        {
            Assert.True(stream.SeekLine(line));
            Assert.Equal(start, stream.Position);
        }
    }

    [Fact]
    public void AnyContentAgreesWithTheSlowWay() =>
        Prop.ForAll<byte[], int>((bytes, seed) =>
        {
            var content = bytes.Select(b => b % 4 == 0 ? (byte)'\n' : b).ToArray();
            using var stream = Open(content);
            return Starts(content).Select((start, i) => stream.SeekLine(i + 1) && stream.Position == start).All(ok => ok);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OnlyTheFrameOfTheLineIsRead()
    {
        var content = Samples.Text(2_000_000, seed: 3);
        var store = new BlobStore(folder.Path);
        var hash = store.Put(content);
        var file = Path.Combine(folder.Path, "blobs", hash.ToString()[..2], hash + ".zst");
        FileModes.Unseal(file);
        var bytes = File.ReadAllBytes(file);
        bytes[100] ^= 1; // the first frame is damaged, and nobody looks at it
        File.WriteAllBytes(file, bytes);
        Assert.True(store.TryOpen(hash, out var stream));
        using (stream)
        {
            var starts = Starts(content);
            Assert.True(stream.SeekLine(starts.Count - 2));
            Assert.Equal(starts[^3], stream.Position);
            Assert.Throws<DamagedBlobException>(() => stream.SeekLine(2));
        }
    }

    [Fact]
    public void BlobsFromBeforeTheTableAreReadAndSearched()
    {
        var content = Samples.Text(600_000, seed: 5);
        var hash = new BlobStore(folder.Path).Put(content);
        var file = Path.Combine(folder.Path, "blobs", hash.ToString()[..2], hash + ".zst");
        FileModes.Unseal(file);
        WithoutSections(file, content);
        var store = new BlobStore(folder.Path);
        Assert.Empty(store.Verify());
        Assert.Equal(content, store.Get(hash));
        Assert.True(store.TryOpen(hash, out var stream));
        using (stream)
        {
            Assert.True(stream.SeekLine(20_000));
            Assert.Equal(Starts(content)[19_999], stream.Position);
        }
    }

    private static void WithoutSections(string file, byte[] content)
    {
        using var compressor = new ZstdSharp.Compressor(3);
        compressor.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        var stored = new MemoryStream();
        var frames = new List<(int, uint)>();
        foreach (var part in content.Chunk(BlobTrailer.FrameSize))
        {
            var frame = compressor.Wrap(part);
            stored.Write(frame);
            frames.Add((frame.Length, Crc32C.Of(frame)));
        }

        stored.Write(BlobTrailer.Write(content.Length, frames));
        FileModes.WritePrivate(file, stored.ToArray());
    }

    private BlobStream Open(byte[] content)
    {
        var store = new BlobStore(folder.Path);
        Assert.True(store.TryOpen(store.Put(content), out var stream));
        return stream;
    }

    private static List<long> Starts(byte[] content)
    {
        var starts = new List<long>();
        for (var i = 0; i < content.Length; i++)
            if (i == 0 || content[i - 1] == '\n')
                starts.Add(i);
        return starts;
    }
}
