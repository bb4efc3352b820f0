using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>Many writers, private files, names by prefix, and nothing on disk until something is put.</summary>
public sealed class BlobSharingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ManyWritersOfTheSameBlobsEndWithOneOfEach()
    {
        var contents = Enumerable.Range(0, 12).Select(i => Samples.Text(40_000 * i, seed: i)).ToArray();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            // One instance a writer: what they share is the folder, as processes do.
            var own = new BlobStore(folder.Path);
            foreach (var content in contents)
                Assert.Equal(BlobHash.Of(content), writer % 2 == 0 ? own.Put(content) : own.Put(new MemoryStream(content)));
        });
        var store = new BlobStore(folder.Path);
        Assert.Equal(contents.Length, store.List().Count);
        Assert.Empty(store.Verify());
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "tmp")));
        Assert.All(contents, content => Assert.Equal(content, store.Get(BlobHash.Of(content))));
    }

    [Fact]
    public void OneInstanceServesManyThreads()
    {
        var store = new BlobStore(folder.Path);
        Parallel.For(0, 200, i => Assert.Equal(i % 50, store.Get(store.Put(Samples.Text(i % 50, seed: 1))).Length));
        Assert.Equal(50, store.Stats().Count);
    }

    [Fact]
    public void OnlyTheOwnerMayReadAndNobodyMayWrite()
    {
        const UnixFileMode folderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var spools = new List<UnixFileMode>();
        var store = new BlobStore(folder.Path, (step, path) =>
        {
            if (step == DiskStep.Write)
                spools.Add(FileModes.Of(path));
        });
        store.Put("secret"u8);
        Assert.All(spools, mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
        Assert.NotEmpty(spools);
        Assert.Equal(folderMode, FileModes.Of(folder.Path));
        Assert.All(Directory.GetDirectories(folder.Path, "*", SearchOption.AllDirectories), d => Assert.Equal(folderMode, FileModes.Of(d)));
        var modes = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder.Path, f), FileModes.Of);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, modes["usage"]);
        Assert.Equal(UnixFileMode.UserRead, Assert.Single(modes, m => m.Key != "usage").Value);
    }

    [Fact]
    public void LookingCreatesNothing()
    {
        var store = new BlobStore(folder.Path);
        Assert.False(store.Contains(default));
        Assert.False(store.TryOpen(default, out _));
        Assert.False(store.TryResolve("0123456789abcdef", out _));
        Assert.Throws<MissingBlobException>(() => store.CopyTo(default, Stream.Null));
        Assert.Empty(store.List());
        Assert.Empty(store.Verify());
        Assert.Equal(1, store.Stats().Ratio);
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void NamesResolveByUniquePrefix()
    {
        var store = new BlobStore(folder.Path);
        var hash = store.Put("resolve me"u8);
        var name = hash.ToString();
        foreach (var length in new[] { 8, 9, 16, 63, 64 })
        {
            Assert.True(store.TryResolve(name[..length], out var found));
            Assert.Equal(hash, found);
            Assert.True(store.TryResolve(name[..length].ToUpperInvariant(), out _));
        }

        // The same first sixteen digits, another blob: a listing that cannot be told apart by them.
        var twin = name[..16] + new string(name[16] == '0' ? '1' : '0', 48);
        var file = Path.Combine(folder.Path, "blobs", name[..2], name + ".zst");
        File.Copy(file, file.Replace(name, twin, StringComparison.Ordinal));
        Assert.Equal(2, store.Resolve(name[..16], out _));
        Assert.False(store.TryResolve(name[..16], out _));
        Assert.Equal(1, store.Resolve(name[..17], out _));
        Assert.Equal(0, store.Resolve("", out _));
        Assert.Equal(0, store.Resolve(name[..7], out _));
        Assert.Equal(0, store.Resolve("../../../etc", out _));
        Assert.Equal(0, store.Resolve(name + "0", out _));
    }

    [Fact]
    public void ListAndStatsSayWhatThereIs()
    {
        var store = new BlobStore(folder.Path);
        var contents = Enumerable.Range(0, 30).Select(i => Samples.Text(i * 500, seed: i)).ToArray();
        foreach (var content in contents)
            store.Put(content);
        var list = store.List().ToArray();
        Assert.Equal(contents.Select(c => BlobHash.Of(c).ToString()).Order(StringComparer.Ordinal), list.Select(b => b.Hash.ToString()));
        Assert.Equal(contents.Sum(c => (long)c.Length), list.Sum(b => b.RawLength));
        var stats = store.Stats();
        Assert.Equal((30, 0, list.Sum(b => b.RawLength), list.Sum(b => b.StoredLength)), (stats.Count, stats.Damaged, stats.RawBytes, stats.StoredBytes));
        Assert.InRange(stats.Ratio, 1.5, 20);
    }

    [Fact]
    public void RangesReadTheSameAsTheWhole()
    {
        var content = Samples.Text(700_000, seed: 9);
        var store = new BlobStore(folder.Path);
        Assert.True(store.TryOpen(store.Put(content), out var stream));
        using (stream)
        {
            Assert.Equal(content.Length, stream.Length);
            var random = new Random(10);
            for (var i = 0; i < 200; i++)
            {
                var start = random.Next(content.Length + 10);
                var part = new byte[random.Next(300_000)];
                stream.Position = start;
                var read = stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
                Assert.Equal(Math.Clamp(content.Length - start, 0, part.Length), read);
                Assert.True(content.AsSpan(Math.Min(start, content.Length), read).SequenceEqual(part.AsSpan(0, read)));
            }
        }
    }
}
