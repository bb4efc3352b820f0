using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>Deny rules of Read and Edit hold for files that no word names, in every mode: what may come upon one is never waved through.</summary>
public sealed class HiddenAccessTests : IDisposable
{
    private static readonly PermissionMode[] Modes = [PermissionMode.Default, PermissionMode.AcceptEdits, PermissionMode.Auto, PermissionMode.BypassPermissions];
    private readonly WorkFolder folder = new();

    public HiddenAccessTests()
    {
        folder.Write("victim", "x"u8);
        folder.Write("sub/victim", "x"u8);
        folder.Write("sub/plain/a.txt", "x"u8);
        folder.Write("a", "x"u8);
        Directory.CreateDirectory(folder[".git"]);
    }

    public void Dispose() => folder.Dispose();

    private Verdict Of(string command, string deny, PermissionMode mode) => Bench.Of(allow: "Bash", deny: deny, mode: mode, folder: folder.Workspace.Root).Run(command).Verdict;

    private void NeverAllowed(string command, string deny)
    {
        foreach (var mode in Modes)
            Assert.NotEqual(Verdict.Allow, Of(command, deny, mode));
    }

    [Theory]
    [InlineData("diff . sub/victim")]
    [InlineData("diff sub/victim .")]
    [InlineData("diff sub .")]
    [InlineData("git show")]
    [InlineData("git show HEAD")]
    [InlineData("git log -p")]
    [InlineData("git log --patch -1")]
    [InlineData("git log -U3")]
    [InlineData("git log --word-diff")]
    [InlineData("git diff-tree -p --root HEAD")]
    [InlineData("git diff HEAD~1")]
    [InlineData("git diff --stat -p")]
    [InlineData("git diff HEAD -- .")]
    [InlineData("git diff -- ':(top)*'")]
    [InlineData("git show HEAD:victim")]
    [InlineData("git show HEAD:./victim")]
    [InlineData("git cat-file -p HEAD:victim")]
    [InlineData("git stash show -p")]
    [InlineData("git status -v")]
    [InlineData("git add -p")]
    [InlineData("git archive HEAD")]
    [InlineData("git format-patch --root --stdout")]
    [InlineData("git fast-export --all")]
    [InlineData("git worktree add ../x")]
    [InlineData("git clone . ../x")]
    [InlineData("git --work-tree=../x checkout -f")]
    [InlineData("git -c alias.x=diff x")]
    [InlineData("ln -s . t; cat t/victim")]
    [InlineData("ln -s .. sub/t; cat sub/t/victim")]
    [InlineData("cp -as . ../x2")]
    [InlineData("cat ~+/victim")]
    [InlineData("pushd sub; popd; cat victim")]
    [InlineData("cp --archive . ../x2")]
    [InlineData("mv ../*/ sub")]
    [InlineData("ls | xargs cat")]
    [InlineData("ls | xargs -n1 cat")]
    [InlineData("rgrep x")]
    [InlineData("sed -n 'r victim' a")]
    [InlineData("sed rvictim a")]
    [InlineData("awk '{ getline x < \"victim\"; print x }' a")]
    [InlineData("python3 -c 'print(open(\"victim\").read())'")]
    [InlineData("bash -c 'cat v*'")]
    [InlineData("cd sub && bash -c 'cat ../victim'")]
    public void WhatMayReadADeniedFile(string command) => NeverAllowed(command, "Read(./victim)");

    [Theory]
    [InlineData("rm v*")]
    [InlineData("rm -rf sub/..")]
    [InlineData("sed -i s/a/b/ v*")]
    [InlineData("truncate -s0 v*")]
    [InlineData("ls | xargs truncate -s0")]
    [InlineData("cp sub/victim .")]
    [InlineData("cp -t . sub/victim")]
    [InlineData("cp -r sub/. .")]
    [InlineData("install sub/victim .")]
    [InlineData("ln -sf sub/victim .")]
    [InlineData("git mv -f sub/victim .")]
    [InlineData("git rm -qrf .")]
    [InlineData("git rm v*")]
    [InlineData("git checkout main")]
    [InlineData("git checkout HEAD~1 -- .")]
    [InlineData("git reset --hard")]
    [InlineData("git stash")]
    [InlineData("git apply x")]
    [InlineData("ln -s . t; echo x > t/victim")]
    [InlineData("sed -n 'w victim' a")]
    [InlineData("sed s/x/y/wvictim a")]
    [InlineData("awk '{ print > \"victim\" }' a")]
    [InlineData("curl -sO file:///x/victim")]
    [InlineData("wget http://x/victim")]
    [InlineData("tar xf a")]
    [InlineData("unzip a")]
    [InlineData("patch -i a")]
    [InlineData("gzip -rf .")]
    [InlineData("chmod -R 777 .")]
    [InlineData("find . -exec truncate -s0 {} +")]
    [InlineData("bash -c 'echo x > v*'")]
    [InlineData("pushd sub; popd; truncate -s0 victim")]
    public void WhatMayChangeADeniedFile(string command) => NeverAllowed(command, "Edit(./victim)");

    [Theory]
    [InlineData("git status", "Read(./victim)")]
    [InlineData("git log --oneline -5", "Read(./victim)")]
    [InlineData("git log --format=%H -n 3 --stat", "Read(./victim)")]
    [InlineData("git diff --stat", "Read(./victim)")]
    [InlineData("git diff --name-only HEAD~1", "Read(./victim)")]
    [InlineData("git diff HEAD -- sub", "Read(./victim)")]
    [InlineData("git diff a", "Read(./victim)")]
    [InlineData("git show HEAD:sub/plain/a.txt", "Read(./victim)")]
    [InlineData("git show", "Read(~/.ssh/**)")]
    [InlineData("git add -A && git commit -m x && git push", "Read(./victim)")]
    [InlineData("git commit -m \"$(cat a)\"", "Edit(./victim)")]
    [InlineData("git restore -- sub/plain/a.txt", "Edit(./victim)")]
    [InlineData("git reset a", "Edit(./victim)")]
    [InlineData("git diff HEAD~1", "Edit(./victim)")]
    [InlineData("git clone https://example.com/x", "Read(./victim)")]
    [InlineData("diff sub/plain sub/plain", "Read(./victim)")]
    [InlineData("ls *", "Edit(./victim)")]
    [InlineData("cat $x", "Edit(./victim)")]
    [InlineData("ls | xargs echo", "Read(./victim)")]
    [InlineData("ls | xargs cat", "Edit(./victim)")]
    [InlineData("rm -rf sub", "Edit(./victim)")]
    [InlineData("cp sub/victim sub/other", "Edit(./victim)")]
    [InlineData("ln -s plain/a.txt sub/b", "Edit(./victim)")]
    [InlineData("ln -s plain sub/p", "Edit(./victim)")]
    [InlineData("sed -i s/a/b/ a", "Edit(./victim)")]
    [InlineData("cd sub && unzip x", "Edit(./victim)")]
    [InlineData("curl -o out http://x/victim", "Edit(./victim)")]
    [InlineData("bash -c 'cat a'", "Read(./victim)")]
    [InlineData("python3 -c 'print(1)'", "Read(./victim)")]
    [InlineData("awk '{ print $1 }' a", "Edit(./victim)")]
    public void WhatDoesNotPasses(string command, string deny) => Assert.Equal(Verdict.Allow, Of(command, deny, PermissionMode.BypassPermissions));
}
