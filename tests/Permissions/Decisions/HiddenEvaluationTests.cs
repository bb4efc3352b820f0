using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A value such as <c>a[$(rm x)]</c> runs a command wherever bash evaluates it; it does so in more places than those that look like arithmetic.</summary>
public sealed class HiddenEvaluationTests
{
    /// <summary>Every mode that asks does, others refuse; and a rule that denies the hidden command is not evaded where everything else is allowed.</summary>
    private static void IsAsked(string command)
    {
        foreach (var mode in (PermissionMode[])[PermissionMode.Default, PermissionMode.AcceptEdits, PermissionMode.Auto, PermissionMode.Plan])
            Assert.True(Bench.Of(mode: mode).Run(command) is { Verdict: not Verdict.Allow }, $"{mode} allows it");
        Assert.Equal(Verdict.Deny, Bench.Of(mode: PermissionMode.DontAsk).Run(command).Verdict);
        Assert.NotEqual(Verdict.Allow, Bench.Of(allow: "Bash", deny: "Bash(rm *)", mode: PermissionMode.BypassPermissions).Run(command).Verdict);
    }

    [Theory]
    [InlineData("RANDOM='a[$(rm x)]'")]
    [InlineData("SRANDOM='a[$(rm x)]'")]
    [InlineData("OPTIND='a[$(rm x)]'")]
    [InlineData("HISTCMD='a[$(rm x)]'")]
    [InlineData("SECONDS='a[$(rm x)]'")]
    [InlineData("RANDOM+='a[$(rm x)]'")]
    [InlineData("RANDOM[0]='a[$(rm x)]'")]
    [InlineData("RANDOM=('a[$(rm x)]')")]
    [InlineData("x='a[$(rm x)]'; RANDOM=$x")]
    [InlineData("RANDOM=\"$(cat x)\"")]
    [InlineData("OPTIND=PATH=3; ls")]
    [InlineData("RANDOM='a[$(rm x)]' ls")]
    [InlineData("read RANDOM <<< 'a[$(rm x)]'")]
    [InlineData("printf -v OPTIND 'a[$(rm x)]'")]
    [InlineData("for RANDOM in 'a[$(rm x)]'; do ls; done")]
    [InlineData("for OPTIND in 1 'a[$(rm x)]'; do ls; done")]
    [InlineData("select RANDOM in 'a[$(rm x)]'; do ls; done")]
    [InlineData("export RANDOM='a[$(rm x)]'")]
    [InlineData("readonly RANDOM='a[$(rm x)]'")]
    [InlineData("declare RANDOM='a[$(rm x)]'")]
    [InlineData("f() { local RANDOM='a[$(rm x)]'; }; f")]
    [InlineData(": ${RANDOM:=a[$(rm x)]}")]
    [InlineData("mapfile RANDOM <<< 'a[$(rm x)]'")]
    [InlineData("getopts a RANDOM")]
    [InlineData("builtin printf -v OPTIND 'a[$(rm x)]'")]
    public void SomeVariablesEvaluateWhatTheyAreSetTo(string command) => IsAsked(command);

    [Theory]
    [InlineData(": 'a[$(rm x)]'; echo $((_))")]
    [InlineData(": 'a[$(rm x)]'; [[ _ -eq 1 ]]")]
    [InlineData(": 'a[$(rm x)]'; (( _ ))")]
    [InlineData(": 'a[$(rm x)]'; echo ${x[_]}")]
    [InlineData(": 'a[$(rm x)]'; echo ${x:_}")]
    [InlineData(": 'a[$(rm x)]'; x[_]=1")]
    [InlineData(": 'a[$(rm x)]'; x=([_]=1)")]
    [InlineData(": 'a[$(rm x)]'; for ((i=_;i<1;i++)); do ls; done")]
    [InlineData(": 'a[$(rm x)]'; cat <<E\n$((_))\nE")]
    [InlineData(": 'a[$(rm x)]'; echo $((0+$_))")]
    [InlineData(": PATH=3; echo $((_)); ls")]
    [InlineData("[[ 'a[$(rm x)]' =~ .* ]]; echo $((BASH_REMATCH))")]
    [InlineData("[[ 'a[$(rm x)]' =~ .* ]]; echo $((BASH_REMATCH[0]))")]
    [InlineData("select x in a; do ((REPLY)); break; done <<< 'a[$(rm x)]'")]
    [InlineData("echo $((PWD))")]
    [InlineData("echo $((OLDPWD))")]
    [InlineData("echo $((DIRSTACK))")]
    [InlineData("echo $((MAPFILE))")]
    [InlineData("echo $((BASH_COMMAND))")]
    [InlineData("echo $((BASH_ARGV))")]
    [InlineData("echo $((FUNCNAME))")]
    [InlineData("echo $((HOSTNAME))")]
    [InlineData("echo $((PS4))")]
    [InlineData("echo $((COMP_LINE))")]
    [InlineData("echo $((OPTARG))")]
    [InlineData("f() { echo $(($1)); }; f x")]
    public void SomeVariablesHoldTextNobodyAssigned(string command) => IsAsked(command);

