using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Cli;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>Ways around a check that say nothing of what they do: variables set in passing, operands nobody wrote, text that becomes commands.</summary>
public sealed class IndirectionTests
{
    private const string Broad = "Bash(npm run *);Bash(ls *);Bash(read *);Bash(printf *);Bash(getopts *);Bash(mapfile *)";

    private static void NeverAllowed(string command, Authority? authority = null)
    {
        var decision = (authority ?? Bench.Of()).Run(command);
        Assert.True(decision.Verdict != Verdict.Allow, $"allowed: {decision.Reason}");
    }

    [Theory]
    [InlineData("for PS4 in '$(touch x)'; do set -x; ls; done")]
    [InlineData("for PATH in .; do ls; done")]
    [InlineData("for PATH in .; do npm run x; done")]
    [InlineData("for BASH_ALIASES in x; do ls; done")]
    [InlineData("for BASH_CMDS in x; do ls; done")]
    [InlineData("for LD_PRELOAD in ./x.so; do ls; done")]
    [InlineData("for HOME in /; do ls; done")]
    [InlineData("for ENV in x; do ls; done")]
    [InlineData("for IFS in x; do ls; done")]
    [InlineData("for npm_config_script_shell in x; do npm run y; done")]
    [InlineData("select PATH in .; do ls; done")]
    [InlineData("((PATH=5)); ls")]
    [InlineData("((PATH+=5)); ls")]
    [InlineData("((PATH <<= 5)); ls")]
    [InlineData("((PATH++)); ls")]
    [InlineData("((--PATH)); ls")]
    [InlineData("((BASH_CMDS[ls]=5)); ls")]
    [InlineData("echo $((PATH=5)); ls")]
    [InlineData("echo $[PATH=5]; ls")]
    [InlineData("echo ${y[PATH=5]}; ls")]
    [InlineData("echo ${y:PATH=5}; ls")]
    [InlineData("y[PATH=5]=1; ls")]
    [InlineData("[[ $((PATH=1)) ]]; ls")]
    [InlineData("for ((PATH=5;;)); do ls; done")]
    [InlineData("echo ${PATH:=.}; ls")]
    [InlineData("echo ${PATH=.}; ls")]
    [InlineData("read PATH; ls")]
    [InlineData("printf -v PATH .; ls")]
    [InlineData("printf -vPATH .; ls")]
    [InlineData("getopts x PATH; ls")]
    [InlineData("mapfile PATH; ls")]
    [InlineData("ls {PATH}>/dev/null; ls")]
    [InlineData("coproc PATH { ls; }; ls")]
    public void VariablesSetInPassingAreAskedAbout(string command)
    {
        NeverAllowed(command);
        NeverAllowed(command, Bench.Of(Broad));
    }

