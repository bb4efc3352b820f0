using System.Runtime.Versioning;
using Pith.Tools.Sandboxes;
using Pith.Tools.Shells;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>Settings of agents and editors below the workspace's own: no command leaves anything there that runs when somebody starts one in that folder.</summary>
[Collection(Alone.Name)]
[SupportedOSPlatform("linux")]
public sealed class NestedSettingTests
{
    private const string Mine = "{\"mine\":1}\n";
    private static readonly string[] There = ["app/.claude/settings.json", "app/.vscode/tasks.json", "app/.mcp.json", "app/deep/.envrc"];

    [Theory]
    [InlineData("echo evil > sub/.claude.json", "sub/.claude.json")]
    [InlineData("mkdir sub/.claude && echo evil > sub/.claude/settings.json", "sub/.claude")]
    [InlineData("mkdir -p sub/.vscode sub/x/y/.cursor && echo evil > sub/.vscode/tasks.json && echo evil > sub/x/y/.cursor/mcp.json", "sub/.vscode,sub/x/y/.cursor")]
    [InlineData("mkdir -p sub/a/b && echo evil > sub/a/b/.mcp.json", "sub/a/b/.mcp.json")]
    [InlineData("mkdir -p new/husky && echo evil > new/husky/pre-commit && mv new/husky new/.husky", "new/.husky")]
    [InlineData("mkdir -p t/x/.claude && echo evil > t/x/.claude/settings.json && mv t sub/t", "sub/t/x/.claude")]
    [InlineData("mkdir d && echo evil > d/settings.json && ln -s ../d sub/.claude", "sub/.claude")]
    [InlineData("mkdir real && mkdir real/.claude && echo evil > real/.claude/settings.json && ln -s real door", "real/.claude")]
    [InlineData("echo evil > e && ln e sub/.mcp.json", "sub/.mcp.json")]
    [InlineData("mkdir -p sub/.config/git && echo evil > sub/.config/git/config", "sub/.config/git")]
    [InlineData("mkdir -p git sub/.config && echo evil > git/config && cp -r git sub/.config/git", "sub/.config/git")]
    [InlineData("mv app/.claude sub/.claude", "sub/.claude")]
    [InlineData("cp -r app/.claude sub/.claude && echo evil > sub/.claude/settings.local.json", "sub/.claude")]
    [InlineData("for i in $(seq 90); do mkdir -p many/$i/.claude; echo evil > many/$i/.claude/settings.json; done", "many/1/.claude,many/64/.claude,many/65/.claude,many/90/.claude")]
    [InlineData("git init -q clone && mkdir clone/.vscode && echo evil > clone/.vscode/tasks.json", "clone/.vscode")]
    [InlineData("mkdir -p sub/objects sub/refs/.claude && echo x > sub/HEAD && echo evil > sub/refs/.claude/settings.json", "sub/refs/.claude")]
    [InlineData("mkdir -p sub/refs sub/objects/.vscode && echo x > sub/HEAD && echo evil > sub/objects/.vscode/tasks.json", "sub/objects/.vscode")]
    public async Task ANewOneGoes(string way, string places)
    {
        foreach (var plain in (bool[])[false, true])
        {
            using var bench = WithSettings(plain);
            var said = await bench.Try(way);
            foreach (var place in places.Split(','))
            {
                Assert.False(Path.Exists(bench[place]) || new FileInfo(bench[place]).LinkTarget is not null, said);
                Assert.Contains($"[Not allowed: {bench[place]} was made and is removed again; it is kept as {bench.Quarantine}", said, StringComparison.Ordinal);
            }

            Assert.Contains("has to run outside]", said, StringComparison.Ordinal);
            AllMine(bench, said);
        }
    }

