using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;

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
}