    [Theory]
    [InlineData("for file in a b; do ls; done")]
    [InlineData("echo $((COLUMNS == 5)) $((TOTAL <= 5)) $((TOTAL != 1))")]
    [InlineData("((i += 1)); for ((i=0; i<3; i++)); do echo $i; done")]
    [InlineData("echo ${name:=x}")]
    public void VariablesOfOnesOwnAreNot(string command)
    {
        var decision = Bench.Of().Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, decision.Reason);
    }

    [Theory]
    [InlineData("echo /etc/passwd | xargs cat")]
    [InlineData("find . | xargs cat")]
    [InlineData("find . | xargs grep x")]
    [InlineData("find . | timeout 5 xargs head")]
    [InlineData("xargs cat < a.txt")]
    [InlineData("xargs xargs ls")]
    public void WhatXargsIsGivenIsNotKnown(string command) => NeverAllowed(command);

    [Theory]
    [InlineData("x=/; rm -rf $x")]
    [InlineData("x='-rf /'; rm $x")]
    [InlineData("rm \"$x\" \"$y\"")]
    [InlineData("rm -rf \"${x:-/}\"")]
    [InlineData("rm -rf $(echo /)")]
    [InlineData("rm -rf \"$(pwd)\"")]
    [InlineData("rm -r build/$x")]
    [InlineData("echo / | xargs rm -rf")]
    [InlineData("echo / | xargs -n1 rm -rf")]
    [InlineData("echo '-rf /' | xargs rm")]
    [InlineData("chmod -R 777 $x")]
    [InlineData("find $x -delete")]
    [InlineData("git -C x clean -fdx")]
    [InlineData("git -c clean.requireForce=false clean -dx")]
    [InlineData("git clean -fdx -e -n")]
    [InlineData("git clean $x")]
    [InlineData("git $x")]
    public void RemovingWhatNobodyKnowsAsksInEveryMode(string command) =>
        Assert.Equal((Verdict.Ask, Cause.Breaker), Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command) is var d ? (d.Verdict, d.Cause) : default);

    [Theory]
    [InlineData("rm -rf build")]
    [InlineData("rm \"$x\"")]
    [InlineData("git clean -n")]
    [InlineData("git clean -fdxn -n")]
    [InlineData("echo a | xargs echo")]
    public void RemovingWhatIsNamedDoesNot(string command) =>
        Assert.Equal(Verdict.Allow, Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command).Verdict);

    [Theory]
    [InlineData("bash <<< 'curl x'")]
    [InlineData("bash -o posix <<< 'curl x'")]
    [InlineData("sh -s a <<E\ncurl x\nE")]
    [InlineData("echo curl x | sh")]
    [InlineData("echo curl x | sudo bash")]
    [InlineData("bash <(echo curl x)")]
    [InlineData("bash /dev/stdin <<< 'curl x'")]
    [InlineData(". /dev/stdin <<< 'curl x'")]
    [InlineData("bash -c \"$x\"")]
    [InlineData("bash -c -e 'curl x'")]
    [InlineData("bash -c 'trap \"curl x\" EXIT'")]
    [InlineData("make; trap 'curl x' EXIT")]
    [InlineData("trap 'curl x' EXIT")]
    [InlineData("alias a=curl; a x")]
    [InlineData("hash -p /usr/bin/curl a; a x")]
    [InlineData("eval cu'rl' x; eval $y")]
    [InlineData("x=curl; $x y")]
    [InlineData("timeout 5 $x y")]
    [InlineData("sudo -u me $x y")]
    [InlineData("cu?l x")]
    [InlineData("env '-Scurl x'")]
    [InlineData("su -c 'a; curl x'")]
    [InlineData("echo curl | xargs -I{} {} x")]
    [InlineData("echo curl | xargs env")]
    [InlineData("echo push | xargs git")]
    [InlineData("git -C . push")]
    [InlineData("git -c x=y push")]
    [InlineData("git --no-pager push origin")]
    [InlineData("git -c alias.a='!curl x' a")]
    [InlineData("x=push; git $x")]
    [InlineData("git pus?")]
    [InlineData("BASH_ALIASES[a]=curl; a x")]
    public void ALineThatMayHideWhatARuleDeniesAsksInEveryMode(string command) =>
        NeverAllowed(command, Bench.Of(allow: "Bash", deny: "Bash(curl *);Bash(git push *)", mode: PermissionMode.BypassPermissions));

    [Theory]
    [InlineData("bash build.sh")]
    [InlineData("bash -c 'make test'")]
    [InlineData("sudo apt install $x")]
    [InlineData("git -C x commit -m \"$y\"")]
    [InlineData("make $x | tee \"$y\"; trap - EXIT")]
    public void ALineThatHidesNothingPassesWhereAModeAllowsIt(string command)
    {
        var decision = Bench.Of(deny: "Bash(curl *);Bash(git push *)", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, decision.Reason);
    }

    [Theory]
    [InlineData("cat .en?")]
    [InlineData("cat $PWD/.env")]
    [InlineData("python x.py {.env,x}")]
    public void AWordThatMayBeADeniedFileAsksInEveryMode(string command) =>
        NeverAllowed(command, Bench.Of(allow: "Bash", deny: "Read(./.env)", mode: PermissionMode.BypassPermissions));

    [Theory]
    [InlineData("grep -hf /etc/hostname x")]
    [InlineData("grep -vf /etc/hostname x")]
    [InlineData("grep -nf/etc/shadow x")]
    [InlineData("grep --fi /etc/shadow x")]
    [InlineData("grep --file=/etc/* x")]
    [InlineData("grep --include=$x TODO .")]
    [InlineData("grep --*=x TODO .")]
    [InlineData("sort --output=* x")]
    [InlineData("rg -nf /etc/shadow")]
    [InlineData("rg --ignore-file /etc/shadow x")]
    [InlineData("file -f /etc/passwd")]
    [InlineData("wc --files0 x")]
    [InlineData("grep -R x .")]
    [InlineData("grep -nR x .")]
    [InlineData("rg -L x")]
    [InlineData("rg --follow x")]
    [InlineData("tree -l")]
    [InlineData("find -L . -name x")]
    [InlineData("diff -r a b")]
    public void FilesOfNamesAndLinksThatAreFollowedAsk(string command) => NeverAllowed(command);

    [Theory]
    [InlineData("grep -r x .")]
    [InlineData("grep -rn x")]
    [InlineData("timeout 5 grep --recursive x .")]
    [InlineData("rg x")]
    public void ASearchOfFoldersAsksWhereAFileIsDenied(string command) =>
        NeverAllowed(command, Bench.Of(allow: "Bash", deny: "Read(./sub/.env)", mode: PermissionMode.BypassPermissions));

    [Theory]
    [InlineData(":(){ :|:& };:")]
    [InlineData("f() { echo; (f | f) & }; f")]
    [InlineData("function f { f & f; }; f")]
    public void AFunctionThatCallsItselfAsksInEveryMode(string command) =>
        NeverAllowed(command, Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions));

    [Fact]
    public void DotsAfterALinkLeadWhereTheKernelGoes()
    {
        using var temporary = new TemporaryFolder();
        var work = Directory.CreateDirectory(Path.Combine(temporary.Path, "work")).FullName;
        Directory.CreateDirectory(Path.Combine(work, "sub"));
        Directory.CreateDirectory(Path.Combine(temporary.Path, "other", "deep"));
        Directory.CreateSymbolicLink(Path.Combine(work, "sub", "link"), Path.Combine(temporary.Path, "other", "deep"));
        var authority = Bench.Of(folder: work);
        NeverAllowed("cat sub/link/../outside.txt", authority);
        NeverAllowed("cd sub/link && cat ../outside.txt", authority);
        NeverAllowed("cat < sub/link/../outside.txt", authority);
        Assert.Equal(Verdict.Allow, authority.Run("cat sub/../inside.txt").Verdict);
    }
}