    [Theory]
    [InlineData("for f in app/.claude/settings.json app/.vscode/tasks.json app/.mcp.json app/deep/.envrc; do echo evil > $f; done", 4)]
    [InlineData("echo evil > app/.claude/settings.local.json", 1)]
    [InlineData("mkdir app/.claude/hooks; echo evil > app/.claude/hooks/x.sh", 1)]
    [InlineData("rm -rf app/.claude app/.mcp.json", 2)]
    [InlineData("mv app x; echo evil > x/.claude/settings.json; echo evil > x/.mcp.json; mv x app", 2)]
    [InlineData("mv app x; cp -r x app; echo evil > app/.claude/settings.json; rm app/.mcp.json", 2)]
    [InlineData("ln app/.mcp.json h; echo evil > h", 1)]
    [InlineData("mv app/.claude c; mkdir e; echo evil > e/settings.json; ln -s ../e app/.claude", 1)]
    [InlineData("chmod 777 app/.mcp.json", 1)]
    [InlineData("touch -r app/.mcp.json s; echo '{\"evil\":1}' > app/.mcp.json; touch -r s app/.mcp.json", 1)]
    public async Task OneThatIsThereStaysAsItIs(string way, int sentences)
    {
        foreach (var plain in (bool[])[false, true])
        {
            using var bench = WithSettings(plain);
            var said = await bench.Try(way);
            AllMine(bench, said);
            Assert.Equal(sentences, said.Split("[Not allowed: ").Length - 1);
            Assert.Equal(sentences, said.Split("is put back").Length - 1);
        }
    }