    [Theory]
    [InlineData("xy='a[$(rm x)]'; echo $((x\\\ny))")]
    [InlineData("xy='a[$(rm x)]'; echo $(($x\\\ny))")]
    [InlineData("xy='a[$(rm x)]'; ((x\\\ny))")]
    [InlineData("xy='a[$(rm x)]'; echo $((x${z}y))")]
    [InlineData("b2='a[$(rm x)]'; echo $((b$((2))))")]
    [InlineData("b0='a[$(rm x)]'; echo $((b$#))")]
    [InlineData("b2='a[$(rm x)]'; n=2; echo $((b$n))")]
    [InlineData("b2='a[$(rm x)]'; echo $((b\"2\"))")]
    [InlineData("b2='a[$(rm x)]'; echo ${x[b$((2))]}")]
    [InlineData("x='a[$(rm x)]'; echo $((${#+x}))")]
    [InlineData("x='a[$(rm x)]'; echo $((${#/0/x}))")]
    [InlineData("x='a[$(rm x)]'; echo $((${#:+x}))")]
    [InlineData("x='a[$(rm x)]'; [[ ${#+x} -eq 1 ]]")]
    [InlineData("x='a[$(rm x)]'; [[ \"${#/0/x}\" -eq 1 ]]")]
    [InlineData("PATH=1; ((PA${z}TH++)); ls")]
    public void ANameMayBeMadeOfPieces(string command) => IsAsked(command);

    [Theory]
    [InlineData("x=-v; test \"$x\" 'a[$(rm x)]'")]
    [InlineData("[ \"${x:--v}\" 'a[$(rm x)]' ]")]
    [InlineData("test \"$(echo -v)\" 'a[$(rm x)]'")]
    [InlineData("test \"`echo -v`\" 'a[$(rm x)]'")]
    [InlineData("test a -a \"$(echo -v)\" 'a[$(rm x)]'")]
    [InlineData("x=(-v); test \"${x[0]}\" 'a[$(rm x)]'")]
    [InlineData("x=-v; y='a[$(rm x)]'; test \"$x\" \"$y\"")]
    [InlineData("x=-R; [ ! \"$x\" 'a[$(rm x)]' ]")]
    [InlineData("x=!; y=-v; [ \"$x\" \"$y\" 'a[$(rm x)]' ]")]
    [InlineData("[ -n x -o \"$x\" 'a[$(rm x)]' ]")]
    [InlineData("x=; test \"${x}-v\" 'a[$(rm x)]'")]
    [InlineData("x=(-v 'a[$(rm x)]'); test \"${x[@]}\"")]
    [InlineData("f() { test \"$@\"; }; f -v 'a[$(rm x)]'")]
    [InlineData("f() { [ \"${y-\"$@\"}\" ]; }; f -v 'a[$(rm x)]'")]
    [InlineData("f() { [ \"${@:1}\" ]; }; f -v 'a[$(rm x)]'")]
    [InlineData("builtin test -v 'a[$(rm x)]'")]
    [InlineData("command [ -v 'a[$(rm x)]' ]")]
    [InlineData("y=v; test -\"$y\" 'a[$(rm x)]'")]
    [InlineData("test ''\"${y:--v}\" 'a[$(rm x)]'")]
    [InlineData("test *")]
    public void ATestMayTurnOutToAskAboutASubscript(string command) => IsAsked(command);

    [Theory]
    [InlineData("echo $\"hi\"")]
    [InlineData("cat \"x\"$\"hi\"")]
    public void ATranslatedTextRunsWhatTheCatalogueSays(string command) => IsAsked(command);

    [Theory]
    [InlineData("RANDOM=42; OPTIND=1; SECONDS=0; echo $RANDOM $((RANDOM % 6))")]
    [InlineData("x=$RANDOM; y=$#; z=$((x + 1)); echo $((x + y + z)) $((${#x} + ${#a[@]} + $#)) $((_x))")]
    [InlineData("echo $((1 + \\\n 2)) $((x + \\\n y))")]
    [InlineData("x=abc; [ \"$x\" = \"$y\" ] && [ -n \"$x\" ] && [ \"$#\" -gt \"$x\" -a \"$x\" != b ] && [ \"$x\" ] && test ! \"$x\" && [ \"$x\" = '[a]' ]")]
    [InlineData("[[ \"${#x}\" -gt 3 ]] && [[ ${#x} -eq $((1 + 2)) ]]")]
    [InlineData("for i in 1 2; do echo $((i * 10)) ${x:i} ${x:$((i + 1)):2}; done")]
    public void WhatOnlyCountsPasses(string command)
    {
        var decision = Bench.Of().Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, decision.Reason);
    }
}
