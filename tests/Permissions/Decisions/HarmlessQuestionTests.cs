using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>What only asks a program something, or shows what would happen, passes unasked; what looks like it and does more still asks.</summary>
public sealed class HarmlessQuestionTests
{
    [Theory]
    [InlineData("python3 --version")]
    [InlineData("python3 -V")]
    [InlineData("python3.12 --version")]
    [InlineData("node --version && npm -v")]
    [InlineData("go version")]
    [InlineData("cargo --version; rustc --version")]
    [InlineData("java -version 2>&1 | head -1")]
    [InlineData("cd sub && dotnet --version")]
    [InlineData("command -v node")]
    [InlineData("command -V node npm")]
    [InlineData("command -v node >/dev/null 2>&1 && node --version")]
    [InlineData("type node")]
    [InlineData("which node")]
    [InlineData("hash")]
    [InlineData("hash -r")]
    [InlineData("hash node 2>/dev/null")]
    [InlineData("jq .name package.json")]
    [InlineData("jq -r '.scripts | keys[]' package.json")]
    [InlineData("cat package.json | jq '.env, .scripts.import'")]
    [InlineData("jq --arg x y '.[$x]' a.json b.json")]
    [InlineData("jq -e . package.json")]
    [InlineData("jq --indent 2 . a.json")]
    [InlineData("git clean -n")]
    [InlineData("git clean -nd")]
    [InlineData("git clean -ndx src")]
    [InlineData("git clean -nf")]
    [InlineData("git clean -fdn")]
    [InlineData("git clean --dry-run -d")]
    [InlineData("git clean -nd -e node_modules")]
    public void ItPasses(string command)
    {
        foreach (var mode in (PermissionMode[])[PermissionMode.Default, PermissionMode.Plan, PermissionMode.Auto])
        {
            var found = Bench.Of(mode: mode).Run(command);
            Assert.True(found.Verdict == Verdict.Allow, $"{mode}: {found.Reason}");
        }
    }

    [Theory]
    [InlineData("./python3 --version")]
    [InlineData("/opt/x/python3 --version")]
    [InlineData("~/bin/python3 --version")]
    [InlineData("PATH=/x python3 --version")]
    [InlineData("PATH=/x; python3 --version")]
    [InlineData("export PATH=/x; python3 --version")]
    [InlineData("LD_PRELOAD=/x.so python3 --version")]
    [InlineData("python3() { rm x; }; python3 --version")]
    [InlineData("cd /opt/x && cargo --version")]
    [InlineData("evil --version")]
    [InlineData("python3 --version x.py")]
    [InlineData("python3 -v")]
    [InlineData("node -V")]
    [InlineData("go version ./x")]
    [InlineData("echo x.rb | xargs ruby -v")]
    [InlineData("node \"$X\"")]
    [InlineData("python3 --version > /etc/x")]
    [InlineData("command rm x")]
    [InlineData("command -p rm x")]
    [InlineData("command -pv rm; command -p make")]
    [InlineData("hash -p /x/evil ls")]
    [InlineData("hash -p/x/evil ls")]
    [InlineData("hash $X")]
    [InlineData("type node > x")]
    [InlineData("jq -f x.jq a.json")]
    [InlineData("jq -L. 'import \"x\" as $x; $x' a.json")]
    [InlineData("jq --slurpfile x /etc/x . a.json")]
    [InlineData("jq --rawfile x /etc/x . a.json")]
    [InlineData("jq -n env")]
    [InlineData("jq -n '$ENV.HOME'")]
    [InlineData("jq -n '\"\\(env.HOME)\"'")]
    [InlineData("jq 'include \"x\"; .' a.json")]
    [InlineData("jq -n '\"x\" | modulemeta'")]
    [InlineData("jq . /etc/x.json")]
    [InlineData("jq . ../x.json")]
    [InlineData("jq -n --args '$ARGS' /etc/x")]
    [InlineData("jq \"$X\" a.json")]
    [InlineData("git clean -i")]
    [InlineData("git clean -n -i")]
    [InlineData("git clean -n --no-dry-run")]
    [InlineData("git -c clean.requireForce=false clean -n")]
    [InlineData("git clean -n $X")]
    public void WhatDoesMoreAsks(string command)
    {
        var found = Bench.Of().Run(command);
        Assert.True(found.Verdict == Verdict.Ask, found.Reason);
    }

