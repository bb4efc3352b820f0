using System.Text;
using Pith.Cli;
using Pith.Cli.Printing;

namespace Pith.Tests.Cli;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AppearsOnlyWhenCommitted()
    {
        var path = _folder.Place("out");
        using (var file = new AtomicFile(path))
        {
            file.Write("whole"u8);
            Assert.False(File.Exists(path));
            file.Commit();
        }

        Assert.Equal("whole", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void LeavesTheOldFileAndNoOtherWhenNotCommitted()
    {
        var path = _folder.File("out", "old"u8);
        using (var file = new AtomicFile(path))
            file.Write("half"u8);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void KeepsTheModeOfTheFileItReplaces()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("modes are Unix's");
        var path = _folder.File("out", "old"u8);
#pragma warning disable CA1416 // skipped above
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(path, "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
#pragma warning restore CA1416
    }

    [Fact]
    public void FollowsASymbolicLink()
    {
        var target = _folder.File("target", "old"u8);
        var link = _folder.Place("link");
        File.CreateSymbolicLink(link, target);
        Write(link, "new");
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void AFolderInItsPlaceIs73() => Assert.Equal(73, Assert.Throws<Failure>(() => new AtomicFile(_folder.Path)).Code);

    [Fact]
    public void AMissingFolderIs73()
    {
        var failure = Assert.Throws<Failure>(() => new AtomicFile(_folder.Place("no/such/out")));
        Assert.Equal(73, failure.Code);
        Assert.Contains("the folder does not exist", failure.Message);
    }

    [Fact]
    public void AFullDeviceIs73AndStaysADevice()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var file = new AtomicFile("/dev/full");
        var failure = Assert.Throws<Failure>(() => file.Write(new byte[1 << 20]));
        Assert.Equal(73, failure.Code);
        Assert.Contains("no space left on device", failure.Message);
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public void StandardOutputThatIsFullIs73()
    {
        var run = new CliRun { Output = new FailingStream(() => throw Failure.CannotWrite("cannot write to standard output: no space left on the device")) };
        Assert.Equal(73, run.Run("--help"));
        Assert.Contains("no space left", run.Sentence());
    }

    [Fact]
    public void AClosedPipeEndsInSilence()
    {
        var run = new CliRun { Output = new FailingStream(() => throw new ClosedPipeException()) };
        Assert.Equal(0, run.Run("man"));
        Assert.Equal("", run.Complaint);
    }

    [Fact]
    public void AFaultOfOursIsOneSentenceAnd70()
    {
        var run = new CliRun { Output = new FailingStream(() => throw new InvalidOperationException("first line\nsecond line.")) };
        Assert.Equal(70, run.Run("man"));
        Assert.Equal("pith: internal error: InvalidOperationException: first line second line; please report it with the command line you used", run.Sentence());
    }

    [Fact]
    public void DebuggingAFaultShowsWhere()
    {
        var run = new CliRun { Output = new FailingStream(() => throw new InvalidOperationException("x")) };
        run.Variables["PITH_DEBUG"] = "1";
        Assert.Equal(70, run.Run("man"));
        Assert.Contains("   at ", run.Complaint);
    }

    private static void Write(string path, string text)
    {
        using var file = new AtomicFile(path);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Commit();
    }

    private sealed class FailingStream(Action fail) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => fail();

        public override void Write(byte[] buffer, int offset, int count) => fail();
    }
}
