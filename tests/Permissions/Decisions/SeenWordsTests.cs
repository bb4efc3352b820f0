using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>The body of a loop is judged for each word that its variable goes through, and what a pattern matches by what lies there: as the same command is without a loop.</summary>
public sealed class SeenWordsTests : IDisposable
{
    private readonly WorkFolder folder = new(), beyond = new();

    public SeenWordsTests()
    {
        foreach (var name in (string[])["a.md", "b.md", "src/a.c", "dash/-x.md", "dash/--compress-program=x.md", "blank/a /etc/x.md", "two/x y.md"])
            folder.Write(name, "x"u8);
        // Beside these no pattern but one that may match it leads out.
        Directory.CreateSymbolicLink(folder["out"], "/usr");
        // Behind this one lies no other link that would be noticed.
        Directory.CreateDirectory(beyond["deep"]);
        Directory.CreateSymbolicLink(folder["way"], beyond.Workspace.Root);
        Directory.CreateDirectory(folder["linked"]);
        File.CreateSymbolicLink(folder["linked/c.md"], "/etc/hostname");
    }

    public void Dispose()
    {
        folder.Dispose();
        beyond.Dispose();
    }

    [Theory]
    [InlineData("wc -l *.md")]
    [InlineData("for f in *.md; do wc -l \"$f\"; done")]
    [InlineData("for f in *.md; do wc -l $f; done")]
    [InlineData("for f in *.md; do wc -l \"${f}\"; done")]
    [InlineData("for f in ./*.md src/*.c; do echo \"== $f\"; head -3 \"$f\" | grep x; done")]
    [InlineData("for f in a b; do wc -l \"$f.md\"; done")]
    [InlineData("for f in a b; do sed -n 1,3p $f.md; done")]
    [InlineData("for d in src two; do ls -la \"$d\"; wc -l \"$d/a.c\"; done")]
    [InlineData("for f in a.md b.md; do for g in src/a.c; do diff \"$f\" \"$g\"; done; done")]
    [InlineData("for f in two/*.md; do sort \"$f\"; done")]
    [InlineData("cd src && for f in *.c; do wc -l \"$f\"; done")]
    [InlineData("for f in *.md; do git log --oneline -1 -- \"$f\"; done")]
    [InlineData("jq .a *.md")]
    [InlineData("sort *.md | head -3")]
    public void WhatOnlyReadsInsidePasses(string line)
    {
        foreach (var mode in (PermissionMode[])[PermissionMode.Default, PermissionMode.Auto, PermissionMode.Plan])
            Assert.True(Of(line, mode) is { Verdict: Verdict.Allow }, $"{mode}: {Of(line, mode).Reason}");
    }

    [Theory]
    [InlineData("for f in o*; do wc -l \"$f/x\"; done")]
    [InlineData("for f in *; do wc -l \"$f\"; done")]
    [InlineData("for f in linked/*.md; do cat \"$f\"; done")]
    [InlineData("for f in linked/*.MD; do cat \"$f\"; done")]
    [InlineData("for f in linked/[c]*; do cat \"$f\"; done")]
    [InlineData("for f in linked/?.md; do cat \"$f\"; done")]
    [InlineData("cat linked/*.md")]
    [InlineData("cat way/*.md")]
    [InlineData("cat way/deep/*.md")]
    [InlineData("cat way/*/x.md")]
    [InlineData("for f in way/deep/*.md; do cat \"$f\"; done")]
    [InlineData("`for f in a.md; do true; done; cat $f`")]
    [InlineData("for f in /etc/passwd a.md; do wc -l \"$f\"; done")]
    [InlineData("for f in /etc/*; do cat \"$f\"; done")]
    [InlineData("for f in *.md; do cat \"$f/../../x\"; done")]
    [InlineData("for f in ..; do cat $f/x; done")]
    [InlineData("for f in ~/x; do cat \"$f\"; done")]
    [InlineData("for f in $X; do cat \"$f\"; done")]
    [InlineData("for f in $(cat list); do cat \"$f\"; done")]
    [InlineData("for f; do cat \"$f\"; done")]
    [InlineData("for f in *.md; do cat \"$g\"; done")]
    [InlineData("for f in *.md; do f=/etc/passwd; cat \"$f\"; done")]
    [InlineData("for f in *.md; do read f; cat \"$f\"; done")]
    [InlineData("for f in *.md; do printf -v f /etc/passwd; cat \"$f\"; done")]
    [InlineData("for f in *.md; do declare f=/etc/passwd; cat \"$f\"; done")]
    [InlineData("for f in *.md; do eval \"f=$X\"; cat \"$f\"; done")]
    [InlineData("for f in *.md; do true; done; cat \"$f\"")] // where nothing matches it is as before
    [InlineData("cat \"$f\"; for f in *.md; do true; done")]
    [InlineData("IFS=m; for f in a/etcm; do cat $f; done")]
    [InlineData("for f in 'a /etc/passwd'; do cat $f; done")]
    [InlineData("for f in two/*.md; do cat $f; done")]
    [InlineData("cd dash && wc -l *.md")]
    [InlineData("cd dash && sort *.md")]
    [InlineData("cd dash && for f in *.md; do sort \"$f\"; done")]
    [InlineData("for f in *.md; do sort \"$f\" > ./-o.md; done")]
    [InlineData("touch -- -o.md; sort *.md")]
    [InlineData("for o in -o -u; do sort $o a.md; done")]
    [InlineData("for c in log clean; do git $c; done")]
    [InlineData("for c in status 'clean -fd'; do git $c; done")]
    [InlineData("for p in rm ls; do $p a.md; done")]
    [InlineData("for p in rm ls; do env $p a.md; done")]
    [InlineData("for f in *.md; do sed -i s/a/b/ \"$f\"; done")]
    [InlineData("for f in *.md; do bash \"$f\"; done")]
    [InlineData("for f in a.md; do cat $f[1]; done")]
    public void AnythingElseAsks(string line)
    {
        var found = Of(line, PermissionMode.Default);
        Assert.True(found.Verdict == Verdict.Ask, found.Reason);
    }

    [Theory]
    [InlineData("for f in *.md; do touch \"$f\"; done", Verdict.Allow)]
    [InlineData("for f in src/*.c; do clang-format -i \"$f\"; done", Verdict.Allow)]
    [InlineData("for t in build test; do make $t; done", Verdict.Allow)]
    [InlineData("for t in build deploy; do make $t; done", Verdict.Ask)]
    [InlineData("for f in linked/*.md; do touch \"$f\"; done", Verdict.Ask)]
    [InlineData("for f in out/x; do touch \"$f\"; done", Verdict.Ask)]
    [InlineData("for f in .git/hooks/x a.md; do tee \"$f\"; done", Verdict.Ask)]
    [InlineData("for c in status 'reset --hard'; do git $c; done", Verdict.Ask)]
    [InlineData("for d in src /; do rm -rf \"$d\"; done", Verdict.Ask)]
    [InlineData("for d in a ../x; do make -C \"$d\"; done", Verdict.Ask)]
    public void InModeAutoEachRoundIsJudged(string line, Verdict verdict)
    {
        var found = Of(line, PermissionMode.Auto);
        Assert.True(found.Verdict == verdict, found.Reason);
    }

    // Without the temporary folder, in which this workspace itself lies.
    private Decision Of(string line, PermissionMode mode) => new Authority(new PermissionSettings(), new AuthorityOptions { Folder = folder.Workspace.Root, Home = "/home/me", Mode = mode, IsTrusted = true }).Run(line);
}
