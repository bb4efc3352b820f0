using System.Text;
using Pith.Agents;
using Pith.Offload;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Sessions;

/// <summary>What went unsaid or was lost once, and no longer is.</summary>
public sealed class SessionDefectTests : IDisposable
{
    private readonly SessionRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void ADamagedHeaderOfAForkDoesNotCostItsParent()
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        using var fork = room.Fork(log.Path);
        fork.AppendUser("\"of the fork\""u8);
        fork.Dispose();
        var bytes = File.ReadAllBytes(fork.Path);
        bytes[20] ^= 1;
        File.WriteAllBytes(fork.Path, bytes);
        Assert.Equal("User: \"fix the parser\"", room.Contents(fork.Path)[0]);
        Assert.Single(room.Folder.ChildrenOf(log.Path));
        using var again = room.Resume(fork.Path);
        Assert.Contains("\"cwd\":\"/work/here\"", AppendedTo(again), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CheckNamesALineFeedThatIsSomethingElse(int feed)
    {
        using (var log = room.Create("one"))
        {
            SessionRoom.Begin(log);
            log.AppendToolResult("call_1", "\"x\""u8, isError: false);
        }

        var path = room.Folder.PathOf("/work/here", "one");
        var bytes = File.ReadAllBytes(path);
        var records = SessionCheck.Of(path, room.Blobs).Records;
        var at = -1;
        for (var i = 0; i < feed; i++)
            at = Array.IndexOf(bytes, (byte)'\n', at + 1);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
        var check = SessionCheck.Of(path, room.Blobs);
        Assert.Equal(records, check.Records);
        Assert.Contains("1 line feeds behind records are other bytes now", Assert.Single(check.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RecordsThatAreGoneOrDoubledAreSaidWhenASessionIsResumed(bool isDoubled)
    {
        using (var log = room.Create("one"))
        {
            SessionRoom.Begin(log);
            log.AppendToolResult("call_1", "\"x\""u8, isError: false);
        }

        var path = room.Folder.PathOf("/work/here", "one");
        var lines = File.ReadAllLines(path).ToList();
        if (isDoubled)
            lines.Insert(2, lines[2]);
        else
            lines.RemoveAt(1);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        using var again = room.Resume(path);
        Assert.Empty(room.Warnings);
        _ = again.Messages().Count();
        Assert.Contains("gone, doubled or out of order", Assert.Single(room.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckNamesAContentThatOnlyAPreviewLeadsTo()
    {
        using var log = room.Create();
        var whole = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"line {i} of an output")));
        var preview = ResultPreview.Of(new("call_1", "Bash", "{}"u8.ToArray()), new(whole, false), room.Blobs).Text;
        SessionRoom.Begin(log);
        log.AppendUser(MessageBytes.ContentOf(MessageBytes.Blocks([MessageBytes.Result("call_1", preview.Span, isError: false)])));
        log.AppendUser("\"somebody's words about pith:0123456789abcdef] are no promise\""u8);
        Assert.Equal((1, 0), (SessionCheck.Of(log.Path, room.Blobs).Blobs, SessionCheck.Of(log.Path, room.Blobs).Problems.Count));
        var blob = Directory.EnumerateFiles(room.Blobs.Root, "*.zst", SearchOption.AllDirectories).Single();
        FileModes.Unseal(blob);
        File.Delete(blob);
        var problem = Assert.Single(SessionCheck.Of(log.Path, new BlobStore(room.Blobs.Root)).Problems);
        Assert.Contains($"cites {Handle.Of(whole)}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ALogOfOursThatLostACallStillMakesARequestThatIsTaken()
    {
        using (var log = room.Create("one"))
        {
            SessionRoom.Begin(log);
            log.AppendToolResult("call_1", "\"x\""u8, isError: false);
            log.AppendAssistant("""[{"type":"text","text":"Done."}]"""u8, default);
        }

        var path = room.Folder.PathOf("/work/here", "one");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("Let me look"u8)] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var again = room.Resume(path);
        var request = new ModelRequest(new RequestHead { Model = "claude-sonnet-4-5" });
        var said = SessionKeeper.Restore(again, request, room.Blobs);
        Assert.Contains("put right", Assert.Single(said), StringComparison.Ordinal);
        Assert.DoesNotContain(request.Messages, m => m.Span.IndexOf("tool_result"u8) >= 0);
        Assert.Contains(request.Messages, m => m.Span.IndexOf("Done."u8) >= 0);
        Assert.Contains(room.Warnings, w => w.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void ALogInOrderIsSentAsItWasToTheByte()
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        log.AppendToolResult("call_1", "\"x\""u8, isError: false);
        log.AppendAssistant("""[{"type":"redacted_thinking","data":"abc"},{"type":"text","text":"Done.", "citations":null}]"""u8, default);
        var request = new ModelRequest(new RequestHead { Model = "claude-sonnet-4-5" });
        Assert.Empty(SessionKeeper.Restore(log, request, room.Blobs));
        Assert.Equal(4, request.Messages.Count);
        Assert.True(request.Messages[3].Span.IndexOf("""[{"type":"redacted_thinking","data":"abc"},{"type":"text","text":"Done.", "citations":null}]"""u8) >= 0);
    }

    [Fact]
    public void ALogThatWasCutToNothingIsNamedAndNotGoneOnWith()
    {
        using (var log = room.Create("one"))
            SessionRoom.Begin(log);
        var path = room.Folder.PathOf("/work/here", "one");
        File.WriteAllBytes(path, []);
        Assert.Contains("holds no record", Assert.Single(SessionCheck.Of(path, room.Blobs).Problems), StringComparison.Ordinal);
        var refused = Assert.Throws<StoreException>(() => room.Resume(path));
        Assert.Contains("nothing to go on from", refused.Message, StringComparison.Ordinal);
        room.Folder.Remove(path, "a test"); // the way out that it names
    }

    [Fact]
    public void ASessionThatCannotBeginLeavesNothingBehind()
    {
        var folder = Path.GetDirectoryName(room.Folder.PathOf("/work/here", "one"))!;
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(Path.Combine(folder, "one.lock"));
        Assert.Throws<StoreException>(() => room.Create("one"));
        Assert.Empty(room.Folder.List("/work/here"));
        Directory.Delete(Path.Combine(folder, "one.lock"));
        using var held = LockFile.TryTake(Path.Combine(folder, "one.lock"), "another test");
        Assert.Throws<LogHeldException>(() => room.Create("one"));
        Assert.True(File.Exists(Path.Combine(folder, "one.lock")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AParentThatIsNotAsItWasIsSaidByItsForks(bool isCut)
    {
        using (var log = room.Create("one"))
        {
            SessionRoom.Begin(log);
            log.AppendToolResult("call_1", "\"x\""u8, isError: false);
        }

        var path = room.Folder.PathOf("/work/here", "one");
        using (var fork = room.Fork(path))
            fork.AppendUser("\"of the fork\""u8);
        var child = Assert.Single(room.Folder.ChildrenOf(path));
        _ = SessionMessages.All(child, room.Blobs, room.Warnings.Add).Count();
        Assert.Empty(room.Warnings);
        var lines = File.ReadAllLines(path);
        File.WriteAllText(path, string.Join('\n', isCut ? lines[..^1] : [.. lines[..^1], Another(lines)]) + "\n");
        _ = SessionMessages.All(child, room.Blobs, room.Warnings.Add).Count();
        Assert.Contains("1 records", Assert.Single(room.Warnings), StringComparison.Ordinal);
        room.Warnings.Clear();
        using var again = room.Resume(child);
        _ = again.Messages().Count();
        Assert.Contains("1 records", Assert.Single(room.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereverTheHeaderIsDamagedTheLogIsOurs()
    {
        using (var log = room.Create("one"))
            SessionRoom.Begin(log);
        var path = room.Folder.PathOf("/work/here", "one");
        var good = File.ReadAllBytes(path);
        for (var at = 0; at <= good.AsSpan().IndexOf((byte)'\n'); at++)
        {
            good[at] ^= 1;
            File.WriteAllBytes(path, good);
            good[at] ^= 1;
            Assert.True(SessionTranscript.IsLog(path) && !ForeignReference.IsForeign(path), $"byte {at}");
        }
    }

    [Fact]
    public void AWreckOfALogCanBeRemoved()
    {
        using (var log = room.Create("one"))
            SessionRoom.Begin(log);
        var path = room.Folder.PathOf("/work/here", "one");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..50]);
        room.Folder.Remove(path, "a test");
        Assert.Empty(room.Folder.List());
    }

    // A record of the same number that another program, or an older copy of the file, put there.
    private string Another(string[] lines)
    {
        using (var other = room.Create("two"))
            SessionRoom.Begin(other);
        using (var other = room.Resume(room.Folder.PathOf("/work/here", "two")))
            return File.ReadAllLines(other.Path)[lines.Length - 1];
    }

    private static string AppendedTo(SessionLog log)
    {
        log.AppendUser("\"next\""u8);
        log.Barrier();
        return File.ReadLines(log.Path).Last();
    }
}
