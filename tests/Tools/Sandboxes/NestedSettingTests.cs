using System.Runtime.Versioning;
using Pith.Tools.Sandboxes;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>Settings of agents and editors below the workspace's own: no command leaves anything there that runs when somebody starts one in that folder.</summary>
[Collection(Alone.Name)]
[SupportedOSPlatform("linux")]
public sealed class NestedSettingTests
{
    internal const string Mine = "{\"mine\":1}\n";
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
    [InlineData("cp -r app app3 && mkdir -p copies && cp -r app copies/app3 && echo done")] // where nobody worked yet
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

    [Fact]
    public async Task WhatIsTooMuchIsSaid()
    {
        using var bench = WithSettings();
        Directory.CreateDirectory(bench["sub/.yarn/cache"]);
        for (var i = 0; i < NestedRepositories.MostOfOne; i++)
            await File.WriteAllTextAsync(bench[$"sub/.yarn/cache/{i}"], "x", TestContext.Current.CancellationToken);
        var said = await bench.Try("echo evil > app/.mcp.json; mkdir d; echo evil > d/.mcp.json; echo evil > sub/.yarn/evil");
        Assert.Contains($"[Not guarded: {bench["sub/.yarn"]}, and what else of settings in subfolders holds more than 500 files and folders", said, StringComparison.Ordinal);
        Assert.Equal(3, said.Split("[Not allowed: ").Length);
        AllMine(bench, said);
        Assert.Equal("[no output]", await bench.Run("true")); // once is enough
        Directory.Delete(bench["sub/.yarn"], recursive: true);
        Directory.CreateDirectory(bench["sub/.yarn"]);
        await File.WriteAllBytesAsync(bench["sub/.yarn/large"], new byte[17 << 20], TestContext.Current.CancellationToken);
        Assert.Equal("[no output]", await bench.Run("true"));
        Assert.Contains("sub/.yarn was changed, and holds more than can be put back", await bench.Try("echo evil >> sub/.yarn/large"), StringComparison.Ordinal);
        Assert.Contains("sub/.yarn was removed, and held more than can be put back", await bench.Try("rm -r sub/.yarn"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo evil > app/.mcp.json; chmod 000 app", 1, "app/.mcp.json was changed")]
    [InlineData("echo evil > app/.mcp.json; chmod 644 app", 1, "app/.mcp.json was changed")]
    [InlineData("rm app/.mcp.json; echo evil > app/deep/.envrc; chmod 311 app/deep app", 2, "app/.mcp.json was changed,app/deep/.envrc was changed")]
    [InlineData("mkdir -p s/.claude && echo evil > s/.claude/settings.json && chmod 311 s", 1, "s/.claude was made")]
    [InlineData("mkdir -p s/t/u && echo evil > s/t/u/.mcp.json && chmod 000 s/t/u && chmod 644 s/t && chmod 000 s", 3, "s/t/u/.mcp.json was made")]
    [InlineData("chmod 000 app; mkdir x; echo evil > x/.mcp.json; chmod 000 x; mv x app2", 2, "app2/.mcp.json was made")]
    public async Task AFolderThatACommandShutIsOpened(string way, int opened, string changed)
    {
        foreach (var plain in (bool[])[false, true])
        {
            using var bench = WithSettings(plain);
            var said = await bench.Try(way);
            Assert.Equal(opened, said.Split("was shut and is opened again, to be looked at]").Length - 1);
            foreach (var one in changed.Split(','))
                Assert.Contains($"[Not allowed: {bench[one]}", said, StringComparison.Ordinal);
            AllMine(bench, said);
            Assert.Equal("[no output]", await bench.Run("true"));
        }
    }

    [Fact]
    public async Task AFolderThatWasShutStaysShut()
    {
        using var bench = WithSettings();
        File.SetUnixFileMode(bench["sub"], UnixFileMode.None);
        Assert.Equal("[no output]", await bench.Run("true"));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(bench["sub"]));
        File.SetUnixFileMode(bench["sub"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("touch $'app/.vscode/\\xff.json'", "app/.vscode", "was changed and is put back; it is kept as {0}.")]
    [InlineData("cd app/.vscode; for i in $(seq 70); do mkdir d; cd d; done", "app/.vscode", "was changed and is put back; it is kept as {0}.")]
    [InlineData("truncate -s 100M app/.vscode/large", "app/.vscode", "was changed and is put back; it is kept as {0}.")]
    [InlineData("truncate -s 100M sub/.mcp.json", "sub/.mcp.json", "was made and is removed again; it is kept as {0}.")]
    public async Task WhatIsNotCopiedIsMovedAside(string way, string place, string sentence)
    {
        foreach (var plain in (bool[])[false, true])
        {
            using var bench = WithSettings(plain);
            var said = await bench.Try(way);
            Assert.Contains($"{bench[place]} {string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, bench[place])}", said, StringComparison.Ordinal);
            AllMine(bench, said);
            Assert.Empty(Directory.GetFileSystemEntries(bench.Quarantine));
            await bench.Try("rm -rf app sub"); // .NET itself cannot remove such names
        }
    }

    [Fact]
    public async Task ANameThatCannotBeSaidIsSaidNotToBeGuarded()
    {
        using var bench = WithSettings();
        await bench.Free($"touch $'{bench["app/.vscode/"]}\\xff.json'");
        var said = await bench.Try("mkdir -p $'sub/\\xff/.vscode'");
        await bench.Try("rm -rf app sub"); // .NET itself cannot remove such names
        Assert.Contains($"[Not guarded: {bench["app/.vscode"]}, and what else", said, StringComparison.Ordinal);
        Assert.Contains("cannot be listed, and no repository or setting was looked for in it", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeyondTheFoldersThatAreSeenWhatIsMovedThereIsNew()
    {
        using var bench = WithSettings();
        Directory.CreateDirectory(bench["node_modules/x/y/.vscode"]);
        await File.WriteAllTextAsync(bench["node_modules/x/y/.vscode/tasks.json"], "evil\n", TestContext.Current.CancellationToken);
        for (var i = 0; i <= NestedRepositories.Most; i++)
            Directory.CreateDirectory(bench[$"many/m/m/{i / 200}/{i}"]);
        Directory.CreateDirectory(bench["zz/zz/zz/zz/zz/zz/.vscode"]);
        await Task.Delay(100, TestContext.Current.CancellationToken); // older than the command, for the clock of the disk
        Assert.Contains($"[Not guarded: folders below {Path.GetDirectoryName(bench["sub"])} beyond 20,000", await bench.Try("true"), StringComparison.Ordinal);
        Assert.Contains("sub/x/y/.vscode was made and is removed again", await bench.Try("mv node_modules/x sub/x"), StringComparison.Ordinal);
        // What comes into sight since others went was there, for all that is known.
        Assert.Equal("[no output]", await bench.Run("rm -r many"));
        Assert.True(Directory.Exists(bench["zz/zz/zz/zz/zz/zz/.vscode"]));
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

    /// <summary>A workspace with settings of its own and in subfolders, all of one text.</summary>
    internal static SandboxBench WithSettings(bool plain = false)
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
