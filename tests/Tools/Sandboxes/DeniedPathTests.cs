using System.Runtime.Versioning;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tools.Sandboxes;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>What rules deny of paths holds for every program that runs in the sandbox, not only for those whose arguments can be read.</summary>
[Collection(Alone.Name)]
[SupportedOSPlatform("linux")]
public sealed class DeniedPathTests
{
    [Theory]
    [InlineData("Read(.env)", ".env", "sub/.env", "sub/deep/.env")]
    [InlineData("Read(./.env)", ".env")]
    [InlineData("Read(/sub/.env)", "sub/.env")]
    [InlineData("Read(sub/**)", "sub/.env", "sub/deep/.env", "sub/key.pem")]
    [InlineData("Read(./sub/deep/*)", "sub/deep/.env")]
    [InlineData("Read(**/*.pem)", "sub/key.pem", "key.pem")]
    [InlineData("Read(deep/)", "sub/deep/.env")]
    [InlineData("Read(sub/**)\",\"Read(.env)", ".env", "sub/.env", "sub/deep/.env", "sub/key.pem")]
    [InlineData("Read(sub/deep/**)\",\"Read(./sub/deep/.env)\",\"Edit(.env)", "sub/deep/.env")]
    public async Task WhatNoRuleLetsBeReadIsEmpty(string rule, params string[] withheld)
    {
        string[] all = [".env", "sub/.env", "sub/deep/.env", "sub/key.pem", "key.pem", "plain"];
        using var bench = With(rule, all);
        foreach (var name in all)
            Assert.Equal(withheld.Contains(name) ? "" : "SECRET\n", (await bench.Try($"python3 -c \"print(open('{name}').read(), end='')\" 2>/dev/null || cat {name} 2>/dev/null; true")).Replace("[no output]", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Edit(.env)", ".env", "sub/.env", "sub/deep/.env")]
    [InlineData("Edit(./.env)", ".env")]
    [InlineData("Edit(sub/**)", "sub/.env", "sub/deep/.env", "sub/key.pem")]
    [InlineData("Edit(*.pem)", "sub/key.pem", "key.pem")]
    public async Task WhatNoRuleLetsBeEditedStays(string rule, params string[] kept)
    {
        string[] all = [".env", "sub/.env", "sub/deep/.env", "sub/key.pem", "key.pem", "plain"];
        using var bench = With(rule, all);
        foreach (var name in all)
            foreach (var way in (string[])[$"echo changed > {name}", $"echo changed > n; mv -f n {name}", $"rm -f {name}; echo changed > {name}"])
            {
                await bench.Try(way);
                Assert.Equal(kept.Contains(name) ? "SECRET\n" : "changed\n", File.ReadAllText(bench[name]));
            }
    }

    [Fact]
    public async Task WhatComesIntoBeingIsHeldFromTheNextCommandOn()
    {
        using var bench = With("Read(.env)", "plain");
        Assert.Equal("[no output]", await bench.Run("true"));
        await File.WriteAllTextAsync(bench["sub/.env"], "SECRET\n", TestContext.Current.CancellationToken);
        Assert.Equal("[no output]", await bench.Run("cat sub/.env"));
        using var other = With("Edit(*.lock)", "a.lock");
        Assert.Contains($"{other["sub/b.lock"]} was made and is removed again", await other.Try("echo x > sub/b.lock; echo x > plain"), StringComparison.Ordinal);
        Assert.False(File.Exists(other["sub/b.lock"]));
        Assert.True(File.Exists(other["a.lock"]));
    }

    [Fact]
    public async Task MoreThanCanBeHeldStartsNothing()
    {
        using var bench = With("Read(*.log)", [.. Enumerable.Range(0, 501).Select(i => $"logs/{i}.log")]);
        Assert.Contains("The command was not started: rules deny 501 files", await bench.Run("echo ran > ran", fails: true), StringComparison.Ordinal);
        Assert.False(File.Exists(bench["ran"]));
    }

    [Fact]
    public async Task MoreThanCanBeHeldThatACommandMakesIsSaid()
    {
        using var bench = With("Edit(*.lock)", "plain");
        var said = await bench.Try("for i in $(seq 501); do echo x > $i.lock; done; echo evil > .mcp.json");
        Assert.Contains("rules deny 501 files", said, StringComparison.Ordinal);
        Assert.Contains(".mcp.json was made and is removed again", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Read(.env)", "Read(./x/**)", "Edit(/a/*.b)", "Read(~/.ssh/**)", "Read(//etc/passwd)")]
    [InlineData(false, "Read(//etc/*.conf)")]
    [InlineData(false, "Read(~/**/*.pem)")]
    [InlineData(false, "Read")]
    [InlineData(false, "Edit")]
    public void WhatCannotBeHeldIsNotSaidToBe(bool areHeld, params string[] rules)
    {
        var settings = new PermissionSettings { Rules = [.. rules.Select(r => Rule.TryParse(r, Verdict.Deny, RuleSource.User, "/work/p", out var rule, out _) ? rule : throw new InvalidOperationException(r))] };
        Assert.Equal(areHeld, new DeniedPaths(settings, "/work/p", "/home/me", ["/work/p"], TimeProvider.System).AreHeld);
    }

    private static SandboxBench With(string rule, params string[] files)
    {
        var bench = new SandboxBench(deny: rule);
        foreach (var name in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(bench[name])!);
            File.WriteAllText(bench[name], "SECRET\n");
        }

        return bench;
    }
}
