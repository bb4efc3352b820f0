using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Sessions;

public sealed class SessionFolderTests : IDisposable
{
    private readonly SessionRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void SessionsAreListedNewestFirstWithTheirTitles()
    {
        var first = New("/work/a", "the  first\nrequest");
        var second = New("/work/a", "of little use", "A title");
        var other = New("/work/b", new string('é', 500));
        var now = File.GetLastWriteTimeUtc(first);
        File.SetLastWriteTimeUtc(first, now.AddMinutes(3));
        File.SetLastWriteTimeUtc(second, now.AddMinutes(2));
        File.SetLastWriteTimeUtc(other, now.AddMinutes(1));
        Assert.Equal([first, second, other], room.Folder.List().Select(s => s.Path));
        Assert.Equal(["the first request", "A title"], room.Folder.List("/work/a").Select(s => s.Title));
        Assert.Equal(80, room.Folder.List("/work/b").Single().Title.Length);
        Assert.Equal("/work/b", room.Folder.List("/work/b").Single().Cwd);
        Assert.Equal(first, room.Folder.Newest("/work/a"));
        Assert.Null(room.Folder.Newest("/work/c"));
        Assert.Empty(room.Folder.List("/work-a"));
    }

    [Fact]
    public void ASessionInWhichNothingWasSaidIsNotTheNewest()
    {
        var said = New("/work/a", "a request");
        using var opened = room.Create(cwd: "/work/a");
        File.SetLastWriteTimeUtc(opened.Path, DateTime.UtcNow.AddMinutes(5));
        var cut = Path.Combine(Path.GetDirectoryName(said)!, "0cut.jsonl");
        File.WriteAllText(cut, "");
        File.SetLastWriteTimeUtc(cut, DateTime.UtcNow.AddMinutes(9));
        Assert.Equal(said, room.Folder.Newest("/work/a"));
        opened.AppendUser("\"now it is\""u8);
        File.SetLastWriteTimeUtc(opened.Path, DateTime.UtcNow.AddMinutes(5));
        Assert.Equal(opened.Path, room.Folder.Newest("/work/a"));
    }

    [Fact]
    public void ASessionIsFoundByIdByItsBeginningAndByTitle()
    {
        var path = New("/work/a", "x", "The Parser");
        var id = Path.GetFileNameWithoutExtension(path);
        foreach (var word in new[] { id, id[..8], "the parser" })
            Assert.Equal([path], room.Folder.Find(word));
        Assert.Empty(room.Folder.Find("no such"));
        Assert.Empty(room.Folder.Find(id[..3]));
    }

    [Fact]
    public void AParentIsNotRemovedUnderItsChildrenNorASessionUnderItsWriter()
    {
        var path = New("/work/a", "x", "title");
        using (var fork = room.Fork(path))
        {
            Assert.Contains(fork.Id, Assert.Throws<StoreException>(() => room.Folder.Remove(path, "me")).Message, StringComparison.Ordinal);
            Assert.Throws<LogHeldException>(() => room.Folder.Remove(fork.Path, "me"));
            fork.Dispose();
            room.Folder.Remove(fork.Path, "me");
        }

        room.Folder.Remove(path, "me");
        Assert.Empty(room.Folder.List());
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task AForkThatRacesARemovalEndsWithBothOrNeither()
    {
        var (removed, forked) = (0, 0);
        for (var round = 0; round < 60; round++)
        {
            var path = New("/work/a", "x");
            using var both = new Barrier(2);
            var fork = Task.Run(() =>
            {
                both.SignalAndWait();
                return Tried(() => room.Fork(path).Dispose());
            }, TestContext.Current.CancellationToken);
            var removal = Task.Run(() =>
            {
                both.SignalAndWait();
                return Tried(() => room.Folder.Remove(path, "me"));
            }, TestContext.Current.CancellationToken);
            var (isForked, isRemoved) = (await fork, await removal);
            Assert.True(isForked != isRemoved, $"round {round}: forked {isForked}, removed {isRemoved}");
            forked += isForked ? 1 : 0;
            removed += isRemoved ? 1 : 0;
            foreach (var child in isForked ? room.Folder.ChildrenOf(path) : [])
                Assert.Equal(["User: \"x\""], room.Contents(child));
        }

        Assert.Equal(60, forked + removed);
        Assert.Equal(2 * forked, room.Folder.List().Count);
    }

    [Fact]
    public async Task ARemovalWaitsForWhoeverForksAndForksDoNotWaitForEachOther()
    {
        var path = New("/work/a", "x");
        using var fork = LockFile.TryShare(Path.Combine(room.Folder.Sessions, "forks.lock"));
        room.Fork(path).Dispose();
        var removal = Task.Run(() => Tried(() => room.Folder.Remove(path, "me")), TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(removal.IsCompleted);
        fork!.Dispose();
        Assert.False(await removal); // it has a child
    }

    [Fact]
    public void EverythingIsForItsOwnerAlone()
    {
        var path = New("/work/a", "x", "title");
        for (var folder = Path.GetDirectoryName(path)!; folder != Path.GetDirectoryName(room.Folder.Sessions); folder = Path.GetDirectoryName(folder)!)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, FileModes.Of(folder));
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(path)!), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, FileModes.Of(file)));
    }

    private static bool Tried(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private string New(string cwd, string request, string? title = null)
    {
        using var log = room.Create(cwd: cwd);
        log.AppendUser(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request));
        if (title is not null)
            log.AppendTitle(title);
        return log.Path;
    }
}
