using System.Diagnostics;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A decision is made while a person waits for nothing else; it must not be felt.</summary>
public sealed class DecisionCostTests
{
    [Fact]
    public void AnOrdinaryDecisionTakesWellUnderAMillisecond()
    {
        var authority = Bench.Of("Bash(npm run *);Bash(make *)", deny: "Bash(rm *);Read(.env)");
        string[] commands = ["git status", "npm run test -- --watch=false", "ls -la src && cat README.md | head -20", "grep -rn 'TODO' src | wc -l"];
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

        TestContext.Current.TestOutputHelper?.WriteLine($"{best:F1} µs a decision");
        Assert.InRange(best, 0, 500);
    }
}
