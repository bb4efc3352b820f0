using FsCheck;
using FsCheck.Fluent;
using Pith.Store;

namespace Pith.Tests.Store;

public sealed class BlobStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsPutComesBack()
    {
        var store = new BlobStore(folder.Path);
        Prop.ForAll<byte[]>(content => store.Get(store.Put(content)).AsSpan().SequenceEqual(content)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(262_143)]
    [InlineData(262_144)]
    [InlineData(262_145)]
    [InlineData(1_000_000)]
    public void LengthsAroundAFrameComeBackFromSpanAndStream(int length)
    {
        var content = Samples.Text(length, seed: length);
        var store = new BlobStore(folder.Path);
        var fromStream = store.Put(new MemoryStream(content));
        Assert.Equal(content, store.Get(fromStream));
        Assert.Equal(fromStream, store.Put(content));
        Assert.Equal(BlobHash.Of(content), fromStream);
        var copy = new MemoryStream();
        store.CopyTo(fromStream, copy);
        Assert.Equal(content, copy.ToArray());
        Assert.Single(store.List());
    }
}
