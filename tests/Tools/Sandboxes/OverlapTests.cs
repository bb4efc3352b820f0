using System.Runtime.Versioning;
using Pith.Tools.Shells;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>Commands that run at the same time, in the sandbox and outside: none hides behind another.</summary>
[Collection(Alone.Name)]
[SupportedOSPlatform("linux")]
public sealed class OverlapTests
{
    [Theory]
    [InlineData(false, "sub/.claude/settings.json")]
    [InlineData(false, "app/.claude/settings.json")]
    [InlineData(false, "vendor/.git/hooks/pre-commit")]
    [InlineData(true, "sub/.mcp.json")]
    [InlineData(true, ".mcp.json")]
    [InlineData(true, ".claude/settings.json")]
    [InlineData(true, ".git/hooks/pre-commit")]
    public async Task WhatOneCommandWroteIsNotPutBackByAnotherThatBeganMeanwhile(bool plain, string name)
    {
        foreach (var isMoved in name.StartsWith('.') ? (bool[])[false] : [false, true])
        {
            using var bench = NestedSettingTests.WithSettings(plain);
            Directory.CreateDirectory(bench["vendor/.git/hooks"]);
            Directory.CreateDirectory(bench["vendor/.git/objects"]);
            var was = File.Exists(bench[name]) ? NestedSettingTests.Mine : null;
            var first = bench.Sandbox.Watch();
            Directory.CreateDirectory(Path.GetDirectoryName(bench[name])!);
            await File.WriteAllTextAsync(bench[name], "evil\n", TestContext.Current.CancellationToken);
            var second = bench.Sandbox.Watch();
            Assert.Single(first.PutBack());
            Assert.Equal(was, File.Exists(bench[name]) ? await File.ReadAllTextAsync(bench[name], TestContext.Current.CancellationToken) : null);
            // The second writes it once more, and takes it elsewhere.
            Directory.CreateDirectory(Path.GetDirectoryName(bench[name])!);
            await File.WriteAllTextAsync(bench[name], "evil once more\n", TestContext.Current.CancellationToken);
            var folder = name.Split('/')[0];
            if (isMoved)
                Directory.Move(bench[folder], bench["elsewhere"]);
            Assert.Single(second.PutBack());
            var place = bench[isMoved ? "elsewhere" + name[folder.Length..] : name];
            Assert.Equal(was, File.Exists(place) ? await File.ReadAllTextAsync(place, TestContext.Current.CancellationToken) : null);
            Assert.Empty(bench.Sandbox.Watch().PutBack());
        }
    }

    [Theory]
    [InlineData("sub/.claude")]
    [InlineData("vendor/.git/hooks")]
    public async Task OneCommandHidesNothingOfAnotherUntilThatHasEnded(string folder)
    {
        using var bench = NestedSettingTests.WithSettings();
        Directory.CreateDirectory(bench["vendor/.git/objects"]);
        var first = bench.Sandbox.Watch();
        Directory.CreateDirectory(bench[folder]);
        await File.WriteAllTextAsync(bench[folder + "/pre-commit"], "evil\n", TestContext.Current.CancellationToken);
        var second = bench.Sandbox.Watch();
        Directory.Move(bench[folder], bench["hidden"]);
        Assert.Empty(first.PutBack());
        Directory.Move(bench["hidden"], bench[folder]);
        Assert.Single(second.PutBack());
        Assert.False(Path.Exists(bench[folder + "/pre-commit"]));
    }

    [Fact]
    public async Task WhatOneWroteIsGoneBeforeACommandOutsideCouldObeyIt()
    {
        using var bench = NestedSettingTests.WithSettings();
        var beside = bench.Sandbox.Watch();
        await File.WriteAllTextAsync(bench["sub/.mcp.json"], "evil\n", TestContext.Current.CancellationToken);
        var said = await bench.Free("ls -A sub; echo changed > app/.mcp.json");
        Assert.StartsWith($"[Not allowed: {bench["sub/.mcp.json"]} was made", said, StringComparison.Ordinal);
        // Nobody can tell who changed the other.
        Assert.Contains($"[Not allowed: {bench["app/.mcp.json"]} was changed and is put back", said, StringComparison.Ordinal);
        Assert.Contains("end them with KillShell, then run it again]", said, StringComparison.Ordinal);
        Assert.Equal(NestedSettingTests.Mine, await File.ReadAllTextAsync(bench["app/.mcp.json"], TestContext.Current.CancellationToken));
        Assert.Empty(beside.PutBack());
    }

    [Fact]
    public async Task WithNothingBesideACommandOutsideMayWriteWhatItLikes()
    {
        using var bench = NestedSettingTests.WithSettings();
        Assert.Equal("[no output]", await bench.Run("true"));
        Assert.Equal("[no output]", await bench.Free("echo changed > app/.mcp.json; echo new > sub/.mcp.json"));
        Assert.Equal("changed\nnew\n", await bench.Run("cat app/.mcp.json sub/.mcp.json"));
    }

    [Fact]
    public void ACommandThatDidNotBeginOrIsNotReadHoldsNothing()
    {
        using var bench = NestedSettingTests.WithSettings();
        using var warden = new ShellWarden();
        var minute = TimeSpan.FromMinutes(1);
        Assert.Throws<IOException>(() => new Command(new ChildStart("/nowhere/at/all", ["x"], "/nowhere/at/all", []), "X=1", minute, warden, new CommandGuard(bench.Sandbox, isFree: false)));
        // It begins, and cannot be followed.
        Assert.Throws<NullReferenceException>(() => new Command(new ChildStart("/bin/sleep", ["sleep", "60"], "/", []), "X=2", minute, null!, new CommandGuard(bench.Sandbox, isFree: false)));
        var guard = new CommandGuard(bench.Sandbox, isFree: false);
        using (var unread = new Command(new ChildStart("/bin/sh", ["sh", "-c", "echo begun; exec sleep 60"], "/", []), "X=3", minute, warden, guard))
        {
            Assert.True(unread.Read(new byte[10]) > 0);
            File.WriteAllText(bench["sub/.mcp.json"], "evil\n");
        }

        Assert.Contains("sub/.mcp.json was made and is removed again", guard.Notes, StringComparison.Ordinal);
        File.WriteAllText(bench["app/.mcp.json"], "the person's\n");
        Assert.Empty(bench.Sandbox.Watch().PutBack());
    }
}
