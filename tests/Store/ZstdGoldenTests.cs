using Pith.Store;
using ZstdSharp;

namespace Pith.Tests.Store;

/// <summary>The files zstd's authors test decoders with, and what we write read back by a plain zstd decoder.</summary>
public sealed class ZstdGoldenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void GoodFramesDecodeToTheSameBytesOneShotAndStreamed()
    {
        foreach (var file in Golden("golden-decompression"))
        {
            using var decompressor = new Decompressor();
            var whole = decompressor.Unwrap(File.ReadAllBytes(file)).ToArray();
            using var stream = new DecompressionStream(File.OpenRead(file));
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.Equal(whole, copy.ToArray());
        }
    }

    [Fact]
    public void BadFramesAreRefusedAlsoInsideABlobWithRightChecksums()
    {
        var store = new BlobStore(folder.Path);
        foreach (var file in Golden("golden-decompression-errors"))
        {
            var frame = File.ReadAllBytes(file);
            var hash = store.Put(frame);
            var blob = Path.Combine(folder.Path, "blobs", hash.ToString()[..2], hash + ".zst");
            FileModes.Unseal(blob);
            File.WriteAllBytes(blob, [.. frame, .. BlobTrailer.Write(1000, [(frame.Length, Crc32C.Of(frame))])]);
            Assert.Throws<DamagedBlobException>(() => store.Get(hash));
        }
    }

    [Fact]
    public void HardToCompressContentComesBack()
    {
        var store = new BlobStore(folder.Path);
        foreach (var file in Golden("golden-compression"))
            Assert.Equal(File.ReadAllBytes(file), store.Get(store.Put(File.ReadAllBytes(file))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(600_000)]
    public void AnyZstdDecoderReadsOurFiles(int length)
    {
        var content = Samples.Text(length, seed: 12);
        var hash = new BlobStore(folder.Path).Put(content);
        using var stream = new DecompressionStream(File.OpenRead(Path.Combine(folder.Path, "blobs", hash.ToString()[..2], hash + ".zst")));
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        Assert.Equal(content, copy.ToArray());
    }

    private static string[] Golden(string part)
    {
        var files = Directory.GetFiles(Repository.Suite("suites", "zstd-golden", "tests", part));
        Assert.NotEmpty(files);
        return files;
    }
}
