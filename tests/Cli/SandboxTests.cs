using Pith.Tools.Sandboxes;

namespace Pith.Tests.Cli;

[Collection(Alone.Name)]
public sealed class SandboxTests
{
    [Fact]
    public void CheckSaysWhatTheKernelGives()
    {
        var run = new CliRun();
        var code = run.Run("sandbox", "check");
        Assert.Equal(SandboxAbilities.OfKernel().Suffices ? 0 : 69, code);
        Assert.Contains("landlock", run.Text, StringComparison.Ordinal);
        var json = new CliRun();
        json.Run("sandbox", "check", "--json");
        JsonSchema.Check(json.Text, "sandbox-check");
    }

    [Fact]
    public void RunNeedsAProgramThatIsThere() =>
        Assert.Contains("no program 'no-such-program'", CliRun.Bad(66, "sandbox", "run", "--", "no-such-program"), StringComparison.Ordinal);
}