    [Fact]
    public async Task AnEmptyOneIsNoPipe()
    {
        using var bench = WithSettings(false);
        Directory.CreateDirectory(bench["empty"]);
        File.WriteAllText(bench["empty/.mcp.json"], "");
        Assert.Contains($"{bench["empty/.mcp.json"]} was changed and is put back", await bench.Try("rm empty/.mcp.json; mkfifo empty/.mcp.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALinkInPlaceOfItsFolderGoes()
    {
        using var bench = WithSettings();
        var said = await bench.Try($"mv app moved; mkdir e; ln -s e app");
        Assert.Contains($"{bench["app"]} was made a link and is removed again", said, StringComparison.Ordinal);
        Assert.Null(new FileInfo(bench["app"]).LinkTarget);
        Assert.Equal(Mine, await File.ReadAllTextAsync(bench["moved/.mcp.json"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("rm -rf app && echo done")]
    [InlineData("mv app moved && echo done")]
    [InlineData("mv app moved; mv moved app && echo done")]
    [InlineData("mkdir -p node_modules/x/.vscode && touch node_modules/x/.vscode/settings.json && echo done")]
    [InlineData("cp -r app/. sub && rm -r sub/.claude sub/.vscode sub/.mcp.json sub/deep && echo done")]
    [InlineData("mkdir -p wt/b && cp -r app .vscode wt/b/ && echo done")] // as git makes a work tree
    [InlineData("cp -r .vscode sub/ && rm sub/.vscode/launch.json && echo done")]
    [InlineData("echo x > sub/settings.json && mkdir sub/claude && echo done")]
    public async Task WorkIsNotHindered(string way)
    {
        foreach (var plain in (bool[])[false, true])
        {
            using var bench = WithSettings(plain);
            Assert.Equal("done\n", await bench.Run(way));
            Assert.Equal("done\n", await bench.Run("echo done"));
        }
    }

    [Theory]
    [InlineData("{\"command\":\"../tools/x\"}")] // leads elsewhere from there
    [InlineData(null)]
    public async Task ACopyThatLeadsElsewhereGoes(string? text)
    {
        using var bench = WithSettings();
        if (text is not null)
            await File.WriteAllTextAsync(bench[".vscode/launch.json"], text, TestContext.Current.CancellationToken);
        else
            File.CreateSymbolicLink(bench[".vscode/more.json"], "../../more.json");
        Assert.Contains("sub/.vscode was made and is removed again", await bench.Try("cp -r .vscode sub/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheAgentItselfMayChangeIsNotPutBackAndExcusesNothingBesideIt()
    {
        using var bench = WithSettings();
        var watched = bench.Sandbox.Watch();
        foreach (var (allowed, evil) in (ReadOnlySpan<(string, string)>)[("app/.claude/settings.json", "app/.claude/evil.json"), ("sub/.claude/settings.json", "sub/.claude/evil.json")])
            foreach (var name in (ReadOnlySpan<string>)[evil, allowed])
            {
                Directory.CreateDirectory(Path.GetDirectoryName(bench[name])!);
                File.WriteAllText(bench[name], "allowed\n");
                if (name == allowed)
                    bench.Sandbox.Forget(bench[name]);
            }

        Assert.Equal(2, watched.PutBack().Count);
        foreach (var folder in (string[])["app/.claude", "sub/.claude"])
        {
            Assert.Equal("allowed\n", await File.ReadAllTextAsync(bench[folder + "/settings.json"], TestContext.Current.CancellationToken));
            Assert.False(File.Exists(bench[folder + "/evil.json"]));
        }

        Assert.Empty(bench.Sandbox.Watch().PutBack());
    }

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
            using var bench = WithSettings(plain);
            Directory.CreateDirectory(bench["vendor/.git/hooks"]);
            Directory.CreateDirectory(bench["vendor/.git/objects"]);
            var was = File.Exists(bench[name]) ? Mine : null;
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
        using var bench = WithSettings();
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
    public void ACommandThatDidNotBeginHoldsNothing()
    {
        using var bench = WithSettings();
        Assert.Throws<IOException>(() => new Command(new ChildStart("/nowhere/at/all", ["x"], "/nowhere/at/all", []), "X=1", TimeSpan.FromSeconds(1), null!, bench.Sandbox.Watch()));
        File.WriteAllText(bench["app/.mcp.json"], "the person's\n");
        Assert.Empty(bench.Sandbox.Watch().PutBack());
    }

    [Fact]
    public async Task WhatIsTooMuchIsSaid()
    {
        using var bench = WithSettings();
        Directory.CreateDirectory(bench["sub/.yarn/cache"]);
        for (var i = 0; i < NestedRepositories.MostOfOne; i++)
            await File.WriteAllTextAsync(bench[$"sub/.yarn/cache/{i}"], "x", TestContext.Current.CancellationToken);
        var said = await bench.Try("echo evil > app/.mcp.json; mkdir d; echo evil > d/.mcp.json; echo evil > sub/.yarn/evil");
        Assert.Contains("sub/.yarn was not guarded: more than 500 files in one", said, StringComparison.Ordinal);
        Assert.Equal(4, said.Split("[Not allowed: ").Length);
        AllMine(bench, said);
        Directory.Delete(bench["sub/.yarn"], recursive: true);
        Directory.CreateDirectory(bench["sub/.yarn"]);
        await File.WriteAllBytesAsync(bench["sub/.yarn/large"], new byte[17 << 20], TestContext.Current.CancellationToken);
        Assert.Equal("[no output]", await bench.Run("true"));
        Assert.Contains("sub/.yarn was changed, and holds more than can be put back", await bench.Try("echo evil >> sub/.yarn/large"), StringComparison.Ordinal);
        Assert.Contains("sub/.yarn was removed, and held more than can be put back", await bench.Try("rm -r sub/.yarn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatCannotBeListedIsSaid()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "needs a user who may not read everything");
        using var bench = WithSettings();
        var said = await bench.Try("mkdir -p s/.claude && echo evil > s/.claude/settings.json && chmod 311 s");
        Assert.Contains($"[Not allowed: {bench["s"]} cannot be listed, and no repository or setting was looked for in it", said, StringComparison.Ordinal);
        Assert.Equal("[no output]", await bench.Run("true"));
    }

    [Fact]
    public void WhatDidNotChangeIsNotReadAgain()
    {
        using var bench = WithSettings();
        Thread.Sleep(100); // the stamps are old by now
        var search = new NestedRepositories(Path.GetDirectoryName(bench[".git"])!, TimeProvider.System);
        var contents = new List<GuardedEntry?>();
        for (var i = 0; i < 3; i++)
        {
            if (i == 2)
                File.WriteAllText(bench["app/.mcp.json"], "changed");
            var found = new List<NestedSetting>();
            search.Find(found);
            _ = new NestedSettings(search, found);
            Assert.Equal(There.Select(t => bench[t.Contains("/.claude/", StringComparison.Ordinal) || t.Contains("/.vscode/", StringComparison.Ordinal) ? Path.GetDirectoryName(t)! : t]).Order(StringComparer.Ordinal), found.Select(f => f.Path).Order(StringComparer.Ordinal));
            contents.Add(found.Single(f => f.Path == bench["app/.mcp.json"]).Content);
        }

        Assert.Same(contents[0], contents[1]);
        Assert.Equal("changed"u8.ToArray(), contents[2]!.Content![0].Bytes);
    }

    private static void AllMine(SandboxBench bench, string said) =>
        Assert.All(There, name => Assert.True(File.Exists(bench[name]) && File.ReadAllText(bench[name]) == Mine && new FileInfo(Path.GetDirectoryName(bench[name])!).LinkTarget is null, $"{name}: {said}"));

    private static SandboxBench WithSettings(bool plain = false)
    {
        var bench = new SandboxBench(plain);
        foreach (var name in There.Append(".vscode/tasks.json").Append(".vscode/launch.json"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(bench[name])!);
            File.WriteAllText(bench[name], Mine);
        }

        return bench;
    }
}
