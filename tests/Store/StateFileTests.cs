using Pith.Store;

namespace Pith.Tests.Store;

public sealed class StateFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public StateFileTests() => Directory.CreateDirectory(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsReplacedIsReadAndPrivate()
    {
        var path = Path.Combine(folder.Path, "state.json");
        Assert.Null(StateFile.TryRead(path));
        StateFile.Replace(path, "old"u8);
        StateFile.Replace(path, "new"u8);
        Assert.Equal("new"u8.ToArray(), StateFile.TryRead(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, FileModes.Of(path));
        Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Null(StateFile.TryRead(Path.Combine(folder.Path, "no", "such")));
    }

    [Fact]
    public void WhateverStepFailsOneOfBothIsThereWhole()
    {
        var path = Path.Combine(folder.Path, "state.json");
        var steps = 0;
        StateFile.Replace(new Disk((_, _) => steps++), path, "old"u8);
        Assert.Equal(5, steps);
        for (var failing = 0; failing < steps; failing++)
        {
            StateFile.Replace(path, "old"u8);
            var step = 0;
            Assert.Throws<StoreException>(() => StateFile.Replace(new Disk((_, _) => Fail(step++ == failing)), path, "new"u8));
            Assert.Equal(failing == 4 ? "new"u8.ToArray() : "old"u8.ToArray(), StateFile.TryRead(path));
            Assert.Single(Directory.GetFiles(folder.Path));
        }
    }

    [Fact]
    public void ReadersNeverSeeAMixture()
    {
        var path = Path.Combine(folder.Path, "state.json");
        StateFile.Replace(path, new byte[5_000]);
        Parallel.For(0, 6, i =>
        {
            for (var turn = 0; turn < 20; turn++)
                if (i < 2)
                    StateFile.Replace(path, Enumerable.Repeat((byte)turn, 5_000).ToArray());
                else
                    Assert.Single(StateFile.TryRead(path)!.Distinct());
        });
    }

    private static void Fail(bool now)
    {
        if (now)
            throw new IOException("Input/output error", 5);
    }
}
