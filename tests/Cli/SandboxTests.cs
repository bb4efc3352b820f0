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
    public void RunNeedsAProgramThatIsThere()
    {
        using var home = new TemporaryFolder();
        var run = new CliRun { InputIsTerminal = true };
        run.Variables["PITH_HOME"] = home.Path;
        Assert.Equal(66, run.Run("sandbox", "run", "--", "no-such-program"));
        Assert.Contains("no program 'no-such-program'", run.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com,http://example.org")]
    public void HostsThatNobodyHasAreRefused(string hosts)
    {
        using var home = new TemporaryFolder();
        var run = new CliRun { InputIsTerminal = true };
        run.Variables["PITH_HOME"] = home.Path;
        Assert.Equal(64, run.Run("sandbox", "run", "--allow-host", hosts, "--", "true"));
        Assert.Contains("names no host", run.Sentence(), StringComparison.Ordinal);
    }
}
