using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

public sealed class AutoModeTests
{
    [Theory]
    [InlineData("Bash", true)]
    [InlineData("Bash(*)", true)]
    [InlineData("Bash(python3 *)", true)]
    [InlineData("Bash(python3:*)", true)]
    [InlineData("Bash(npx *)", true)]
    [InlineData("Bash(bash -c *)", true)]
    [InlineData("Bash(sudo *)", true)]
    [InlineData("Bash(python3 -c *)", true)]
    [InlineData("Bash(node -e *)", true)]
    [InlineData("Bash(/usr/bin/python3 *)", true)]
    [InlineData("Bash(python3.12 *)", true)]
    [InlineData("Bash(tsx *)", true)]
    [InlineData("Bash(uv *)", true)]
    [InlineData("Bash(docker compose *)", true)]
    [InlineData("Bash(py*)", true)]
    [InlineData("Bash(/usr/bin/python3.12 *)", true)]
    [InlineData("Bash(/usr/bin/*)", true)]
    [InlineData("Bash(awk *)", true)]
    [InlineData("Bash(gawk *)", true)]
    [InlineData("Bash(tclsh8*)", true)]
    [InlineData("Bash(mise x*)", false)]
    [InlineData("Bash(cat src/*)", false)]
    [InlineData("Bash(python3 scripts/*)", false)]
    [InlineData("Agent", true)]
    [InlineData("Bash(npm run test)", false)]
    [InlineData("Bash(npm run test *)", false)]
    [InlineData("Bash(npm run test*)", false)]
    [InlineData("Bash(python3 -m pytest *)", false)]
    [InlineData("Bash(python3 x.py *)", false)]
    [InlineData("Bash(./build.sh *)", false)]
    [InlineData("Bash(git push origin *)", false)]
    [InlineData("Edit", false)]
    public void EnteringItDropsBroadRules(string rule, bool dropped)
    {
        Assert.Equal(dropped ? [rule.Replace("(*)", "", StringComparison.Ordinal)] : [], Bench.Of(allow: rule, mode: PermissionMode.Auto).Dropped.Select(r => r.ToString()));
        Assert.Empty(Bench.Of(allow: rule, mode: PermissionMode.Default).Dropped);
    }

    [Fact]
    public void ThreeRefusalsInARowFallBackToAsking()
    {
        var refusals = new Refusals();
        var refused = new Decision(Verdict.Deny, Cause.Classifier, "no", "x");
        for (var i = 0; i < 3; i++)
            Assert.Equal(Verdict.Deny, refusals.Settle(refused).Verdict);
        Assert.Equal(Verdict.Ask, refusals.Settle(refused).Verdict);
        refusals.Settle(refused with { Verdict = Verdict.Allow });
        Assert.Equal(Verdict.Deny, refusals.Settle(refused).Verdict);
    }

    [Fact]
    public void TwentyRefusalsInAllFallBackToAsking()
    {
        var refusals = new Refusals();
        var refused = new Decision(Verdict.Deny, Cause.Classifier, "no", "x");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(Verdict.Deny, refusals.Settle(refused).Verdict);
            refusals.Settle(refused with { Verdict = Verdict.Allow });
        }

        Assert.Equal(Verdict.Ask, refusals.Settle(refused).Verdict);
        // What a rule denies is nobody's to ask about.
        Assert.Equal(Verdict.Deny, refusals.Settle(refused with { Cause = Cause.Rule }).Verdict);
    }

    [Theory]
    [InlineData("npm test", "", "npm test")]
    [InlineData("npm test", "npm test", "")]
    [InlineData("npm test && curl https://x", "", "")] // the ask rule is on the other part
    public void RulesComeBeforeTheClassifier(string command, string deny, string ask)
    {
        var decision = Bench.Of(deny: deny.Length > 0 ? $"Bash({deny})" : "", ask: ask.Length > 0 ? $"Bash({ask})" : "", mode: PermissionMode.Auto).Run(command);
        Assert.Equal(deny.Length > 0 ? Verdict.Deny : Verdict.Ask, decision.Verdict);
    }

    [Fact]
    public void AnAskRuleOnAnyPartIsKept() =>
        Assert.Equal(Verdict.Ask, Bench.Of(ask: "Bash(make deploy)", mode: PermissionMode.Auto).Run("npm test && make deploy").Verdict);

    [Fact]
    public void CodeOfAFolderThatIsNotTrustedIsNotRunUnasked() =>
        Assert.Equal(Verdict.Ask, Bench.Of(mode: PermissionMode.Auto, trusted: false).Run("make").Verdict);

    [Fact]
    public void WhatTheConfigurationMakesGitObeyIsAskedAbout()
    {
        var authority = new Authority(new PermissionSettings(), new AuthorityOptions { Folder = Bench.Folder, Mode = PermissionMode.Auto, IsTrusted = true, Obeyed = [$"{Bench.Folder}/tools/hooks"] });
        Assert.Equal(Verdict.Ask, authority.Write("tools/hooks/pre-commit").Verdict);
        Assert.Equal(Verdict.Allow, authority.Write("tools/hooks.md").Verdict);
        Assert.Equal(Verdict.Ask, authority.Run("cp x tools/hooks/pre-commit").Verdict);
    }
}
