using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>What rules and modes decide in daily work.</summary>
public sealed class AuthorityTests
{
    [Theory]
    [InlineData("ls -la")]
    [InlineData("cat x | head -20 | wc -l")]
    [InlineData("grep -rn 'TODO' src")]
    [InlineData("grep -rn TODO --include=*.cs src")]
    [InlineData("grep -rn TODO --include=*.{cs,md} --exclude-dir=ob* src")]
    [InlineData("find . -name '*.cs' -type f | sort | head")]
    [InlineData("sed -n '1,20p' x")]
    [InlineData("sed 's/a/b/g' x")]
    [InlineData("git log --oneline -5 && git diff HEAD~1 --stat")]
    [InlineData("git --no-pager show HEAD:x")]
    [InlineData("cd /home/me/work && ls")]
    [InlineData("echo \"$x\" 2>&1 > /dev/null")]
    [InlineData("for i in 1 2 3; do echo $i; done")]
    [InlineData("x=1; echo $((x + 2))")]
    [InlineData("timeout 5 ls; LANG=C sort x")]
    [InlineData("ls *.txt")]
    [InlineData("[ -f x ] && cat x")]
    [InlineData("set -e; pwd")]
    [InlineData("cat <<'E'\nx\nE")]
    public void ReadingInTheWorkspacePasses(string command)
    {
        var decision = Bench.Of().Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, decision.Reason);
    }

    [Theory]
    [InlineData("Bash(npm run *)", "npm run test", true)]
    [InlineData("Bash(npm run *)", "npm run", true)]
    [InlineData("Bash(npm run:*)", "npm run build -- --x", true)]
    [InlineData("Bash(npm run *)", "npm runner", false)]
    [InlineData("Bash(npm run*)", "npm runner", true)]
    [InlineData("Bash(npm test)", "npm test", true)]
    [InlineData("Bash(npm test)", "npm test x", false)]
    [InlineData("Bash(npm test)", "npm test && rm x", false)]
    [InlineData("Bash(npm test);Bash(rm *)", "npm test && rm x", true)]
    [InlineData("Bash(npm test && rm x)", "npm test && rm x", true)]
    [InlineData("Bash(* install)", "npm install", true)]
    [InlineData("Bash(git * main)", "git push origin main", true)]
    [InlineData("Bash(npm *)", "timeout 60 npm test", true)]
    [InlineData("Bash(npm *)", "NODE_ENV=test npm test", true)]
    [InlineData("Bash(npm *)", "NODE_OPTIONS=--require=x npm test", false)]
    [InlineData("Bash(npm *)", "npx npm test", false)]
    [InlineData("Bash(npm *)", "npm test > out.txt", false)]
    [InlineData("Bash(npm *);Edit", "npm test > out.txt", true)]
    [InlineData("Bash(npm *);Edit(/out.txt)", "npm test > out.txt", true)]
    [InlineData("Bash(npm *)", "npm test > /dev/null 2>&1", true)]
    [InlineData("Bash", "make", true)]
    [InlineData("Bash(*)", "make", true)]
    [InlineData("Bash(xargs *)", "xargs rm", false)]
    [InlineData("Bash(watch *)", "watch rm x", false)]
    [InlineData("Bash(watch rm *)", "watch rm x", false)]
    [InlineData("Bash(flock l rm *)", "flock l rm x", false)]
    [InlineData("Bash(setsid rm *)", "setsid rm x", false)]
    [InlineData("Bash(ionice rm *)", "ionice rm x", false)]
    [InlineData("Bash(sudo apt *)", "sudo apt update", true)]
    [InlineData("Bash(sudo apt *)", "sudo apt", true)]
    [InlineData("Bash(sudo apt *)", "sudo aptitude update", false)]
    [InlineData("Bash(sudo apt *)", "sudo apt update; sudo rm x", false)]
    [InlineData("Bash(sudo apt update)", "sudo apt update", true)]
    [InlineData("Bash(sudo -u me npm *)", "sudo -u me npm x", true)]
    [InlineData("Bash(sudo -E npm *)", "sudo -E npm x", true)]
    [InlineData("Bash(sudo -u me *)", "sudo -u me npm x", false)]
    [InlineData("Bash(sudo *)", "sudo apt update", false)]
    [InlineData("Bash(sudo bash *)", "sudo bash -c 'rm x'", false)]
    [InlineData("Bash(sudo env *)", "sudo env rm x", false)]
    [InlineData("Bash(sudo find *)", "sudo find . -exec rm {} +", false)]
    [InlineData("Bash(sudo *t update)", "sudo apt update", false)]
    [InlineData("Bash(env FOO=1 npm *)", "env FOO=1 npm x", true)]
    [InlineData("Bash(env FOO=1 npm *)", "env FOO=2 npm x", false)]
    [InlineData("Bash(env FOO=1 npm *)", "env FOO=1 BAR=1 npm x", false)]
    [InlineData("Bash(env *)", "env FOO=1 npm x", false)]
    [InlineData("Bash(FOO=bar npm *)", "FOO=bar npm x", true)]
    [InlineData("Bash(FOO=bar npm *)", "FOO=baz npm x", false)]
    [InlineData("Bash(FOO=bar npm *)", "LD_PRELOAD=./x FOO=bar npm x", false)]
    [InlineData("Bash(FOO=* npm *)", "FOO=bar npm x", false)]
    [InlineData("Bash(xargs -n1 npm *)", "xargs -n1 npm x", true)]
    [InlineData("Bash(xargs -n 1 npm *)", "xargs -n 1 npm x", true)]
    [InlineData("Bash(xargs -n1 *)", "xargs -n1 npm x", false)]
    [InlineData("Bash(bash -c *)", "bash -c 'make'", true)] // what it says, as documented
    [InlineData("Bash(ssh host *)", "ssh host ls", true)]
    [InlineData("Bash(docker exec *)", "docker exec c ls", true)]
    [InlineData("Bash(git commit *)", "'git commit' -m x", false)]
    public void RulesOfCommands(string allow, string command, bool allowed)
    {
        var decision = Bench.Of(allow).Run(command);
        Assert.True(allowed == (decision.Verdict == Verdict.Allow), decision.Reason);
    }

    [Theory]
    [InlineData("ls //srv/share/x", false)]
    [InlineData("cat '\\\\srv\\share\\x'", false)]
    [InlineData("cp --target-directory=//srv/share/x a", false)]
    [InlineData("make > //srv/share/x", false)]
    [InlineData("timeout 5 cat //srv/share/x", false)]
    [InlineData("bazel build //src/foo:bar", true)]
    [InlineData("grep '//foo/bar' x", true)]
    [InlineData("echo //a/b", true)]
    [InlineData("cat ./x", true)]
    public void APathOfAnotherMachineAsksInEveryMode(string command, bool allowed)
    {
        foreach (var mode in (PermissionMode[])[PermissionMode.Default, PermissionMode.BypassPermissions])
        {
            var decision = Bench.Of(allow: "Bash;Edit", mode: mode).Run(command);
            Assert.True(allowed == (decision.Verdict == Verdict.Allow), decision.Reason);
        }
    }

    [Theory]
    [InlineData("Read(src/**)", "src/a/b", true)]
    [InlineData("Read(src)", "src/a/b", true)]
    [InlineData("Read(*.key)", "a/b.key", true)]
    [InlineData("Read(./*.key)", "a/b.key", false)]
    [InlineData("Read(/a/*.key)", "a/b.key", true)]
    [InlineData("Read(//etc/**)", "/etc/passwd", true)]
    [InlineData("Read(//etc/**)", "etc/passwd", false)]
    [InlineData("Read(~/.ssh)", "/home/me/.ssh/id", true)]
    [InlineData("Read(**/x)", "a/b/x/c", true)]
    [InlineData("Read(a/**/c)", "a/c", true)]
    [InlineData("Read(a/**/c)", "a/b/d/c", true)]
    [InlineData("Read([ab].txt)", "b.txt", true)]
    [InlineData("Read([!ab].txt)", "b.txt", false)]
    [InlineData("Edit(x)", "x", false)]
    public void RulesOfPaths(string deny, string path, bool denied) => Assert.Equal(denied, Bench.Of(deny: deny).Read(path).Verdict == Verdict.Deny);

    [Theory]
    [InlineData("WebFetch(domain:example.com)", "https://example.com/x", true)]
    [InlineData("WebFetch(domain:example.com)", "https://example.com@evil.com/", false)]
    [InlineData("WebFetch(domain:example.com)", "https://example.com.evil.com/", false)]
    [InlineData("WebFetch(domain:*.example.com)", "https://a.example.com/", true)]
    [InlineData("WebFetch(domain:*.example.com)", "https://example.com/", false)]
    [InlineData("WebFetch(domain:*.example.com)", "https://evilexample.com/", false)]
    public void RulesOfHosts(string allow, string url, bool allowed) =>
        Assert.Equal(allowed, Bench.Of(allow).Decide("WebFetch", new Need(NeedKind.ReachHost, url)).Verdict == Verdict.Allow);

    [Theory]
    [InlineData("mcp__hub", true)]
    [InlineData("mcp__hub__*", true)]
    [InlineData("mcp__hub__get_issue", true)]
    [InlineData("mcp__hub__get_*", true)]
    [InlineData("mcp__hub__get", false)]
    [InlineData("mcp__hu", false)]
    public void RulesOfServers(string allow, bool allowed) =>
        Assert.Equal(allowed, Bench.Of(allow).Decide("mcp__hub__get_issue", new Need(NeedKind.CallServer, "mcp__hub__get_issue")).Verdict == Verdict.Allow);

    [Theory]
    [InlineData(PermissionMode.Default, "make", Verdict.Ask)]
    [InlineData(PermissionMode.AcceptEdits, "mkdir -p a/b && touch a/b/c && cp a/b/c y", Verdict.Allow)]
    [InlineData(PermissionMode.AcceptEdits, "cp x /etc/y", Verdict.Ask)]
    [InlineData(PermissionMode.AcceptEdits, "rm -rf build", Verdict.Allow)]
    [InlineData(PermissionMode.AcceptEdits, "make", Verdict.Ask)]
    [InlineData(PermissionMode.Plan, "ls", Verdict.Allow)]
    [InlineData(PermissionMode.Plan, "make", Verdict.Deny)]
    [InlineData(PermissionMode.Plan, "touch new; $x", Verdict.Deny)]
    // As documented, a person is asked in plan mode as in default about what cannot be told, and it may be a way to look.
    [InlineData(PermissionMode.Plan, "ls $(", Verdict.Ask)]
    [InlineData(PermissionMode.DontAsk, "make", Verdict.Deny)]
    [InlineData(PermissionMode.DontAsk, "ls", Verdict.Allow)]
    [InlineData(PermissionMode.BypassPermissions, "make", Verdict.Allow)]
    [InlineData(PermissionMode.BypassPermissions, "make (", Verdict.Ask)]
    public void ModesDecideWhereNoRuleDoes(PermissionMode mode, string command, Verdict verdict)
    {
        var decision = Bench.Of(mode: mode).Run(command);
        Assert.True(verdict == decision.Verdict, decision.Reason);
    }

    [Fact]
    public void DenyBeatsAskBeatsAllowWhateverIsMoreSpecific()
    {
        Assert.Equal(Verdict.Deny, Bench.Of("Bash(npm test)", "Bash(npm *)", "Bash(npm:*)").Run("npm test").Verdict);
        Assert.Equal(Verdict.Ask, Bench.Of("Bash(npm test)", "Bash(npm *)").Run("npm test").Verdict);
    }

    [Fact]
    public void WhatARuleHadToAllowIsNamedBeforeWhatIsHarmlessAnyway()
    {
        var decision = Bench.Of(allow: "Bash(npm *)").Run("cd sub && npm x | head");
        Assert.Equal((Verdict.Allow, "npm x", "Bash(npm *)"), (decision.Verdict, decision.Part, decision.Rule?.ToString()));
        Assert.Equal(("mkdir a", Cause.Mode), Bench.Of(mode: PermissionMode.AcceptEdits).Run("ls && mkdir a") is var d ? (d.Part, d.Cause) : default);
    }

    [Fact]
    public void ADecisionNamesItsPartRuleAndPlace()
    {
        var decision = Bench.Of(deny: "Bash(rm *)").Run("ls && rm x");
        Assert.Equal(("rm x", 6, "Bash(rm *)"), (decision.Part, decision.At, decision.Rule!.ToString()));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "the settings: it must be an object")]
    [InlineData("""{"permissions":1}""", "permissions: it must be an object")]
    [InlineData("""{"permissions":{"allow":"x"}}""", "permissions.allow: it must be a list of texts")]
    [InlineData("""{"permissions":{"allow":["Read",1]}}""", "permissions.allow[1]: it must be a text")]
    [InlineData("""{"permissions":{"deny":["Bash(rm"]}}""", "lacks its closing parenthesis")]
    [InlineData("""{"permissions":{"defaultMode":"x"}}""", "'x' is no mode")]
    public void WrongSettingsAreAnErrorThatNamesThePlace(string json, string says) =>
        Assert.Contains(says, Assert.Throws<SettingsException>(() => Bench.Settings(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void UnknownKeysAreLeftAlone() => Assert.Empty(Bench.Settings("""{"x":1,"permissions":{"y":[2]}, /* c */ "hooks":{}}""").Rules);

    [Theory]
    [InlineData("sed -i 's/a/b/' src/a.txt", Verdict.Allow)]
    [InlineData("sed -i.bak -E 's/a/b/g' a.txt b.txt", Verdict.Allow)]
    [InlineData("sed --in-place -e 's/a/b/' a.txt", Verdict.Allow)]
    [InlineData("sed -i.json 's/x/x/' .mcp", Verdict.Ask)] // the backup would be obeyed
    [InlineData("sed -irc 's/x/x/' .bash", Verdict.Ask)]
    [InlineData("grep -es /home/me/.ssh/id_rsa", Verdict.Ask)] // s is the pattern
    [InlineData("rg --files /etc", Verdict.Ask)]
    [InlineData("sed -i 's/a/b/' /etc/hosts", Verdict.Ask)]
    [InlineData("sed -i 's/a/b/' .git/config", Verdict.Ask)]
    [InlineData("sed -i 's/a/id/e' a.txt", Verdict.Ask)]
    [InlineData("sed -i 's/a/b/w /tmp/x' a.txt", Verdict.Ask)]
    [InlineData("sed -i../x 's/a/b/' a.txt", Verdict.Ask)]
    [InlineData("sed -i 's/a/b/' $F", Verdict.Ask)]
    [InlineData("sed -i 's/a/b/'", Verdict.Ask)]
    public void AcceptedEditsAreThoseOfSedToo(string command, Verdict expected)
    {
        Assert.Equal(expected, Bench.Of(mode: PermissionMode.AcceptEdits).Run(command).Verdict);
        Assert.Equal(Verdict.Ask, Bench.Of().Run(command).Verdict);
    }

    [Theory]
    [InlineData("Bash(run_in_background:true)", "Bash", """{"command":"ls","run_in_background":true}""", true)]
    [InlineData("Bash(run_in_background:true)", "Bash", """{"command":"ls","run_in_background":false}""", false)]
    [InlineData("Bash(run_in_background:true)", "Bash", """{"command":"ls"}""", false)]
    [InlineData("Agent(model:opus)", "Agent", """{"prompt":"x","model":"opus"}""", true)]
    [InlineData("Agent(model:*opus*)", "Agent", """{"model":"claude-opus-5"}""", false)] // a star first is no value
    [InlineData("Agent(model:claude-*)", "Agent", """{"model":"claude-opus-5"}""", true)]
    [InlineData("Agent(model:opus)", "Bash", """{"model":"opus"}""", false)]
    [InlineData("Bash(command:ls)", "Bash", """{"command":"ls"}""", false)]
    [InlineData("Bash(run_in_background:true)", "Bash", """{"command":"ls","run_in_background":"yes"}""", true)]
    [InlineData("Bash(run_in_background:true)", "Bash", """{"command":"ls","run_in_background":1}""", true)]
    [InlineData("Bash(run_in_background:true)", "Bash", """{"command":"ls","run_in_background":"no"}""", false)]
    [InlineData("Agent(model:opus)", "Agent", """{"model":" Opus"}""", true)]
    [InlineData("Bash(run_in_background:true)", "Bash", "no json", false)]
    public void ARuleMayNameAFieldOfTheInput(string rule, string tool, string input, bool speaks)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(input);
        Assert.Equal(speaks ? Verdict.Deny : (Verdict?)null, Bench.Of(deny: rule).OnInput(tool, bytes)?.Verdict);
        Assert.Equal(speaks ? Verdict.Ask : (Verdict?)null, Bench.Of(ask: rule).OnInput(tool, bytes)?.Verdict);
        Assert.Null(Bench.Of(allow: rule).OnInput(tool, bytes));
    }

    [Fact]
    public void ADecisionSaysHowFarItReaches()
    {
        Assert.Equal(DecisionScope.Call, Bench.Of().Run("ls").Scope);
        Assert.Equal(DecisionScope.Settings, Bench.Of(allow: "Bash(make *)").Run("make x").Scope);
        var given = new Rule(Verdict.Allow, "Bash", "make *", RuleSource.CommandLine, "/");
        Assert.Equal(DecisionScope.Session, new Authority(new PermissionSettings { Rules = [given] }, new AuthorityOptions { Folder = Bench.Folder }).Run("make x").Scope);
    }
}
