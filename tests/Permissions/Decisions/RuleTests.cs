using Pith.Cli.Runs;
using Pith.Permissions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>What people write in settings does what it says, or is told.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("Write(secret)")]
    [InlineData("MultiEdit(secret)")]
    [InlineData("NotebookEdit(secret)")]
    [InlineData("Edit(secret)")]
    public void APathBehindAnyToolThatWritesIsOneThatEditMeans(string rule)
    {
        foreach (var tool in (string[])["Write", "Edit", "MultiEdit", "NotebookEdit"])
        {
            Assert.Equal(Verdict.Deny, Bench.Of(deny: rule, mode: PermissionMode.AcceptEdits).Decide(tool, new Need(NeedKind.WritePath, "secret")).Verdict);
            Assert.Equal(Verdict.Ask, Bench.Of(ask: rule, mode: PermissionMode.AcceptEdits).Decide(tool, new Need(NeedKind.WritePath, "secret")).Verdict);
            Assert.Equal(Verdict.Allow, Bench.Of(allow: rule).Decide(tool, new Need(NeedKind.WritePath, "secret")).Verdict);
            Assert.Equal(Verdict.Ask, Bench.Of(allow: rule).Decide(tool, new Need(NeedKind.WritePath, "other")).Verdict);
        }

        Assert.Equal(Verdict.Deny, Bench.Of(deny: rule, mode: PermissionMode.AcceptEdits).Run("echo x > secret").Verdict);
        Assert.Equal(Verdict.Allow, Bench.Of(deny: rule).Read("secret").Verdict);
    }

    [Theory]
    [InlineData("Grep(secret)")]
    [InlineData("Glob(secret)")]
    [InlineData("NotebookRead(secret)")]
    public void APathBehindAnyToolThatReadsIsOneThatReadMeans(string rule)
    {
        Assert.Equal(Verdict.Deny, Bench.Of(deny: rule).Read("secret").Verdict);
        Assert.Equal(Verdict.Deny, Bench.Of(deny: rule).Run("cat secret").Verdict);
    }

    [Theory]
    [InlineData("Write")]
    [InlineData("NotebookEdit")]
    [InlineData("MultiEdit")]
    public void ABareRuleSpeaksOfItsToolAlone(string tool)
    {
        var need = new Need(NeedKind.WritePath, "a");
        Assert.Equal(Verdict.Allow, Bench.Of(allow: tool).Decide(tool, need).Verdict);
        Assert.Equal(Verdict.Ask, Bench.Of(allow: tool).Decide("Edit", need).Verdict);
        Assert.Equal(Verdict.Ask, Bench.Of(allow: tool).Run("echo x > a").Verdict);
        Assert.Equal(Verdict.Ask, Bench.Of(ask: tool, mode: PermissionMode.AcceptEdits).Decide(tool, need).Verdict);
        Assert.Equal(Verdict.Allow, Bench.Of(ask: tool, mode: PermissionMode.AcceptEdits).Decide("Edit", need).Verdict);
    }

    [Theory]
    [InlineData("*", "Bash", true)]
    [InlineData("Bash*", "Bash", true)]
    [InlineData("B*", "BashOutput", true)]
    [InlineData("*", "mcp__hub__get", true)]
    [InlineData("mcp__*", "mcp__hub__get", true)]
    [InlineData("W*", "Bash", false)]
    public void ANameMayBeAPatternOfWhatIsDenied(string rule, string tool, bool denied)
    {
        Assert.Equal(denied, Bench.Of(deny: rule, mode: PermissionMode.BypassPermissions).DeniesWhole(tool));
        if (tool == "Bash")
            Assert.Equal(denied, Bench.Of(deny: rule, mode: PermissionMode.BypassPermissions).Run("ls").Verdict == Verdict.Deny);
        Assert.Equal(rule == "*" ? Verdict.Deny : Verdict.Allow, Bench.Of(deny: rule).Read("a").Verdict);
    }

    [Theory]
    [InlineData("""{"permissions":{"allow":["mcp__*","Bash(make)"]}}""", "mcp__*")]
    [InlineData("""{"permissions":{"allow":["*","Bash(make)"]}}""", "*")]
    [InlineData("""{"permissions":{"allow":["Bash(make)","Edit(x"]}}""", "Edit(x")]
    [InlineData("""{"permissions":{"allow":["Bash(make) "],"deny":null,"ask":null,"defaultMode":null,"additionalDirectories":null},"sandbox":null}""", null)]
    public void ARuleThatAllowsAndCannotBeUsedIsToldAndPassedOver(string json, string? told)
    {
        var settings = Bench.Settings(json);
        Assert.Equal("Bash(make)", Assert.Single(settings.Rules).ToString());
        if (told is null)
            Assert.Empty(settings.PassedOver);
        else
            Assert.Contains($"permissions.allow: this rule is passed over: '{told}'", Assert.Single(settings.PassedOver), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"permissions":{"allow":null}}""")]
    [InlineData("""{"permissions":null}""")]
    [InlineData("""{"sandbox":{"enabled":null,"network":null},"disableAutoMode":null,"autoMode":null}""")]
    public void WhatIsNullIsAsWhatIsNotThere(string json) => Assert.Empty(Bench.Settings(json).Rules);

    [Theory]
    [InlineData("""{"permissions":{"deny":["Bash(rm"]}}""")]
    [InlineData("""{"permissions":{"ask":["(rm)"]}}""")]
    public void ARuleThatForbidsAndCannotBeUnderstoodStops(string json) => Assert.Throws<SettingsException>(() => Bench.Settings(json));

    [Theory]
    [InlineData(Verdict.Deny, "Writ", "there is no tool Writ")]
    [InlineData(Verdict.Deny, "X*", "there is no tool that X* names")]
    [InlineData(Verdict.Deny, "WebFetch(example.com)", "WebFetch(domain:example.com)")]
    [InlineData(Verdict.Deny, "TodoWrite(x)", "not judged by what stands in parentheses")]
    [InlineData(Verdict.Deny, "mcp__hub__get(x)", "not judged by what stands in parentheses")]
    [InlineData(Verdict.Deny, "B*", null)]
    [InlineData(Verdict.Deny, "*", null)]
    [InlineData(Verdict.Deny, "TodoWrite(a:b)", null)]
    [InlineData(Verdict.Allow, "Agent(model:opus)", "not which value of a field")]
    [InlineData(Verdict.Allow, "Bash(run_in_background:true)", "not which value of a field")]
    [InlineData(Verdict.Ask, "Agent(model:opus)", null)]
    [InlineData(Verdict.Deny, "Bash(run_in_background:true)", null)]
    [InlineData(Verdict.Allow, "Bash(git:*)", null)]
    [InlineData(Verdict.Allow, "Bash(rake db:migrate)", null)]
    [InlineData(Verdict.Allow, "Write(src/**)", null)]
    [InlineData(Verdict.Allow, "Agent(Explore)", null)]
    [InlineData(Verdict.Allow, "WebFetch(domain:a.com)", null)]
    public void ARuleThatDecidesNothingIsTold(Verdict verdict, string text, string? told)
    {
        Assert.True(Rule.TryParse(text, verdict, RuleSource.Project, "/", out var rule, out var error), error);
        var said = MissingNames.Of([rule], ["Bash", "BashOutput", "TodoWrite"]);
        if (told is null)
            Assert.Null(said);
        else
            Assert.Contains(told, said, StringComparison.Ordinal);
    }
}
