using Pith.Cli;
using Pith.Cli.Runs;
using Pith.Cli.Tables;
using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Cli.Runs;

/// <summary>What is offered for good is a rule that lets the call pass, and says no more than it shows.</summary>
public sealed class RunAuthorityTests
{
    [Theory]
    [InlineData(NeedKind.RunCommand, "npm run test", "Bash(npm run *)")]
    [InlineData(NeedKind.RunCommand, "git commit -m 'x y'", "Bash(git commit *)")]
    [InlineData(NeedKind.RunCommand, "make", "Bash(make)")]
    [InlineData(NeedKind.RunCommand, "ls && npm run test", "Bash(npm run *)")]
    [InlineData(NeedKind.RunCommand, "make && npm run test", "Bash(make && npm run test)")]
    [InlineData(NeedKind.RunCommand, "rm -rf /", null)]
    [InlineData(NeedKind.RunCommand, "$(cat x) && npm run test", null)]
    [InlineData(NeedKind.RunOutside, "npm run test", "Bash(npm run *)")]
    [InlineData(NeedKind.RunOutside, "make", "Bash(make)")]
    [InlineData(NeedKind.ReachHost, "docs.example.com", "WebFetch(domain:docs.example.com)")]
    [InlineData(NeedKind.WritePath, "src/a.cs", "Edit(//work/src/a.cs)")]
    public void TheRuleOfferedAllowsTheCall(NeedKind kind, string subject, string? offer)
    {
        var authority = new RunAuthority((mode, rules, _) => new Authority(new PermissionSettings { Rules = rules }, new AuthorityOptions { Folder = "/work", Mode = mode }), "/work");
        var tool = kind is NeedKind.RunCommand or NeedKind.RunOutside ? "Bash" : kind == NeedKind.ReachHost ? "WebFetch" : "Edit";
        IReadOnlyList<Need> needs = [new Need(kind, kind == NeedKind.WritePath ? "/work/" + subject : subject)];
        var asked = authority.Now.Decide(tool, needs);
        Assert.Equal(Verdict.Ask, asked.Verdict);
        authority.Prepare(tool, needs, asked);
        Assert.Equal(offer, authority.Offer?.ToString());
        if (authority.Offer is not { } rule)
            return;
        authority.Allow(rule);
        Assert.Equal(Verdict.Allow, authority.Now.Decide(tool, needs).Verdict);
        authority.Mode = PermissionMode.Plan;
        authority.Mode = PermissionMode.Default;
        Assert.Equal(Verdict.Allow, authority.Now.Decide(tool, needs).Verdict);
    }

    [Fact]
    public void SettingsThatAreWrittenMeanwhileAreNotInForce()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("settings.json", """{"permissions":{"deny":["Bash(make *)"]}}"""u8);
        var around = new Surroundings { In = Stream.Null, Out = Stream.Null, Error = Stream.Null, Variable = _ => null };
        var authority = new RunAuthority(CommandLine.Parse(["-p", "--settings", file, "hello"], around), folder.Path);
        File.WriteAllText(file, """{"permissions":{"allow":["Bash(make *)"],"defaultMode":"acceptEdits"}}""");
        IReadOnlyList<Need> make = [new Need(NeedKind.RunCommand, "make all")];
        Assert.Equal(Verdict.Deny, authority.Now.Decide("Bash", make).Verdict);
        authority.Mode = PermissionMode.Plan;
        authority.Mode = PermissionMode.Default;
        Assert.True(Rule.TryParse("Bash(ls *)", Verdict.Allow, RuleSource.CommandLine, "/", out var rule, out _));
        authority.Allow(rule);
        Assert.Equal(Verdict.Deny, authority.Now.Decide("Bash", make).Verdict);
    }
}
