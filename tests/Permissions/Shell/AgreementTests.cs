using Pith.Permissions.Shell;

namespace Pith.Tests.Permissions.Shell;

/// <summary>The parser and <c>bash -n</c> agree on what is a script.</summary>
public sealed class AgreementTests
{
    [Fact]
    public void CollectedCommandsAreReadAsBashReadsThem()
    {
        Assert.SkipUnless(CommandSamples.Collected.Length > 0, "needs the shared corpus, which this clone does not have");
        Compare(CommandSamples.Collected, mostRefused: 0.01);
    }

    [Fact]
    public void GeneratedScriptsAreReadAsBashReadsThem() =>
        Compare([.. Enumerable.Range(1, 1500).Select(seed => RandomScript.Of(new Random(seed)))], mostRefused: 0.2);

    [Fact]
    public void DamagedScriptsAreReadAsBashReadsThem() =>
        Compare([.. Enumerable.Range(1, 1500).Select(seed => UnseenCommandTests.Damage(new Random(seed)))], mostRefused: 0.3);

    /// <summary>Whatever bash refuses we refuse; of what it accepts, only a named share may be refused.</summary>
    internal static void Compare(IReadOnlyList<string> scripts, double mostRefused)
    {
        var accepted = BashSyntax.Accepts(scripts);
        var (wrong, refused) = (new List<string>(), new List<string>());
        for (var i = 0; i < scripts.Count; i++)
        {
            var refusal = ShellReading.Of(scripts[i]).Refusal;
            if (!accepted[i] && refusal is null)
                wrong.Add(scripts[i]);
            else if (accepted[i] && refusal is not null)
                refused.Add($"{refusal.Reason} at {refusal.At}: {scripts[i]}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{scripts.Count} scripts, bash accepts {accepted.Count(a => a)}, of which refused {refused.Count}; accepted against bash {wrong.Count}");
        Assert.Empty(wrong);
        Assert.InRange(refused.Count, 0, (int)(accepted.Count(a => a) * mostRefused));
    }
}
