using System.Text;
using Pith.Store;
using Pith.Tests.Text;

namespace Pith.Tests.Store;

/// <summary>Of a stream beyond the cap the head and the tail are kept, and what is missing is said.</summary>
public sealed class PutCappedTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1023)]
    [InlineData(1024)]
    public void UpToTheCapAllIsKept(int length)
    {
        foreach (var content in new[] { Samples.Text(length, seed: 1), Samples.Noise(length, seed: 2) })
        {
            var store = new BlobStore(folder.Path);
            Assert.Equal(new CappedBlob(BlobHash.Of(content), length, 0), store.PutCapped(new MemoryStream(content), 1024));
            Assert.Equal(content, store.Get(BlobHash.Of(content)));
        }
    }

    [Theory]
    [InlineData(1025, 1024)]
    [InlineData(5_000, 1024)]
    [InlineData(100_000, 1025)]
    [InlineData(2_000_000, 700_000)]
    [InlineData(2_000_000, 1_048_576)]
    [InlineData(5_000_000, 65_537)]
    public void BeyondItHeadAndTailAreKeptAtLines(int length, int cap)
    {
        var content = Samples.Text(length, seed: length);
        foreach (var piece in new[] { 3, 1000, int.MaxValue })
        {
            var store = new BlobStore(folder.Path);
            var put = store.PutCapped(new ChunkedStream(content, piece), cap);
            var kept = store.Get(put.Hash);
            Assert.Equal(length, put.Length);
            Assert.InRange(kept.Length, 0, cap + 64);
            var text = Encoding.ASCII.GetString(kept);
            var mark = FormattableString.Invariant($"\n[pith: {put.Dropped:N0} bytes left out here]\n");
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            Assert.True(at > 0, "no mark");
            var head = kept.AsSpan(0, at);
            var tail = kept.AsSpan(at + mark.Length);
            Assert.True(content.AsSpan().StartsWith(head) && content.AsSpan().EndsWith(tail));
            Assert.Equal(length - put.Dropped, head.Length + tail.Length);
            Assert.Equal((byte)'\n', head[^1]);
            Assert.Equal((byte)'\n', content[^(tail.Length + 1)]);
            Assert.InRange(head.Length, (cap / 2) - 100, cap / 2);
            Assert.InRange(tail.Length, (cap / 2) - 100, (cap / 2) + 100);
        }
    }

    [Fact]
    public void CharactersAreNotCutWhereThereAreNoLines()
    {
        var content = Encoding.UTF8.GetBytes("a" + string.Concat(Enumerable.Repeat("€𝄞é", 5_000)));
        for (var cap = 1024; cap < 1040; cap++)
        {
            var store = new BlobStore(folder.Path);
            var kept = store.Get(store.PutCapped(new MemoryStream(content), cap).Hash);
            Assert.True(System.Text.Unicode.Utf8.IsValid(kept), $"cap {cap}");
        }
    }

    [Fact]
    public void NothingIsLeftInTheFolderOfSpools()
    {
        var store = new BlobStore(folder.Path);
        store.PutCapped(new MemoryStream(Samples.Noise(300_000, seed: 4)), 100_000);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "tmp")));
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void TheRingNeverGrowsBeyondItsHalf()
    {
        var most = 0L;
        var store = new BlobStore(folder.Path, (step, path) =>
        {
            if (step == DiskStep.Write && Path.GetDirectoryName(path)!.EndsWith("tmp", StringComparison.Ordinal))
                most = Math.Max(most, new FileInfo(path).Length);
        });
        store.PutCapped(new MemoryStream(Samples.Noise(3_000_000, seed: 4)), 200_000);
        Assert.InRange(most, 100_000, 210_000);
    }
}
