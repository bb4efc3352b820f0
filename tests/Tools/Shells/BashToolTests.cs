using System.Diagnostics;
using System.Text;
using Pith.Permissions;
using Pith.Store;
using Pith.Tools.Shells;

namespace Pith.Tests.Tools.Shells;

[Collection(Alone.Name)]
public sealed class BashToolTests : IDisposable
{
    private readonly WorkFolder folder = new();
    private readonly BlobStore store;
    private readonly Shell shell;
    private readonly BashTool bash;

    public BashToolTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Bash runs on Linux only");
        store = new BlobStore(folder["store"]);
        shell = new Shell(folder.Workspace, new ShellOptions(), store);
        bash = new BashTool(shell);
    }

    public void Dispose()
    {
        shell?.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("echo out; echo err >&2", "out\nerr\n")]
    [InlineData("printf x", "x")]
    [InlineData("printf x; false", "x\nExit code 1\n", true)]
    [InlineData("true", "[no output]")]
    [InlineData("cat", "[no output]")] // its input is empty, not ours
    [InlineData("yes | head -1; echo ${PIPESTATUS[0]}", "y\n141\n")] // SIGPIPE is not ignored
    [InlineData("printf 'a\\377b\\n'", "a\uFFFDb\n")]
    [InlineData("exec 9>&-; echo x", "x\n")]
    [InlineData("# only a comment", "[no output]")]
    [InlineData("tty", "not a tty\nExit code 1\n", true)]
    [InlineData("exit 3", "Exit code 3\n", true)]
    [InlineData("echo x; kill -9 $$", "x\nExit code 137 (signal 9)\n", true)]
    public async Task OutputAndExitCodeAreShown(string command, string expected, bool fails = false) =>
        Assert.Equal(expected, await Run(command, fails));

    [Fact]
    public async Task ASyntaxErrorNamesItsLine() =>
        Assert.Contains("line 2: syntax error", await Run("echo fine\nif then", fails: true));

    [Fact]
    public async Task TheWorkingFolderOutlivesTheCommandAndIsNeverOutside()
    {
        folder.Write("sub/a.txt", "x"u8);
        await Run("cd sub && false", fails: true);
        Assert.Equal("a.txt\n", await Run("ls"));
        await Run("cd ..; exit 0");
        Assert.Equal(folder.Workspace.Root + "\n", await Run("pwd"));
        Assert.Contains("[The shell left the working folders", await Run("cd /usr"));
        Assert.Equal(folder.Workspace.Root + "\n", await Run("pwd"));
    }

    [Fact]
    public async Task AWorkingFolderThatIsGoneIsLeft()
    {
        await Run("mkdir gone; cd gone");
        Directory.Delete(folder["gone"]);
        Assert.Equal(folder.Workspace.Root + "\n", await Run("pwd"));
    }

    [Fact]
    public async Task Cx4337_AChildThatKeepsThePipeIsNotWaitedFor()
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal("hi\n[Processes that it left running were ended; start them with run_in_background]\n", await Run("sleep 4711 & echo hi"));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2500);
        Assert.False(Runs("sleep 4711"));
    }

    [Fact]
    public async Task Cx4337_ATimeoutEndsTheWholeTreeAndSaysSo()
    {
        var clock = Stopwatch.StartNew();
        var text = await bash.Run("""{"command":"echo begun; (sleep 4712; true) | cat & sleep 4712","timeout":"200"}""", fails: true);
        Assert.StartsWith("begun\n[Ended after 0.2 s, its time was up.", text);
        Assert.InRange(clock.ElapsedMilliseconds, 200, 3000);
        Assert.False(Runs("sleep 4712"));
    }

    [Fact]
    public async Task TheDeadWhomNoOneWaitsForAreNotWaitedFor()
    {
        var clock = Stopwatch.StartNew();
        await bash.Run("""{"command":"sleep 4720","timeout":100}""", fails: true);
        Assert.InRange(clock.ElapsedMilliseconds, 100, 1500);
        Assert.Equal("done\n", await Run("(exit 0) & (exit 0) & sleep 0.3; echo done"));
    }

    [Fact]
    public async Task WhoIgnoresTheSignalIsKilledTwoSecondsLater()
    {
        var clock = Stopwatch.StartNew();
        await bash.Run("""{"command":"trap '' TERM; sleep 4713; sleep 4713","timeout":100}""", fails: true);
        Assert.InRange(clock.ElapsedMilliseconds, 1900, 5500);
        Assert.False(Runs("sleep 4713"));
    }

    [Fact]
    public async Task Cc76306_WhoLeftTheSessionAndItsParentsIsFoundAndEnded()
    {
        await bash.Run("""{"command":"(setsid sleep 4714 &) ; setsid -f sleep 4714; sleep 4714","timeout":300}""", fails: true);
        Assert.True(await Ends("sleep 4714"));
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Cc33947_WhenWeAreGoneTheWardenEndsWhatRan()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        var warden = new ShellWarden();
        var group = new ChildStart("/bin/sh", ["sh", "-c", "sleep 4715 & sleep 4715"], "/", ["PATH=/usr/bin:/bin"]).Run(-1);
        warden.Watch(group);
        var forgotten = new ChildStart("/bin/sleep", ["sleep", "4716"], "/", []).Run(-1);
        warden.Watch(forgotten);
        warden.Forget(forgotten);
        // To the warden, a death of ours is the end of its input: just what this is.
        warden.Dispose();
        Assert.True(await Ends("sleep 4715"));
        Assert.True(Runs("sleep 4716"));
        _ = Posix.Signal(forgotten, Posix.Kill);
    }

    [Fact]
    public async Task ACancelledCommandIsEndedAndTellsWhatItDid()
    {
        using var cancel = new CancellationTokenSource(300);
        var result = await bash.RunAsync(Call.Of("""{"command":"echo begun; sleep 4717"}"""), cancel.Token);
        Assert.Equal("begun\n[Stopped]\n", Encoding.UTF8.GetString(result.Text.Span));
        Assert.True(result.IsError);
        Assert.False(Runs("sleep 4717"));
    }

    [Fact]
    public async Task Cc41737_AFloodIsBoundedInMemoryAndInTheStore()
    {
        var before = GC.GetTotalAllocatedBytes();
        var text = await Run("yes 0123456789 | head -c 90000000; echo; echo end");
        Assert.InRange(text.Length, 200_000, 300_000);
        Assert.StartsWith("0123456789\n", text);
        Assert.Matches(@"\[… 89,\d\d\d,\d\d\d bytes left out here …\]", text);
        Assert.Matches(@"\nend\n\[90,000,00\d bytes of output, all but 22,\d\d\d,\d\d\d in the middle are stored: Recall pith:[0-9a-f]{16}\]\n$", text);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 24 << 20);
    }

    [Fact]
    public async Task OutputOfOneLongLineIsBounded()
    {
        var text = await Run("head -c 3000000 /dev/zero | tr '\\0' x");
        Assert.InRange(text.Length, 0, 300_000);
        Assert.Contains("3,000,000 bytes of output are stored", text);
    }

    [Fact]
    public async Task SecretsOfOurEnvironmentAreNotSeen()
    {
        var ours = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = "/home/x",
            ["ANTHROPIC_API_KEY"] = "secret1",
            ["GITHUB_TOKEN"] = "secret2",
            ["CARGO_REGISTRY_TOKEN"] = "secret3",
            ["DB_URL"] = "secret4",
            ["HTTPS_PROXY"] = "http://me:secret5@proxy:1",
            ["NO_PROXY"] = "localhost",
            ["NPM_CONFIG__AUTH"] = "secret6",
            ["MY_KEY"] = "wanted",
            ["GIT_AUTHOR_NAME"] = "me",
            ["PAGER"] = "less",
        };
        using var shell = new Shell(folder.Workspace, new ShellOptions { Environment = ShellEnvironment.Of(ours, ["MY_KEY"]) }, null);
        var text = await new BashTool(shell).Run("""{"command":"env"}""");
        Assert.DoesNotContain("secret", text);
        foreach (var expected in (string[])["HOME=/home/x", "MY_KEY=wanted", "GIT_AUTHOR_NAME=me", "NO_PROXY=localhost", "PAGER=cat"])
            Assert.Contains(expected + "\n", text);
    }

    [Fact]
    public async Task ACommandInTheBackgroundIsReadAndEnded()
    {
        var output = new BashOutputTool(shell);
        Assert.StartsWith("Runs in the background as bash_1.", await bash.Run("""{"command":"echo one; sleep 0.2; echo two; sleep 4718","run_in_background":true}"""));
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal("one\n[bash_1 runs]", await output.Run("""{"bash_id":"bash_1"}"""));
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.Equal("two\n[bash_1 runs]", await output.Run("""{"bash_id":"bash_1"}"""));
        Assert.Equal("bash_1 was ended.", await new KillShellTool(shell).Run("""{"shell_id":"bash_1"}"""));
        Assert.False(Runs("sleep 4718"));
        Assert.Equal("[Stopped]\n[bash_1 has ended]", await output.Run("""{"bash_id":"bash_1"}"""));
        Assert.Equal("There is no background command bash_7. Known are bash_1.", await output.Run("""{"bash_id":"bash_7"}""", fails: true));
    }

    [Fact]
    public async Task WhatRunsInTheBackgroundEndsWithTheShell()
    {
        await bash.Run("""{"command":"sleep 4719 & sleep 4719","run_in_background":true}""");
        shell.Dispose();
        Assert.False(Runs("sleep 4719"));
    }

    [Fact]
    public async Task ACommandThatIsTooLongIsAnErrorWithAWayOut() =>
        Assert.Contains("Write it to a file", await Run("echo " + new string('x', 200_000), fails: true));

    [Fact]
    public async Task ManyCommandsLeaveNoFilesOpen()
    {
        await Run("true");
        var before = Directory.GetFiles("/proc/self/fd").Length;
        for (var i = 0; i < 50; i++)
            await Run("true");
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 20);
    }

    [Fact]
    public void TheNeedIsTheCommandAsWritten() =>
        Assert.Equal([new Need(NeedKind.RunCommand, "rm -rf 'x'")], bash.Needs(Call.Of("""{"command":"rm -rf 'x'"}""")));

    private Task<string> Run(string command, bool fails = false) => bash.Run($$"""{"command":{{Call.Quote(command)}}}""", fails);

    private static async Task<bool> Ends(string commandLine)
    {
        for (var i = 0; i < 60 && Runs(commandLine); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        return !Runs(commandLine);
    }

    // Zombies have no command line any more.
    private static bool Runs(string commandLine) => Directory.EnumerateDirectories("/proc").Any(process =>
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0]) && File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').TrimEnd() == commandLine;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
