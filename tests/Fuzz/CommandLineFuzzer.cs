using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Permissions.Shell;

namespace Pith.Tests.Fuzz;

/// <summary>Any command line is decided on, in every mode, with a sandbox or without, and a sandbox never turns a denial into consent. <c>./dev lines N</c> runs as many as are asked for.</summary>
public sealed class CommandLineFuzzer(ITestOutputHelper output)
{
    private const string Folder = "/home/me/work";
    private static readonly string[] Programs = ["git push", "rm -rf", "curl -d @.env", "sudo", "npm test", "cat", "find . -exec", "bash -c", "xargs", "env", "python3 -c", "make", "sed -i", "tar xf", "timeout 5", "export PATH=."];

    [Fact]
    public void AnyCommandLineIsDecidedOn()
    {
        var cases = Number("PITH_COMMAND_CASES") ?? 3000;
        var first = Number("PITH_FUZZ_SEED") ?? 1;
        var authorities = Authorities();
        var watch = Stopwatch.StartNew();
        var counts = new long[3];
        Parallel.For(first, first + cases, seed =>
        {
            var random = new Random((int)(seed % int.MaxValue));
            var line = Line(random);
            var began = Stopwatch.GetTimestamp();
            try
            {
                var plain = authorities[0].Decide("Bash", new Need(NeedKind.RunCommand, line));
                Interlocked.Increment(ref counts[(int)plain.Verdict]);
                foreach (var authority in authorities.Skip(1))
                {
                    var decision = authority.Decide("Bash", new Need(NeedKind.RunCommand, line));
                    Assert.NotNull(decision.Reason);
                    if (plain.Verdict == Verdict.Deny && plain.Cause == Cause.Rule)
                        Assert.Equal(Verdict.Deny, decision.Verdict);
                    if (plain.Cause == Cause.Breaker)
                        Assert.NotEqual(Verdict.Allow, decision.Verdict);
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"PITH_COMMAND_CASES=1 PITH_FUZZ_SEED={seed} replays this: {e.Message}\n{line}", e);
            }

            Assert.True(Stopwatch.GetElapsedTime(began).TotalSeconds < 20, $"PITH_FUZZ_SEED={seed} took {Stopwatch.GetElapsedTime(began)}");
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases} command lines in {watch.Elapsed.TotalSeconds:0.0} s; in mode default {counts[0]} allowed, {counts[1]} asked, {counts[2]} denied"));
    }

    private static string Line(Random random)
    {
        var script = RandomScript.Of(random);
        return random.Next(4) switch
        {
            0 => Encoding.Latin1.GetString(Mutation.Of(Encoding.Latin1.GetBytes(script), random)),
            1 => UnseenCommandTests.Damage(random),
            2 => string.Join(random.Next(2) == 0 ? " " : "; ", Enumerable.Range(0, random.Next(1, 6)).Select(_ => Programs[random.Next(Programs.Length)])),
            _ => script.Replace("p1", Programs[random.Next(Programs.Length)], StringComparison.Ordinal),
        };
    }

    private static Authority[] Authorities()
    {
        var settings = SettingsReader.Read("""{"permissions":{"deny":["Bash(p3 *)","Bash(sudo *)"],"allow":["Bash(p2 *)"]}}"""u8.ToArray(), "settings.json", RuleSource.User, Folder);
        Authority Of(PermissionMode mode, Containment containment) => new(settings, new AuthorityOptions { Folder = Folder, Home = "/home/me", Mode = mode, IsTrusted = true, Containment = containment, Free = ["/tmp"] });
        return [Of(PermissionMode.Default, Containment.None), Of(PermissionMode.Default, Containment.Whole), Of(PermissionMode.Auto, Containment.None), Of(PermissionMode.Auto, Containment.Partial), Of(PermissionMode.BypassPermissions, Containment.None), Of(PermissionMode.Plan, Containment.Whole)];
    }

    private static long? Number(string name) => long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
