using Pith.Store;

namespace Pith.Tests.Store;

public sealed class LockFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LockFileTests() => Directory.CreateDirectory(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OneHoldsItAndTheOthersLearnWho()
    {
        var path = Path.Combine(folder.Path, "a.lock");
        using (LockFile.TryTake(path, "process 1, the first"))
        {
            Assert.Null(LockFile.TryTake(path, "process 2"));
            Assert.Equal("process 1, the first", LockFile.HolderOf(path));
        }

        using var second = LockFile.TryTake(path, "process 2");
        Assert.NotNull(second);
        Assert.Equal("process 2", LockFile.HolderOf(path));
    }

    [Fact]
    public void OfManyAtOnceOneGetsIt()
    {
        var path = Path.Combine(folder.Path, "b.lock");
        var taken = new LockFile?[40];
        Parallel.For(0, taken.Length, i => taken[i] = LockFile.TryTake(path, $"{i}"));
        Assert.Single(taken, held => held is not null);
        foreach (var held in taken)
            held?.Dispose();
    }

    [Fact]
    public void WhatNobodySignedAndWhatCannotBeMadeIsSaid()
    {
        Assert.Equal("another process", LockFile.HolderOf(Path.Combine(folder.Path, "none.lock")));
        Assert.Contains("lock", Assert.Throws<StoreException>(() => LockFile.TryTake(Path.Combine(folder.Path, "no", "such.lock"), "x")).Message, StringComparison.Ordinal);
        using var held = LockFile.TryTake(Path.Combine(folder.Path, "c.lock"), "with\na newline \u001b[31m and " + new string('x', 500));
        Assert.InRange(LockFile.HolderOf(Path.Combine(folder.Path, "c.lock")).Length, 20, 200);
        Assert.DoesNotContain('\n', LockFile.HolderOf(Path.Combine(folder.Path, "c.lock")));
        Assert.All(Directory.GetFiles(folder.Path), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, FileModes.Of(file)));
    }
}