    /// <summary>The last word about it counts to git, and what follows <c>-e</c> is a pattern.</summary>
    [Theory]
    [InlineData("git clean -n --no-dry-run -f")]
    [InlineData("git clean -nf --no-dry-run")]
    [InlineData("git clean -fe -n")]
    [InlineData("git clean -fen")]
    [InlineData("git clean -f --exclude -n")]
    [InlineData("git clean -f -- -n")]
    [InlineData("git clean -fd --no-d -n")]
    public void WhatRemovesAfterAllIsTheBreakers(string command) =>
        Assert.Equal((Verdict.Ask, Cause.Breaker), Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command) is var d ? (d.Verdict, d.Cause) : default);

    [Theory]
    [InlineData("python3 --version")]
    [InlineData("cargo --version")]
    [InlineData("git clean -n")]
    public void InAFolderThatNobodyTrustsItAsks(string command) => Assert.Equal(Verdict.Ask, Bench.Of(trusted: false).Run(command).Verdict);

    /// <summary>A program of the workspace is its code, whatever it is asked.</summary>
    [Fact]
    public void AProgramByItsPathIsCodeOfTheProject()
    {
        Assert.Equal(Verdict.Allow, Bench.Of(mode: PermissionMode.Auto).Run("./run --version").Verdict);
        Assert.Equal(Verdict.Ask, Bench.Of(mode: PermissionMode.Auto, trusted: false).Run("./run --version").Verdict);
    }

    [Theory]
    [InlineData("git checkout", Verdict.Allow)]
    [InlineData("git clean -nd", Verdict.Allow)]
    [InlineData("git checkout main", Verdict.Ask)]
    [InlineData("git checkout -f", Verdict.Ask)]
    [InlineData("git clean -d", Verdict.Ask)]
    public void WhatChangesNoFileNeedsNoRuleAboutEditing(string command, Verdict verdict) =>
        Assert.Equal(verdict, Bench.Of(allow: "Bash", deny: "Edit(./sub/.env)").Run(command).Verdict);

    [Theory]
    [InlineData("touch .npmrc", ".npmrc is protected")]
    [InlineData("rm -rf .git", ".git is protected")]
    [InlineData("sed -i s/a/b/ .envrc", ".envrc is protected")]
    [InlineData("tee sub/.npmrc", ".npmrc is protected")]
    [InlineData("touch a.txt", "no rule allows touch")]
    public void TheReasonNamesWhatMatters(string command, string reason) => Assert.StartsWith(reason, Bench.Of().Run(command).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("ls -LR", Verdict.Ask)]
    [InlineData("ls --dereference --recursive src", Verdict.Ask)]
    [InlineData("ls -l *.md", Verdict.Allow)]
    [InlineData("ls -L", Verdict.Allow)]
    [InlineData("ls -R", Verdict.Allow)]
    public void OptionsThatAreHarmlessOneByOne(string command, Verdict verdict) => Assert.Equal(verdict, Bench.Of(folder: Environment.CurrentDirectory).Run(command).Verdict);

    /// <summary>What is only known when it runs, and could hide nothing that a rule denies, passes in mode bypassPermissions however it is written; what the line sets is seen.</summary>
    [Theory]
    [InlineData("$X foo", "", Verdict.Allow)]
    [InlineData("\"$X\"", "", Verdict.Allow)]
    [InlineData("eval \"$X\"", "", Verdict.Allow)]
    [InlineData("sh -c \"$X\"", "", Verdict.Allow)]
    [InlineData("echo x > \"$X\"", "", Verdict.Allow)]
    [InlineData("x=$(cat y); echo $((x))", "", Verdict.Allow)]
    [InlineData("$X foo", "Bash(curl *)", Verdict.Ask)]
    [InlineData("eval \"$X\"", "Bash(curl *)", Verdict.Ask)]
    [InlineData("echo x > \"$X\"", "Edit(.env)", Verdict.Ask)]
    [InlineData("x=$(cat y); echo $((x))", "Bash(curl *)", Verdict.Ask)]
    [InlineData(":(){ :|:& };:", "", Verdict.Ask)]
    [InlineData("X='rm -rf /'; $X", "", Verdict.Ask)]
    [InlineData("X='rm -rf /'; eval \"$X\"", "", Verdict.Ask)]
    [InlineData("$X (", "", Verdict.Ask)]
    [InlineData("cat //host/share/x", "", Verdict.Ask)]
    public void BypassKeepsItsPromise(string command, string deny, Verdict verdict)
    {
        var found = Bench.Of(deny: deny, mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(found.Verdict == verdict, found.Reason);
    }
}
