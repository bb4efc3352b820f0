using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>What mode acceptEdits lets pass: plain file handling that provably stays in the workspace and touches nothing that takes effect later.</summary>
public sealed class PlainHandlingTests
{
    [Theory]
    [InlineData("timeout 3 touch x")]
    [InlineData("nice -n 5 touch x")]
    [InlineData("nohup cp a b")]
    [InlineData("time mv a b")]
    [InlineData("LANG=C touch x")]
    [InlineData("NO_COLOR=1 mkdir x")]
    [InlineData("LC_ALL=C timeout 3 sed -i s/a/b/ x")]
    [InlineData("rm -f *.tmp")]
    [InlineData("rm -f src/?.o build/[a-f]*.o")]
    [InlineData("mkdir -p src/{a,b}")]
    [InlineData("mkdir -p src/{a,b}/{c,d}")]
    [InlineData("touch f{1..9}.txt")]
    [InlineData("rm -f src/{a,b}*.tmp")]
    [InlineData("sed -i s/a/b/ src/*.txt")]
    public void Passes(string command)
    {
        Assert.Equal(Verdict.Allow, Bench.Of(mode: PermissionMode.AcceptEdits).Run(command).Verdict);
        Assert.Equal(Verdict.Ask, Bench.Of().Run(command).Verdict);
        Assert.Equal(Verdict.Deny, Bench.Of(mode: PermissionMode.Plan).Run(command).Verdict);
    }

    [Theory]
    [InlineData("rm -rf *")]
    [InlineData("rm -rf .*")]
    [InlineData("rm -rf .g*")]
    [InlineData("rm -rf .[a-z]*")]
    [InlineData("rm -rf src/.??t")]
    [InlineData("rm -rf src/.GI?")]
    [InlineData("rm -rf .?")]
    [InlineData("cp x .c?nfig/g?t")]
    [InlineData("cp x .c*/git")]
    [InlineData("rm -f *.json")]
    [InlineData("touch {a,.git/config}")]
    [InlineData("cp x .{bash,zsh}rc")]
    [InlineData("touch {a,../b}")]
    [InlineData("touch {a,/etc/b}")]
    [InlineData("touch {~/x,b}")]
    [InlineData("touch ../*.tmp")]
    [InlineData("rm /etc/*.tmp")]
    [InlineData("rm ~/*.tmp")]
    [InlineData("rm **/x")]
    [InlineData("rm \"*\"*.tmp")]
    [InlineData("touch '{a,b}'{c,d}")]
    [InlineData("cp *.txt out")]
    [InlineData("cp {-t,/etc} x")]
    [InlineData("cp {a,-t/etc}")]
    [InlineData("nice -n $N touch x")]
    [InlineData("xargs touch x")]
    [InlineData("env touch x")]
    [InlineData("PATH=. touch x")]
    [InlineData("LD_PRELOAD=./x touch x")]
    [InlineData("timeout 3 touch /etc/x")]
    [InlineData("sed -i s/a/b/ *.txt")]
    public void IsAskedAbout(string command) => Assert.Equal(Verdict.Ask, Bench.Of(mode: PermissionMode.AcceptEdits).Run(command).Verdict);

    /// <summary>What a rule denies or asks about could be what the pattern matches.</summary>
    [Theory]
    [InlineData("", "Edit(keep.tmp)")]
    [InlineData("Edit(keep.tmp)", "")]
    public void RulesAboutFilesCountForPatterns(string ask, string deny) =>
        Assert.NotEqual(Verdict.Allow, Bench.Of(ask: ask, deny: deny, mode: PermissionMode.AcceptEdits).Run("rm *.tmp").Verdict);

    [Fact]
    public void ALinkThatAPatternMayMatchCounts()
    {
        using var folder = new Pith.Tests.Cli.TemporaryFolder();
        var authority = Bench.Of(mode: PermissionMode.AcceptEdits, folder: folder.Path);
        Assert.Equal(Verdict.Allow, authority.Run("touch *.tmp").Verdict);
        File.CreateSymbolicLink(folder.Place("a.tmp"), "/etc/passwd");
        Assert.Equal(Verdict.Ask, authority.Run("touch *.tmp").Verdict);
    }

    [Theory]
    [InlineData("rm -rf /", "", DecisionExpiry.Never)]
    [InlineData("make", "", DecisionExpiry.Call)]
    [InlineData("ls", "", DecisionExpiry.Call)]
    [InlineData("make", "Bash(make)", DecisionExpiry.SettingsChange)]
    public void ADecisionSaysWhenItEnds(string command, string allow, DecisionExpiry expiry) => Assert.Equal(expiry, Bench.Of(allow).Run(command).Expiry);
}
