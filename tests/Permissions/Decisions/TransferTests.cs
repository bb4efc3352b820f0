using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>What copies, moves or links files is judged by the files it writes, not by the words it is given.</summary>
public sealed class TransferTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public TransferTests()
    {
        folder.Write("victim", "x"u8);
        folder.Write("sub/victim", "x"u8);
        folder.Write("sub/other", "x"u8);
        folder.Write("tmpl/.claude/settings.json", "{}"u8);
        folder.Write("q/deep/.mcp.json", "{}"u8);
        folder.Write("q/.hidden/x", "x"u8);
        folder.Write("plain/a.txt", "x"u8);
        folder.Write("plain/b/c.txt", "x"u8);
        folder.Write("tools/mise.toml", "x"u8);
        Directory.CreateDirectory(folder["out"]);
        folder.Write("plain/led", "x"u8);
        File.CreateSymbolicLink(folder["led"], "/etc/hostname");
    }

    public void Dispose() => folder.Dispose();

    private Verdict Of(string command, PermissionMode mode, string deny = "", string allow = "") => Bench.Of(allow, deny: deny, mode: mode, folder: folder.Workspace.Root).Run(command).Verdict;

    [Theory]
    [InlineData("cp -r q/. .")]
    [InlineData("cp -r q/deep/. .")]
    [InlineData("cp -R q out")]
    [InlineData("cp --archive q out")]
    [InlineData("cp -r tmpl tmpl3")]
    [InlineData("cp -a tmpl/ sub")]
    [InlineData("cp -r t* out")]
    [InlineData("cp tools/* .")]
    [InlineData("cp -t out -r tmpl")]
    [InlineData("cp -rtout tmpl")]
    [InlineData("cp -r --target-directory=out tmpl")]
    [InlineData("cp -rT tmpl out")]
    [InlineData("mv tmpl tmpl2")]
    [InlineData("mv q/deep/.mcp.json out")]
    [InlineData("git mv tmpl tmpl2")]
    [InlineData("rsync -a tmpl/ .")]
    [InlineData("install q/deep/.mcp.json .")]
    [InlineData("mkdir made; cp -r made/. .")]
    [InlineData("mkdir made; sed s/a/b/ sub/other > x; mv made out")]
    [InlineData("ls() { mkdir -p made/.git; }; ls; mv made out")]
    [InlineData("sed s/a/b/ sub/other > x && mv x .mcp.json")]
    [InlineData("cp -r {tmpl,out}")]
    [InlineData("cp {-rt,out} tmpl")]
    [InlineData("cp -r q{/.,/../out}")]
    [InlineData("touch made && mv made out")]
    [InlineData("cp plain/led .")]
    [InlineData("cp -r plain/. .")]
    [InlineData("cp -rL . out")]
    public void WhatWouldBringSettingsIsNotAccepted(string command)
    {
        Assert.Equal(Verdict.Ask, Of(command, PermissionMode.AcceptEdits));
        Assert.Equal(Verdict.Ask, Of(command, PermissionMode.Auto));
    }

    [Theory]
    [InlineData("cp -r plain out")]
    [InlineData("cp -r plain/b out")]
    [InlineData("cp sub/victim out/there")]
    [InlineData("cp made out")]
    [InlineData("mv nowhere out")]
    [InlineData("mv plain/a.txt out")]
    [InlineData("mv plain elsewhere")]
    [InlineData("cp -r tmpl/../plain out")]
    [InlineData("cp plain/a.txt{,.bak}")]
    [InlineData("mv plain/{a.txt,old.txt}")]
    [InlineData("cp -r plain{,.old}")]
    [InlineData("sed s/a/b/ plain/a.txt > a.tmp && mv a.tmp plain/a.txt")]
    [InlineData("sort plain/a.txt | uniq > a.tmp && mv a.tmp plain/a.txt")]
    [InlineData("ls && mv nowhere out")]
    public void WhatBringsNoneIs(string command)
    {
        Assert.Equal(Verdict.Allow, Of(command, PermissionMode.AcceptEdits));
        Assert.Equal(Verdict.Allow, Of(command, PermissionMode.Auto));
    }

    [Theory]
    [InlineData("cp sub/victim .")]
    [InlineData("cp sub/victim ./")]
    [InlineData("cd sub && cp victim ..")]
    [InlineData("cp -t . sub/victim")]
    [InlineData("cp --target-directory . sub/victim")]
    [InlineData("cp -r sub/. .")]
    [InlineData("cp -r sub/ .")]
    [InlineData("cp sub/v* .")]
    [InlineData("timeout 5 cp sub/victim .")]
    [InlineData("mv sub/victim .")]
    [InlineData("install sub/victim .")]
    [InlineData("ln -sf sub/victim")]
    [InlineData("ln -sf sub/victim .")]
    [InlineData("git mv -f sub/victim .")]
    [InlineData("rsync sub/victim .")]
    public void ADestinationIsTheFileWrittenInIt(string command)
    {
        foreach (var mode in (PermissionMode[])[PermissionMode.Default, PermissionMode.AcceptEdits, PermissionMode.Auto, PermissionMode.BypassPermissions])
            Assert.Equal(Verdict.Deny, Of(command, mode, deny: "Edit(./victim)", allow: "Bash"));
    }

    [Fact]
    public void AFolderThatHoldsWhatIsDeniedDoesNotGoAway()
    {
        Assert.Equal(Verdict.Deny, Of("mv sub elsewhere", PermissionMode.BypassPermissions, deny: "Edit(./sub/victim)"));
        Assert.Equal(Verdict.Allow, Of("cp sub/other .", PermissionMode.BypassPermissions, deny: "Edit(./victim)"));
    }

    [Fact]
    public void MoreThanCanBeLookedThroughAsks()
    {
        for (var i = 0; i < 4001; i++)
            folder.Write($"many/{i}", ""u8);
        Assert.Equal(Verdict.Ask, Of("cp -r many out", PermissionMode.AcceptEdits));
    }
}
