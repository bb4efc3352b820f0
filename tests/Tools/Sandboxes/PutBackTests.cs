namespace Pith.Tests.Tools.Sandboxes;

/// <summary>What is done after a command, outside its sandbox: it must not be led astray, nor stopped, nor destroy anything.</summary>
[Collection(Alone.Name)]
public sealed class PutBackTests
{
    [Theory]
    [InlineData(false, "ln -s OUT .git/modules", ".git/modules")]
    [InlineData(false, "ln -s OUT .config", ".config")]
    [InlineData(false, "mkdir .git/modules && ln -s OUT/proj .git/modules/x", ".git/modules/x")]
    [InlineData(false, "ln -s OUT .git/worktrees", ".git/worktrees")]
    [InlineData(true, "ln -s OUT .git/modules", ".git/modules")]
    [InlineData(true, "ln -s OUT .config", ".config")]
    [InlineData(true, "mkdir .git/modules && ln -s OUT/proj .git/modules/x", ".git/modules/x")]
    [InlineData(true, "ln -s OUT .git/worktrees", ".git/worktrees")]
    [InlineData(true, "mv .git old; ln -s OUT/proj .git", null)]
    public async Task LinksThatACommandMadeAreNeverFollowed(bool plain, string way, string? link)
    {
        using var bench = new SandboxBench(plain);
        var mine = Mine(bench);
        var said = await bench.Try(way.Replace("OUT", bench.Outside, StringComparison.Ordinal));
        Assert.All(mine, f => Assert.Equal("mine\n", File.ReadAllText(f)));
        Assert.Contains("[Not allowed: ", said, StringComparison.Ordinal);
        Assert.True(link is null || new FileInfo(bench[link]).LinkTarget is null && !Path.Exists(bench[link]), said);
        Assert.Null(new FileInfo(bench[".git"]).LinkTarget);
        Assert.Equal("[core]\n\tbare = false\n", await File.ReadAllTextAsync(bench[".git/config"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LinksInANewRepositoryAreNeverFollowed(bool plain)
    {
        using var bench = new SandboxBench(plain);
        Directory.Delete(bench[".git"], recursive: true);
        var mine = Mine(bench);
        await bench.Try($"git init -q .; ln -s {bench.Outside} .git/modules; rm -rf .git/hooks .git/config; ln -s {bench.Outside}/proj/hooks .git/hooks; ln -s {bench.Outside}/proj/config .git/config");
        Assert.All(mine, f => Assert.Equal("mine\n", File.ReadAllText(f)));
        Assert.All((string[])["modules", "hooks", "config"], n => Assert.Null(new FileInfo(bench[".git/" + n]).LinkTarget));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneThingThatCannotBeLookedAtKeepsNothingElseFromBeingPutBack(bool plain)
    {
        using var bench = new SandboxBench(plain);
        var said = await bench.Try("mkdir .claude && (cd .claude && seq 2100 | xargs touch); mkdir .vscode && echo x > .vscode/tasks.json && chmod 000 .vscode; mkfifo .netrc; echo evil > .git/commondir; chmod 555 .git; echo evil > .mcp.json");
        foreach (var name in (string[])[".claude", ".vscode", ".mcp.json", ".netrc", ".git/commondir"])
        {
            Assert.False(Path.Exists(bench[name]), name);
            Assert.Contains($"{bench[name]} was made and is removed again", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCannotBePutBackIsSaidAndTheOthersAre(bool plain)
    {
        using var bench = new SandboxBench(plain);
        await File.WriteAllTextAsync(bench.Quarantine, "no folder", TestContext.Current.CancellationToken);
        var said = await bench.Try("echo evil > .mcp.json; echo evil > .envrc; echo done");
        Assert.StartsWith("done\n", said, StringComparison.Ordinal);
        Assert.Contains(".mcp.json could not be looked at or put back", said, StringComparison.Ordinal);
        Assert.Contains(".envrc could not be looked at or put back", said, StringComparison.Ordinal);
    }

    /// <summary>The next command would take it for what was there before: it is said with each, in the sandbox and outside, until it is gone.</summary>
    [Fact]
    public async Task WhatCouldNotBePutBackIsSaidUntilItIsGone()
    {
        using var bench = new SandboxBench();
        await File.WriteAllTextAsync(bench.Quarantine, "no folder", TestContext.Current.CancellationToken);
        await bench.Try("echo evil > .mcp.json; echo evil > .envrc");
        foreach (var said in (string[])[await bench.Try("true"), await bench.Free("true"), await bench.Try("true")])
            foreach (var name in (string[])[".mcp.json", ".envrc"])
                Assert.Single(said.Split('\n'), line => line.Contains($"[Not allowed: an earlier command left this: {bench[name]} could not be", StringComparison.Ordinal));
        File.Delete(bench[".mcp.json"]);
        await File.WriteAllTextAsync(bench[".envrc"], "good", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Not allowed", await bench.Try("true"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GitTakesNoConfigurationFromElsewhere(bool plain)
    {
        using var bench = new SandboxBench(plain);
        foreach (var name in (string[])[".git/worktrees/w", ".git/modules/m/worktrees/w"])
        {
            Directory.CreateDirectory(bench[name]);
            await File.WriteAllTextAsync(bench[name + "/commondir"], "../..\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(bench[name + "/gitdir"], "/w/.git\n", TestContext.Current.CancellationToken);
        }

        var said = await bench.Try("cp -r .git evil; echo ../evil > .git/commondir; for w in .git/worktrees/w .git/modules/m/worktrees/w; do echo ../../evil > $w/commondir; echo x > $w/config.worktree; echo x > $w/gitdir; done; mv .git/worktrees gone && mkdir -p .git/worktrees/w && echo ../../evil > .git/worktrees/w/commondir; mkdir .git/worktrees/new; echo ../../evil > .git/worktrees/new/commondir; mkdir .git/modules/new; echo x > .git/modules/new/config");
        foreach (var name in (string[])[".git/commondir", ".git/worktrees/new/commondir", ".git/modules/new/config", ".git/worktrees/w/config.worktree", ".git/modules/m/worktrees/w/config.worktree"])
            Assert.False(Path.Exists(bench[name]), $"{name}: {said}");
        foreach (var name in (string[])[".git/worktrees/w", ".git/modules/m/worktrees/w"])
        {
            Assert.Equal("../..\n", await File.ReadAllTextAsync(bench[name + "/commondir"], TestContext.Current.CancellationToken));
            Assert.Equal("/w/.git\n", await File.ReadAllTextAsync(bench[name + "/gitdir"], TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatIsRemovedIsKept(bool plain)
    {
        using var bench = new SandboxBench(plain);
        var said = await bench.Try("echo theirs > .mcp.json; mkdir -p .claude/a; echo deep > .claude/a/b; ln -s /nowhere .claude/link");
        var place = said.Split("; it is kept as ").Skip(1).Select(s => s[..s.IndexOf(']', StringComparison.Ordinal)]).ToArray();
        Assert.Equal(2, place.Length);
        Assert.All(place, p => Assert.StartsWith(bench.Quarantine, p, StringComparison.Ordinal));
        Assert.Equal("theirs\n", await File.ReadAllTextAsync(place.Single(p => p.EndsWith(".mcp.json", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
        var folder = place.Single(p => p.EndsWith(".claude", StringComparison.Ordinal));
        Assert.Equal("deep\n", await File.ReadAllTextAsync(Path.Combine(folder, "a", "b"), TestContext.Current.CancellationToken));
        Assert.Equal("/nowhere", new FileInfo(Path.Combine(folder, "link")).LinkTarget);
    }

    // Files of a person's elsewhere, under the names that are looked for.
    private static string[] Mine(SandboxBench bench)
    {
        string[] names = ["proj/hooks/pre-commit", "proj/config", "proj/info/exclude", "proj/commondir", "git/config", "w/commondir", "hooks/x", "config"];
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(bench.Outside, name))!);
            File.WriteAllText(Path.Combine(bench.Outside, name), "mine\n");
        }

        return [.. names.Select(n => Path.Combine(bench.Outside, n))];
    }
}
