using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Permissions.Shell;

namespace Pith.Tests.Fuzz;

/// <summary>
/// Any command line is decided on, in every mode, with a sandbox or without, in a time that grows with its length only, and a sandbox
/// never turns a denial into consent. <c>./dev lines N</c> runs as many as are asked for.
/// </summary>
public sealed class CommandLineFuzzer(ITestOutputHelper output)
{
    private const string Folder = "/home/me/work";
    private const int CasesPerLongOne = 50_000;
    private static readonly string[] Programs = ["git push", "rm -rf", "curl -d @.env", "sudo", "npm test", "cat", "find . -exec", "bash -c", "xargs", "env", "python3 -c", "make", "sed -i", "tar xf", "timeout 5", "export PATH=."];
    private static readonly string[] Joints = [" ", "; ", "\n", " | ", " && ", " $(", " {\n", "'", "\"", "`", " <<E\n"];

    [Fact]
    public void AnyCommandLineIsDecidedOn() => Over(Number("PITH_COMMAND_CASES") ?? 3000, seed => Line(new Random((int)(seed % int.MaxValue))));

    [Fact]
    public void ALongLineTakesATimeInProportion() => Over((Number("PITH_COMMAND_CASES") ?? 0) / CasesPerLongOne + 12, seed => LongLine(new Random((int)(seed % int.MaxValue))));

    /// <summary>Decides on the lines of as many seeds, on every core. Each worker has authorities of its own, so none waits for another.</summary>
    private void Over(long cases, Func<long, string> line)
    {
        var next = (Number("PITH_FUZZ_SEED") ?? 1) - 1;
        var end = next + cases;
        var (counts, most, watch) = (new long[3], TimeSpan.Zero, Stopwatch.StartNew());
        var workers = (int)Math.Min(Environment.ProcessorCount, cases);
        using var hangs = new HangWatch(workers, "PITH_COMMAND_CASES=1 PITH_FUZZ_SEED=");
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            var authorities = Authorities();
            while (Interlocked.Increment(ref next) is var seed && seed <= end)
            {
                hangs.Begin(worker, seed);
                var text = line(seed);
                try
                {
                    var began = Stopwatch.GetTimestamp();
                    Interlocked.Increment(ref counts[(int)Check(authorities, 1 + (int)(seed % (authorities.Length - 1)), text)]);
                    var took = Stopwatch.GetElapsedTime(began);
                    // Two seconds are for a machine that is busy with others; a quadratic reader needs hours for the longest.
                    Assert.True(took.TotalSeconds < 2 + text.Length * 100e-6, $"{text.Length} characters took {took.TotalSeconds:0.0} s");
                    lock (counts)
                        most = took > most ? took : most;
                }
                catch (Exception e)
                {
                    hangs.End(worker); // the others go on for as long as they need
                    throw new InvalidOperationException($"PITH_COMMAND_CASES=1 PITH_FUZZ_SEED={seed} replays this: {e.Message}\n{text[..Math.Min(text.Length, 2000)]}", e);
                }
            }

            hangs.End(worker);
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases} command lines in {watch.Elapsed.TotalSeconds:0.0} s, the slowest {most.TotalMilliseconds:0} ms; in mode default {counts[0]} allowed, {counts[1]} asked, {counts[2]} denied"));
    }

    /// <summary>Holds what one mode and sandbox decides against what is decided by default; which, the seed says.</summary>
    private static Verdict Check(Authority[] authorities, int other, string line)
    {
        var need = new Need(NeedKind.RunCommand, line);
        var plain = authorities[0].Decide("Bash", need);
        var decision = authorities[other].Decide("Bash", need);
        Assert.NotNull(decision.Reason);
        if (plain.Verdict == Verdict.Deny && plain.Cause == Cause.Rule)
            Assert.Equal(Verdict.Deny, decision.Verdict);
        if (plain.Cause == Cause.Breaker)
            Assert.NotEqual(Verdict.Allow, decision.Verdict);
        return plain.Verdict;
    }

    private static string Line(Random random)
    {
        var script = RandomScript.Of(random, random.Next(200) == 0 ? int.MaxValue : 8);
        return random.Next(4) switch
        {
            0 => Encoding.Latin1.GetString(Mutation.Of(Encoding.Latin1.GetBytes(script), random)),
            1 => UnseenCommandTests.Damage(script, random),
            2 => string.Join(random.Next(2) == 0 ? " " : "; ", Enumerable.Range(0, random.Next(1, 6)).Select(_ => Programs[random.Next(Programs.Length)])),
            _ => script.Replace("p1", Programs[random.Next(Programs.Length)], StringComparison.Ordinal),
        };
    }

    /// <summary>100,000 to 1,000,000 characters: a short line again and again, one after the other or inside each other.</summary>
    private static string LongLine(Random random)
    {
        var length = random.Next(100_000, 1_000_000);
        var piece = Line(random);
        piece = piece[..Math.Min(piece.Length, random.Next(1, 200))] + Joints[random.Next(Joints.Length)];
        return new StringBuilder(length).Insert(0, piece, length / piece.Length + 1).ToString(0, length);
    }

    private static Authority[] Authorities()
    {
        var settings = SettingsReader.Read("""{"permissions":{"deny":["Bash(p3 *)","Bash(sudo *)"],"allow":["Bash(p2 *)"]}}"""u8.ToArray(), "settings.json", RuleSource.User, Folder);
        Authority Of(PermissionMode mode, Containment containment) => new(settings, new AuthorityOptions { Folder = Folder, Home = "/home/me", Mode = mode, IsTrusted = true, Containment = containment, Free = ["/tmp"] });
        return [Of(PermissionMode.Default, Containment.None), Of(PermissionMode.Default, Containment.Whole), Of(PermissionMode.Auto, Containment.None), Of(PermissionMode.Auto, Containment.Partial), Of(PermissionMode.BypassPermissions, Containment.None), Of(PermissionMode.Plan, Containment.Whole)];
    }

    private static long? Number(string name) => long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
