using Pith.Tools.Sandboxes;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>Repositories below the workspace's own, bare ones, and what a configuration makes git obey besides: no command leaves anything in them that runs later.</summary>
[Collection(Alone.Name)]
public sealed class NestedRepositoryTests
{
    private const string Mine = "[core]\n\tbare = false\n\tsshCommand = mine\n";

    [Theory]
    [InlineData(false, "echo evil > vendor/lib/.git/hooks/pre-commit")]
    [InlineData(false, "printf '[core]\\n\\tfsmonitor = evil\\n' >> vendor/lib/.git/config")]
    [InlineData(false, "rm -rf vendor/lib/.git/hooks; ln -s ../../../../sub vendor/lib/.git/hooks; echo evil > sub/pre-commit")]
    [InlineData(false, "mv vendor old; cp -r old vendor; echo evil > vendor/lib/.git/hooks/pre-commit; echo evil >> vendor/lib/.git/config")]
    [InlineData(false, "mv vendor/lib x; echo evil > x/.git/hooks/pre-commit; mv x vendor/lib")]
    [InlineData(false, "echo ../../evil > vendor/lib/.git/commondir")]
    [InlineData(true, "echo evil > vendor/lib/.git/hooks/pre-commit")]
    [InlineData(true, "printf '[core]\\n\\tfsmonitor = evil\\n' >> vendor/lib/.git/config")]
    public async Task HooksAndConfigurationOfANestedRepositoryArePutBack(bool plain, string way)
    {
        using var bench = WithNested(plain);
        var said = await bench.Try(way);
        Assert.Contains("[Not allowed: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", await File.ReadAllTextAsync(bench["vendor/lib/.git/config"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(File.Exists(bench["vendor/lib/.git/hooks/pre-commit"]), said);
        Assert.False(File.Exists(bench["vendor/lib/.git/commondir"]), said);
    }

    [Theory]
    [InlineData("rm -rf vendor/lib && echo gone")]
    [InlineData("mv vendor/lib moved && echo gone")]
    [InlineData("echo blob > vendor/lib/.git/objects/b && echo gone")]
    public async Task WorkInOneIsNotHindered(string way)
    {
        using var bench = WithNested();
        Assert.Equal("gone\n", await bench.Run(way));
        if (Directory.Exists(bench["moved"]))
            Assert.Equal(Mine, await File.ReadAllTextAsync(bench["moved/.git/config"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneThatACommandMakesRunsNothing(bool plain)
    {
        using var bench = new SandboxBench(plain);
        var said = await bench.Try("git init -q a/b && printf '[core]\\n\\tfsmonitor = evil\\n' >> a/b/.git/config && echo evil > a/b/.git/hooks/post-checkout");
        Assert.Contains("a/b/.git/config was made and is plain again", said, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", await File.ReadAllTextAsync(bench["a/b/.git/config"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(File.Exists(bench["a/b/.git/hooks/post-checkout"]));
    }

    [Theory]
    [InlineData("sub/bare", "sub/bare")]
    [InlineData("", "")] // the folder of work itself becomes one
    public async Task ABareOneRunsNothing(string place, string at)
    {
        using var bench = new SandboxBench();
        if (place.Length == 0)
            Directory.Delete(bench[".git"], recursive: true);
        var said = await bench.Try($"cd ./{place} 2>/dev/null || mkdir -p {place} && cd ./{place} && mkdir -p objects refs/heads hooks && echo 'ref: refs/heads/main' > HEAD && printf '[core]\\n\\tbare = true\\n\\tfsmonitor = evil\\n' > config && echo evil > hooks/post-update");
        Assert.Contains("config was made and is plain again", said, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", await File.ReadAllTextAsync(Path.Combine(bench[at.Length == 0 ? "." : at], "config"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench[at.Length == 0 ? "." : at], "hooks/post-update")));
    }

    [Theory]
    [InlineData("printf 'gitdir: ../evil\\n' > sub/.git", false)]
    [InlineData("ln -s ../evil sub/.git", false)]
    [InlineData("mkdir -p .git/worktrees/w && printf 'gitdir: ../.git/worktrees/w\\n' > sub/.git", true)]
    public async Task AFileThatStandsForOneLeadsToAGuardedOneOnly(string way, bool stays)
    {
        using var bench = new SandboxBench();
        await bench.Try(way);
        Assert.Equal(stays, Path.Exists(bench["sub/.git"]) || new FileInfo(bench["sub/.git"]).LinkTarget is not null);
    }

    [Fact]
    public async Task ACloneKeepsItsRemote()
    {
        using var bench = new SandboxBench();
        Assert.Equal("[no output]", await bench.Run("git init -q sub/x && cd sub/x && git remote add origin https://example.com/x.git && git config branch.main.remote origin && git config branch.main.merge refs/heads/main && git config user.name me"));
        Assert.Contains("https://example.com/x.git", await File.ReadAllTextAsync(bench["sub/x/.git/config"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "[include]\n\tpath = ../team.gitconfig\n", "team.gitconfig")]
    [InlineData(false, "[includeIf \"gitdir:/a]b/\"]\n\tpath = ../conf/team.gitconfig\n", "conf/team.gitconfig")]
    [InlineData(false, "[core] hooksPath = \"tools/hooks\"\n", "tools/hooks/pre-commit")]
    [InlineData(true, "[core]\n\thooksPath = tools/hooks ; ours\n", "tools/hooks/pre-commit")]
    [InlineData(false, "[core]\n\tfsmonitor = ./tools/fsm\n", "tools/fsm")]
    [InlineData(true, "[filter \"x\"]\n\tclean = sh tools/clean.sh %f\n", "tools/clean.sh")]
    [InlineData(false, "[alias]\n\tx = \"!f() { cd tools && ./x; }; f\"\n", "tools/x")]
    public async Task WhatAConfigurationIncludesStaysAsItIs(bool plain, string configuration, string obeyed)
    {
        using var bench = new SandboxBench(plain);
        await File.AppendAllTextAsync(bench[".git/config"], configuration, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(bench[obeyed])!);
        await File.WriteAllTextAsync(bench[obeyed], "mine\n", TestContext.Current.CancellationToken);
        var above = obeyed.Split('/')[0];
        foreach (var way in (string[])[$"echo evil >> {obeyed}", $"mv {above} x; cp -r x {above}; echo evil >> {obeyed}", $"rm -rf {above}"])
        {
            await bench.Try(way);
            Assert.Equal("mine\n", await File.ReadAllTextAsync(bench[obeyed], TestContext.Current.CancellationToken));
        }

        Assert.NotEmpty(GitConfiguration.Obeyed(Path.GetDirectoryName(bench[".git"])!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AProgramThatAConfigurationStartsDoesNotComeFromACommand(bool plain)
    {
        using var bench = new SandboxBench(plain);
        await File.AppendAllTextAsync(bench[".git/config"], "[core]\n\tfsmonitor = ./tools/fsm\n", TestContext.Current.CancellationToken);
        var said = await bench.Try("mkdir tools && echo evil > tools/fsm && echo work > tools/other");
        Assert.Contains("tools/fsm was made and is removed again", said, StringComparison.Ordinal);
        Assert.False(File.Exists(bench["tools/fsm"]));
        Assert.True(File.Exists(bench["tools/other"]));
    }

    /// <summary>A link of the person's on the way to what git obeys stays, and leads where it led; what it leads to is obeyed, and nothing beside that.</summary>
    [Theory]
    [InlineData(false, "hooksPath = link/hooks")]
    [InlineData(true, "hooksPath = link/hooks")]
    [InlineData(false, "fsmonitor = ./link/hooks/pre-commit")]
    [InlineData(true, "hooksPath = link/../to/hooks")]
    [InlineData(false, "hooksPath = link/../to/hooks")]
    public async Task ALinkOnTheWayToWhatGitObeysStays(bool plain, string setting)
    {
        using var bench = new SandboxBench(plain);
        Directory.CreateDirectory(bench["real/to/hooks"]);
        await File.WriteAllTextAsync(bench["real/to/hooks/pre-commit"], "mine\n", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(bench["link"], "real/to");
        await File.AppendAllTextAsync(bench[".git/config"], $"[core]\n\t{setting}\n", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("[Not allowed", await bench.Run("echo work > real/to/work; cat link/work"), StringComparison.Ordinal);
        Assert.Equal("real/to", new FileInfo(bench["link"]).LinkTarget);
        foreach (var way in (string[])["echo evil > link/hooks/pre-commit", "echo evil > real/to/hooks/pre-commit", "mkdir -p evil/hooks evil/to/hooks && echo evil > evil/hooks/pre-commit && echo evil > evil/to/hooks/pre-commit; ln -sfn evil link", "rm link; mv evil/to link", "mv real other; cp -r other real; echo evil > real/to/hooks/pre-commit"])
        {
            var said = await bench.Try(way);
            Assert.Equal("real/to", new FileInfo(bench["link"]).LinkTarget);
            Assert.True(await File.ReadAllTextAsync(bench["real/to/hooks/pre-commit"], TestContext.Current.CancellationToken) == "mine\n", said);
        }
    }

    /// <summary>A file that stands for a repository is taken where it leads by git's reading, and not by a kinder one.</summary>
    [Theory]
    [InlineData("gitdir: ../l/../.git/modules/m")]
    [InlineData("gitdir:  ../.git/modules/m")]
    public async Task AFileThatOnlySeemsToLeadHomeIsRemoved(string text)
    {
        using var bench = new SandboxBench();
        Directory.CreateDirectory(bench[".git/modules/m"]);
        await File.WriteAllTextAsync(bench[".git/modules/m/HEAD"], "ref: refs/heads/main\n", TestContext.Current.CancellationToken);
        await bench.Try($"mkdir -p x/y new 'new/ ..'; ln -s x/y l; echo '{text}' > new/.git");
        Assert.False(Path.Exists(bench["new/.git"]));
        await bench.Try("mkdir good; echo 'gitdir: ../.git/modules/m' > good/.git");
        Assert.True(Path.Exists(bench["good/.git"]));
    }

    /// <summary>A build that makes what the person's settings start is undone, and told why and what to do.</summary>
    [Fact]
    public async Task ABuildOfWhatGitStartsIsToldWhy()
    {
        using var bench = new SandboxBench();
        await File.AppendAllTextAsync(bench[".git/config"], "[alias]\n\tx = !bin/tool\n", TestContext.Current.CancellationToken);
        var said = await bench.Try("mkdir -p bin && echo built > bin/tool");
        Assert.Contains("bin/tool was made and is removed again; it is kept as ", said, StringComparison.Ordinal);
        Assert.Contains("so no command in the sandbox changes it: one that builds it has to run outside", said, StringComparison.Ordinal);
        await bench.Free("mkdir -p bin && echo built > bin/tool");
        Assert.DoesNotContain("[Not allowed", await bench.Try("echo other > bin/other"), StringComparison.Ordinal);
        said = await bench.Try("echo again > bin/tool");
        Assert.Contains("programs that git's settings or hooks start", said, StringComparison.Ordinal);
        Assert.Equal("built\n", await File.ReadAllTextAsync(bench["bin/tool"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AScriptOfAHookStaysAsItIs(bool plain)
    {
        string root = "";
        using var bench = new SandboxBench(plain, p => p with { Started = [Path.Combine(root = p.Guarded[0], "scripts/check.sh"), Path.Combine(root, "scripts/none.sh")] });
        Directory.CreateDirectory(bench["scripts"]);
        await File.WriteAllTextAsync(bench["scripts/check.sh"], "mine\n", TestContext.Current.CancellationToken);
        foreach (var way in (string[])["echo evil > scripts/check.sh", "mv scripts x; cp -r x scripts; echo evil > scripts/check.sh", "rm -rf scripts", "echo evil > new; mv new scripts/check.sh", "ln -sf /bin/true scripts/check.sh", "echo evil > scripts/none.sh"])
        {
            var said = await bench.Try(way);
            Assert.True(await File.ReadAllTextAsync(bench["scripts/check.sh"], TestContext.Current.CancellationToken) == "mine\n", said);
            Assert.Null(new FileInfo(bench["scripts/check.sh"]).LinkTarget);
            Assert.False(File.Exists(bench["scripts/none.sh"]), said);
        }

        Assert.Equal("[no output]", await bench.Run("echo work > scripts/other.sh"));
    }

    /// <summary>What is too large to be kept is held, and hinders no command.</summary>
    [Fact]
    public async Task ALargeProgramIsHeldWhereItIs()
    {
        using var bench = new SandboxBench();
        await File.AppendAllTextAsync(bench[".git/config"], "[core]\n\tfsmonitor = ./sub/large\n", TestContext.Current.CancellationToken);
        await using (var large = File.Create(bench["sub/large"]))
            large.SetLength(17 << 20);
        Assert.Equal("done\n", await bench.Run("(echo evil >> sub/large) 2>/dev/null; echo done"));
        Assert.Equal(17 << 20, new FileInfo(bench["sub/large"]).Length);
        Assert.Contains("sub/large could not be looked at or put back", await bench.Try("mv sub x; mkdir sub"), StringComparison.Ordinal);
    }

    /// <summary>What it links to runs.</summary>
    [Fact]
    public async Task AProgramBehindALinkStaysAsItIs()
    {
        using var bench = new SandboxBench();
        await File.AppendAllTextAsync(bench[".git/config"], "[core]\n\tfsmonitor = ./fsm\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bench["sub/real"], "mine\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(bench["fsm"], "sub/real");
        await bench.Try("echo evil > sub/real; rm -f fsm; echo evil > fsm");
        Assert.Equal("mine\n", await File.ReadAllTextAsync(bench["fsm"], TestContext.Current.CancellationToken));
    }

    /// <summary>A module has the name of its path.</summary>
    [Theory]
    [InlineData(false, "echo evil >> .git/modules/vendor/lib/config; echo evil > .git/modules/vendor/lib/hooks/pre-commit")]
    [InlineData(false, "mv .git/modules/vendor x && cp -r x .git/modules/vendor; echo evil >> .git/modules/vendor/lib/config; echo evil > .git/modules/vendor/lib/hooks/pre-commit")]
    [InlineData(true, "echo evil >> .git/modules/vendor/lib/config; echo evil > .git/modules/vendor/lib/hooks/pre-commit")]
    public async Task AModuleWithASlashInItsNameStaysAsItIs(bool plain, string way)
    {
        using var bench = new SandboxBench(plain);
        Directory.CreateDirectory(bench[".git/modules/vendor/lib/hooks"]);
        await File.WriteAllTextAsync(bench[".git/modules/vendor/lib/HEAD"], "ref: refs/heads/main\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bench[".git/modules/vendor/lib/config"], Mine, TestContext.Current.CancellationToken);
        await bench.Try(way);
        Assert.Equal(Mine, await File.ReadAllTextAsync(bench[".git/modules/vendor/lib/config"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(bench[".git/modules/vendor/lib/hooks/pre-commit"]));
    }

    [Fact]
    public async Task WhatTheAgentItselfMayChangeIsNotPutBackByACommandBeside()
    {
        using var bench = WithNested();
        string[] mine = [".mcp.json", ".bashrc", "vendor/lib/.git/hooks/pre-commit"];
        var watched = bench.Sandbox.Watch();
        foreach (var name in mine)
        {
            await File.WriteAllTextAsync(bench[name], "allowed\n", TestContext.Current.CancellationToken);
            bench.Sandbox.Forget(bench[name]);
        }

        await File.WriteAllTextAsync(bench[".envrc"], "evil\n", TestContext.Current.CancellationToken);
        Assert.Single(watched.PutBack());
        Assert.All(mine, n => Assert.Equal("allowed\n", File.ReadAllText(bench[n])));
        Assert.False(File.Exists(bench[".envrc"]));
    }

    [Theory]
    [InlineData(false, ".claude/settings.json", ".claude/hooks/evil.sh")]
    [InlineData(true, ".claude/settings.json", ".claude/hooks/evil.sh")]
    [InlineData(false, ".claude/agents/mine.md", ".claude/agents/evil.md")]
    [InlineData(true, ".vscode/tasks.json", ".vscode/settings.json")]
    [InlineData(true, ".git/hooks/post-merge", ".git/hooks/pre-push")]
    [InlineData(false, "vendor/lib/.git/hooks/post-merge", "vendor/lib/.git/hooks/pre-push")]
    [InlineData(false, "vendor/lib/.git/hooks/post-merge", "vendor/lib/.git/config")]
    public async Task AnEditThatIsAllowedExcusesNothingBesideIt(bool plain, string allowed, string evil)
    {
        using var bench = WithNested(plain);
        // A mount holds what is there at the beginning.
        foreach (var isEarlier in plain || allowed.StartsWith("vendor", StringComparison.Ordinal) ? (bool[])[true, false] : [true])
        {
            var watched = bench.Sandbox.Watch();
            var was = File.Exists(bench[evil]) ? await File.ReadAllTextAsync(bench[evil], TestContext.Current.CancellationToken) : null;
            await Write(isEarlier ? evil : allowed, isEarlier ? "evil\n" : "allowed again\n");
            await Write(allowed, isEarlier ? "allowed\n" : "allowed again\n");
            bench.Sandbox.Forget(bench[allowed]);
            await Write(evil, "evil\n");
            Assert.Single(watched.PutBack());
            Assert.Equal(isEarlier ? "allowed\n" : "allowed again\n", await File.ReadAllTextAsync(bench[allowed], TestContext.Current.CancellationToken));
            Assert.Equal(was, File.Exists(bench[evil]) ? await File.ReadAllTextAsync(bench[evil], TestContext.Current.CancellationToken) : null);
            Assert.Empty(watched.PutBack());
        }

        Task Write(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(bench[name])!);
            return File.WriteAllTextAsync(bench[name], text, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task AnEditInARepositoryThatACommandMadeExcusesNothingBesideIt()
    {
        using var bench = new SandboxBench();
        Directory.Delete(bench[".git"], recursive: true);
        var watched = bench.Sandbox.Watch();
        Directory.CreateDirectory(bench[".git/hooks"]);
        foreach (var name in (string[])["HEAD", "config", "hooks/pre-push", "hooks/post-merge"])
            await File.WriteAllTextAsync(bench[$".git/{name}"], "evil\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bench[".git/config"], "[alias]\n\tx = y\n", TestContext.Current.CancellationToken);
        bench.Sandbox.Forget(bench[".git/config"]);
        Assert.Equal(2, watched.PutBack().Count);
        Assert.Equal("[alias]\n\tx = y\n", await File.ReadAllTextAsync(bench[".git/config"], TestContext.Current.CancellationToken));
        Assert.True(File.Exists(bench[".git/HEAD"]));
        Assert.Empty(Directory.EnumerateFiles(bench[".git/hooks"]));
    }

    [Fact]
    public void ARepositoryIsFoundWhereItsObjectsAreThoseOfAnotherAndInFoldersThatAreCalledAsItsParts()
    {
        using var bench = new SandboxBench();
        Directory.CreateDirectory(bench["sub/linked"]);
        File.WriteAllText(bench["sub/linked/HEAD"], "ref: refs/heads/main\n");
        File.WriteAllText(bench["sub/linked/commondir"], "..\n");
        string[] inside = ["objects/x/.git", "refs/.git", "HEAD/.git"];
        foreach (var name in inside)
            Directory.CreateDirectory(bench[name]);
        var found = new NestedRepositories(Path.GetDirectoryName(bench[".git"])!, TimeProvider.System).Find([]);
        Assert.Equal(inside.Append("sub/linked").Select(n => bench[n]).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ARepositoryThatBeginsAboveTheFolderOfWorkIsObeyedInIt()
    {
        using var bench = new SandboxBench();
        Directory.CreateDirectory(bench["sub/hooks"]);
        File.AppendAllText(bench[".git/config"], "[core]\n\thooksPath = sub/hooks\n");
        Assert.Equal([bench["sub/hooks"]], GitConfiguration.Obeyed(bench["sub"]));
    }

    [Fact]
    public void AFolderThatDidNotChangeIsNotListedAgain()
    {
        using var bench = WithNested();
        var search = new NestedRepositories(Path.GetDirectoryName(bench[".git"])!, TimeProvider.System);
        Assert.Equal([bench["vendor/lib/.git"]], search.Find([]));
        Assert.Equal([bench["vendor/lib/.git"]], search.Find([]));
        // A stamp that was set back deceives nobody: the time of the change itself cannot be set.
        Directory.CreateDirectory(bench["sub/y/.git"]);
        Directory.SetLastWriteTimeUtc(bench["sub"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(2, search.Find([]).Count);
        Assert.True(search.SawAll);
    }

    [Theory]
    [InlineData("[core]\n\tbare = false\n[remote \"origin\"]\n\turl = https://example.com/x\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch \"main\"]\n\tremote = origin\n\tmerge = refs/heads/main\n", true)]
    [InlineData("[core]\n\tfsmonitor = x\n", false)]
    [InlineData("[core] fsmonitor = x\n", false)]
    [InlineData("[CORE]\n\tbare = false\n", false)]
    [InlineData("[core]\n\tbare = false \\\n\tfsmonitor = x\n", false)]
    [InlineData("[remote \"o\"]\n\turl = ext::sh -c x\n", false)]
    [InlineData("[remote \"o\"]\n\turl = ssh://-oProxyCommand=x/y\n", false)]
    [InlineData("[remote \"o\"]\n\tuploadpack = ./x\n", false)]
    [InlineData("[branch \"m\"]\n\tremote = ext::sh\n", false)]
    [InlineData("[filter \"x\"]\n\tclean = ./x\n", false)]
    [InlineData("[diff \"x\"]\n\ttextconv = ./x\n", false)]
    [InlineData("[alias]\n\tx = !./x\n", false)]
    [InlineData("[include]\n\tpath = x\n", false)]
    [InlineData("bare = false\n", false)]
    public void OnlyAConfigurationThatRunsNothingIsPlain(string text, bool plain) => Assert.Equal(plain, PlainConfiguration.Is(text));

    private static SandboxBench WithNested(bool plain = false)
    {
        var bench = new SandboxBench(plain);
        foreach (var name in (string[])["vendor/lib/.git/hooks", "vendor/lib/.git/objects", "vendor/lib/.git/refs"])
            Directory.CreateDirectory(bench[name]);
        File.WriteAllText(bench["vendor/lib/.git/config"], Mine);
        File.WriteAllText(bench["vendor/lib/.git/HEAD"], "ref: refs/heads/main\n");
        return bench;
    }
}
