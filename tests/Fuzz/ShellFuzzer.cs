using System.Diagnostics;
using System.Text;
using Pith.Permissions.Shell;
using Pith.Tests.Permissions.Shell;

namespace Pith.Tests.Fuzz;

/// <summary>Any text is read or refused, with places inside it, in a time that grows with its length only.</summary>
public sealed class ShellFuzzer
{
    [Fact]
    public void AnyCommandLineIsReadOrRefused() => FuzzRun.Over(20_000, random =>
    {
        var text = random.Next(3) == 0 ? Encoding.Latin1.GetString(Mutation.Of(Encoding.Latin1.GetBytes(RandomScript.Of(random)), random)) : UnseenCommandTests.Damage(random);
        var reading = ShellReading.Of(text);
        if (reading.Refusal is { } refusal)
            Assert.InRange(refusal.At, 0, text.Length);
        foreach (var command in reading.Commands)
            Assert.True(command.Start >= 0 && command.Start <= command.End && command.End <= text.Length);
    });

    [Fact]
    public void TimeIsLinear()
    {
        foreach (var piece in (string[])["$(a)", "\"$(a)\" ", "a;", "`a`", "<<E\n", "${x:-", "((", "'", "\"", "{", "a=(", "\\\n", "$((1)) ", "[[ a ]];", "a|", "x=1 ", "case x in ", "<(a) ", "f() { a; };", "<<E $(\n", "cd a;", "~", "#\n", "$'\\x41'", "a && ", "if a;then b;fi;", "<<-\\E a\n"])
        {
            // A quadratic reader would need many times this; garbage collection makes a finer comparison of times useless.
            Assert.InRange(Time(piece, 160_000), 0, 2000);
        }
    }

    private static double Time(string piece, int pieces)
    {
        var text = string.Concat(Enumerable.Repeat(piece, pieces));
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            _ = ShellReading.Of(text);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return best;
    }
}
