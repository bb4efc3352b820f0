using System.Diagnostics;
using Pith.Permissions;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A decision is made while a person waits for nothing else; it must not be felt.</summary>
[Collection(Alone.Name)]
public sealed class DecisionCostTests
{
    [Fact]
    public void AnOrdinaryDecisionTakesWellUnderAMillisecond()
    {
        var authority = Bench.Of("Bash(npm run *);Bash(make *)", deny: "Bash(rm *);Read(.env)");
        string[] commands = ["git status", "npm run test -- --watch=false", "ls -la src && cat README.md | head -20", "grep -rn 'TODO' src | wc -l"];
        Assert.InRange(Microseconds(authority, commands), 0, 500);
    }

    [Fact]
    public void AKnownLineCostsNothing()
    {
        var authority = Bench.Of(deny: "Bash(rm *)");
        string[] commands = ["ls -la", "git status", "git log --oneline -5", "pwd"];
        Assert.InRange(Microseconds(authority, commands), 0, 50);
        var needs = commands.Select(c => new Need(NeedKind.RunCommand, c)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            authority.Decide("Bash", needs[i % needs.Length]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>A link may lead elsewhere the next time, so a decision that followed one is never kept.</summary>
    [Fact]
    public void WhatTheDiskDecidedIsDecidedAnew()
    {
        using var folder = new Pith.Tests.Tools.WorkFolder();
        Directory.CreateDirectory(folder["sub"]);
        var authority = Bench.Of(folder: folder.Workspace.Root);
        Assert.Equal(Pith.Permissions.Rules.Verdict.Allow, authority.Run("ls sub").Verdict);
        Directory.Delete(folder["sub"]);
        Directory.CreateSymbolicLink(folder["sub"], "/etc");
        Assert.Equal(Pith.Permissions.Rules.Verdict.Ask, authority.Run("ls sub").Verdict);
    }

    /// <summary>Bytes, unlike time, are the same on every machine: a reader that copied what is left of a line at each word would need 64 times as many for 8 times the line.</summary>
    [Theory]
    [InlineData("ls -la src; ")]
    [InlineData("echo \"a $b\" | grep c && ")]
    [InlineData("x=1 y=$(id) ")]
    [InlineData("if true; then ls; fi; ")]
    [InlineData("cat <<E\nx\nE\n")]
    [InlineData("cd a && ls; ")]
    [InlineData("for i in 1 2; do rm -f a/$i; done; ")]
    [InlineData("'quoted' \\x ${a:-b} ")]
    public void AsManyBytesAsTheLineIsLong(string unit)
    {
        const int once = 200, times = 8;
        var (one, many) = (Allocated(unit, once), Allocated(unit, once * times));
        TestContext.Current.TestOutputHelper?.WriteLine($"{one:N0} and {many:N0} bytes");
        Assert.InRange(many, 0, 2 * times * one);
    }

    private static long Allocated(string unit, int count)
    {
        var line = string.Concat(Enumerable.Repeat(unit, count)) + "true";
        Bench.Of().Run(line); // what is made once is not the line's
        var authority = Bench.Of();
        var before = GC.GetAllocatedBytesForCurrentThread();
        authority.Run(line);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Microseconds(Pith.Permissions.Decisions.Authority authority, string[] commands)
    {
        for (var i = 0; i < 300; i++)
            authority.Run(commands[i % commands.Length]);
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
                authority.Run(commands[i % commands.Length]);
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / 100);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{best:F3} µs a decision");
        return best;
    }
}
