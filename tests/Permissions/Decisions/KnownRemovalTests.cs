using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>The breaker is for what nothing brings back: what removes nothing, or what is known to be a folder of the work, is none of its business.</summary>
public sealed class KnownRemovalTests
{
    [Theory]
    [InlineData("find . -name '*.py' -exec grep -l foo {} +")]
    [InlineData("find . -exec wc -l {} \\;")]
    [InlineData("find / -name x -exec cat {} \\;")]
    [InlineData("find . -name '*.pyc' -delete")]
    [InlineData("find . -type f -name '*.pyc' -delete")]
    [InlineData("find . -name node_modules -exec rm -rf {} +")]
    [InlineData("find . \\( -name a.o -o -name b.o \\) -delete")]
    [InlineData("find . -path ./keep -prune -o -name '*.o' -delete")]
    [InlineData("find . -type d -empty -delete")]
    [InlineData("find build -delete")]
    [InlineData("find . -type f -exec chmod 644 {} +")]
    [InlineData("chmod -R u+w .")]
    [InlineData("chown -R me .")]
    [InlineData("D=build; rm -rf \"$D\"")]
    [InlineData("D=build; rm -rf \"$D\"/*")]
    [InlineData("D=build && rm -rf $D")]
    [InlineData("export D=build; rm -rf ${D}/x")]
    [InlineData("A=build; B=\"$A/x\"; rm -rf \"$B\"")]
    [InlineData("rm -rf \"$PWD/build\"")]
    [InlineData("rm -rf $PWD/build $(pwd)/dist")]
    [InlineData("cd sub && rm -rf \"$PWD\"")]
    [InlineData("rm -rf \"$HOME/work/build\"")]
    [InlineData("T=$(mktemp -d); rm -rf \"$T\"")]
    [InlineData("T=$(mktemp -d) || exit 1; trap 'rm -rf \"$T\"' EXIT; make")]
    [InlineData("T=\"$(mktemp -d -t x.XXXXXX)\"; cp a \"$T\"; rm -r \"$T\"")]
    [InlineData("D=build; bash -c \"rm -rf $D\"")]
    [InlineData("rm -rf {a,b}")]
    [InlineData("rm -rf build/{a,b{c,d}}/x")]
    [InlineData("(cd sub && rm -rf *)")]
    [InlineData("cd sub && rm -rf ./*")]
    public void WhatIsKnownToBeHarmlessDoesNotAsk(string command)
    {
        var decision = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(decision.Verdict == Verdict.Allow, $"{decision.Reason}: {decision.Part}");
    }

    [Theory]
    [InlineData("find . -delete")]
    [InlineData("find . -type f -delete")]
    [InlineData("find . -name '*' -delete")]
    [InlineData("find . -delete -name x")]
    [InlineData("find . -not -name x -delete")]
    [InlineData("find . ! -name x -delete")]
    [InlineData("find . -name x -o -delete")]
    [InlineData("find . -exec rm -rf {} +")]
    [InlineData("find . -exec sh -c 'rm -rf x' \\;")]
    [InlineData("find .. -name x -delete")]
    [InlineData("find / -name x -delete")]
    [InlineData("find / -exec chmod 777 {} +")]
    [InlineData("chmod -R 777 ..")]
    [InlineData("chmod -R 777 ~")]
    [InlineData("rm -rf *")]
    [InlineData("cd sub; rm -rf *")]
    [InlineData("cd .. && rm -rf *")]
    [InlineData("(cd sub && rm -rf ..)")]
    [InlineData("D=/; rm -rf \"$D\"")]
    [InlineData("D=build; D=/; rm -rf \"$D\"")]
    [InlineData("D=; rm -rf \"$D\"/*")]
    [InlineData("rm -rf \"$D\"; D=build")]
    [InlineData("false && D=build; rm -rf \"$D\"/*")]
    [InlineData("if x; then D=build; fi; rm -rf \"$D\"/*")]
    [InlineData("(D=build); rm -rf \"$D\"/*")]
    [InlineData("D=build | cat; rm -rf \"$D\"/*")]
    [InlineData("D=build; read D; rm -rf \"$D\"")]
    [InlineData("D=build; for D in /; do rm -rf \"$D\"; done")]
    [InlineData("D=build; eval x; rm -rf \"$D\"")]
    [InlineData("D=build; f() { D=/; }; f; rm -rf \"$D\"")]
    [InlineData("D=build; unset D; rm -rf \"$D\"/*")]
    [InlineData("D='a /'; rm -rf $D")]
    [InlineData("D='*'; rm -rf $D")]
    [InlineData("IFS=,; D=a,/; rm -rf $D")]
    [InlineData("D=-rf; rm $D /")]
    [InlineData("D=build; rm -rf \"${D%build}/\"")]
    [InlineData("D=build; bash -c 'rm -rf \"$D\"/*'")]
    [InlineData("eval \"rm -rf $D/*\"; D=build")]
    [InlineData("T=$(mktemp -d); rm -rf \"$T\"/*")]
    [InlineData("T=$(mktemp -d); rm -rf \"$T/../..\"")]
    [InlineData("rm -rf \"$PWD\"")]
    [InlineData("PWD=/; rm -rf \"$PWD\"")]
    [InlineData("rm -rf \"$PWD/..\"")]
    [InlineData("cd sub; rm -rf \"$PWD\"")]
    [InlineData("rm -rf /{bin,usr}")]
    [InlineData("rm -rf {a,/}")]
    [InlineData("rm {-rf,/}")]
    public void WhatIsNotStillAsks(string command)
    {
        var decision = Bench.Of(allow: "Bash", mode: PermissionMode.BypassPermissions).Run(command);
        Assert.True(decision is { Verdict: Verdict.Ask, Cause: Cause.Breaker }, $"{decision.Verdict} {decision.Cause}: {decision.Reason}");
    }

    [Fact]
    public void BracesOfAnyDepthEnd() => Assert.Equal(Verdict.Ask, Bench.Of().Run("rm -rf " + new string('{', 100_000) + "a,b" + new string('}', 100_000)).Verdict);
}
