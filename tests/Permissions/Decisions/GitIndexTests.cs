using System.Diagnostics;
using Pith.Permissions.Decisions;
using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>What git tracks is read out of its index: a comparison of the work tree meets no other file, and need not be asked about because of one.</summary>
public sealed class GitIndexTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public GitIndexTests()
    {
        foreach (var name in (string[])["a.txt", "sub/deep/er/b.txt", "sub/ü.txt", "src/.env.example"])
            folder.Write(name, "x"u8);
        Git("init", "-q");
        Git("add", "-A");
        folder.Write(".env", "secret"u8);
        folder.Write("sub/.env", "secret"u8);
    }

    public void Dispose() => folder.Dispose();

    private void Git(params string[] words)
    {
        var start = new ProcessStartInfo("git", words) { WorkingDirectory = folder.Workspace.Root, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var git = Process.Start(start)!;
        var said = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, said);
    }

    private Verdict Of(string command, string deny, bool isHeld = false) => new Authority(
        Bench.Settings($$"""{"permissions":{"allow":["Bash"],"deny":["{{deny}}"] } }""", folder.Workspace.Root),
        new AuthorityOptions { Folder = folder.Workspace.Root, Home = "/home/me", IsTrusted = true, Mode = PermissionMode.BypassPermissions, Containment = isHeld ? Containment.Whole : Containment.None, HoldsDenied = isHeld }).Run(command).Verdict;

    /// <summary>What git lists are names of the workspace, where none of them is a link that leads out of it.</summary>
    [Theory]
    [InlineData("git ls-files | xargs wc -l", "", Verdict.Allow)]
    [InlineData("git ls-files '*.txt' sub | head -3 | xargs touch", "", Verdict.Allow)]
    [InlineData("git ls-files -z | xargs -0 wc -l", "", Verdict.Allow)]
    [InlineData("git ls-files | xargs wc -l", "untracked", Verdict.Allow)]
    [InlineData("git ls-files | xargs wc -l", "tracked", Verdict.Ask)]
    [InlineData("git ls-files -z | xargs -0 touch", "tracked", Verdict.Ask)]
    [InlineData("git ls-files | xargs wc -l", "folder", Verdict.Ask)]
    [InlineData("git ls-files -o | xargs touch", "untracked", Verdict.Ask)]
    [InlineData("git ls-files -s | xargs touch", "", Verdict.Ask)]
    [InlineData("git ls-files --format='/etc/%(path)' | xargs touch", "", Verdict.Ask)]
    [InlineData("git ls-files --full-name | xargs touch", "", Verdict.Ask)]
    [InlineData("git ls-files :/ | xargs touch", "", Verdict.Ask)]
    [InlineData("git -C sub ls-files | xargs touch", "", Verdict.Ask)]
    [InlineData("git ls-files | xargs -I{} touch {}/../../x", "", Verdict.Ask)]
    public void ItsListIsTheWorkspaces(string command, string link, Verdict verdict)
    {
        if (link == "folder")
            Directory.Delete(folder["sub/deep"], recursive: true);
        if (link.Length > 0)
            File.CreateSymbolicLink(folder[link == "folder" ? "sub/deep" : "way"], "/usr");
        if (link == "tracked")
            Git("add", "way");
        var found = new Authority(new PermissionSettings(), new AuthorityOptions { Folder = folder.Workspace.Root, Home = "/home/me", IsTrusted = true, Mode = PermissionMode.Auto }).Run(command);
        Assert.True(found.Verdict == verdict, found.Reason);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TheNamesAreThoseThatGitTells(int version)
    {
        if (version == 3)
        {
            folder.Write("meant", "x"u8);
            Git("add", "-N", "meant"); // such an entry has more flags
        }

        Git("update-index", "--index-version", version == 3 ? "2" : $"{version}");
        var names = new List<string>();
        Assert.True(GitIndex.LacksAny(folder.Workspace.Root, path =>
        {
            names.Add(path[(folder.Workspace.Root.Length + 1)..].ToString());
            return false;
        }));
        string[] expected = ["a.txt", .. version == 3 ? (string[])["meant"] : [], "src/.env.example", "sub/deep/er/b.txt", "sub/ü.txt"];
        Assert.Equal(expected, names);
        Assert.False(GitIndex.LacksAny(folder.Workspace.Root, path => path.EndsWith("er/b.txt")));
    }

    [Theory]
    [InlineData("git diff", "Read(.env)")]
    [InlineData("git diff | head -50", "Read(**/*.pem)")]
    [InlineData("git status && git diff -U5 -- sub", "Read(.env)")]
    [InlineData("cd sub && git diff .", "Read(.env)")]
    [InlineData("git diff -p a.txt", "Read(.env)")]
    [InlineData("git restore .", "Edit(.env)")]
    [InlineData("git checkout -- .", "Edit(.env)")]
    [InlineData("git checkout .", "Edit(**/*.pem)")]
    public void WhatIsNotTrackedIsNotMet(string command, string deny)
    {
        Assert.Equal(Verdict.Allow, Of(command, deny));
        Git("add", "-f", "sub/.env");
        if (deny.Contains(".env", StringComparison.Ordinal))
            Assert.Equal(Verdict.Ask, Of(command, deny));
    }

    [Theory]
    [InlineData("git diff --cached", "Read(.env)")]
    [InlineData("git diff HEAD", "Read(.env)")]
    [InlineData("git diff main..x", "Read(.env)")]
    [InlineData("git diff --no-index a.txt sub", "Read(.env)")]
    [InlineData("git diff /etc sub", "Read(.env)")]
    [InlineData("git diff -- ../x sub", "Read(.env)")]
    [InlineData("git diff --submodule=diff", "Read(.env)")]
    [InlineData("git diff $X", "Read(.env)")]
    [InlineData("git add -f .env* ; git diff", "Read(.env)")]
    [InlineData("git -C sub diff", "Read(.env)")]
    [InlineData("git diff; cd .. ; git diff", "Read(.env)")]
    [InlineData("git diff", "Read(a.txt)")]
    [InlineData("git show", "Read(.env)")]
    [InlineData("git log -p", "Read(.env)")]
    [InlineData("git checkout main", "Edit(.env)")]
    [InlineData("git checkout HEAD~1 -- .", "Edit(.env)")]
    [InlineData("git restore --source=x .", "Edit(.env)")]
    [InlineData("git restore -s x .", "Edit(.env)")]
    [InlineData("git stash", "Edit(.env)")]
    [InlineData("git restore .", "Edit(a.txt)")]
    public void WhatMayBeMetAsks(string command, string deny) => Assert.Equal(Verdict.Ask, Of(command, deny));

    [Fact]
    public void AnIndexThatDoesNotTellAllTellsNothing()
    {
        static bool None(ReadOnlySpan<char> path) => false;
        var root = folder.Workspace.Root;
        var whole = File.ReadAllBytes(root + "/.git/index");
        Assert.True(GitIndex.LacksAny(root, None));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(root + "/.git/index", whole[..length]);
            Assert.False(GitIndex.LacksAny(root, None), $"{length} bytes of it");
        }

        File.WriteAllBytes(root + "/.git/index", whole);
        Git("update-index", "--split-index");
        Assert.False(GitIndex.LacksAny(root, None));
        Git("update-index", "--no-split-index");
        Assert.True(GitIndex.LacksAny(root, None));
        Git("update-index", "--add", "--cacheinfo", "160000,0123456789012345678901234567890123456789,module");
        Assert.False(GitIndex.LacksAny(root, None));
        Git("update-index", "--force-remove", "module");
        Git("config", "core.worktree", "..");
        Assert.False(GitIndex.LacksAny(root, None));
    }

    /// <summary>A folder where the index has a file would go, with what lies in it.</summary>
    [Fact]
    public void AFolderInThePlaceOfAFileAsks()
    {
        File.Delete(folder["a.txt"]);
        folder.Write("a.txt/.env", "secret"u8);
        Assert.Equal(Verdict.Ask, Of("git checkout -- .", "Edit(.env)"));
    }

    /// <summary>What a sandbox keeps every program from need not be asked about; what git keeps of it, the sandbox shows.</summary>
    [Theory]
    [InlineData("git checkout main", "Edit(.env)", Verdict.Allow)]
    [InlineData("git stash", "Edit(.env)", Verdict.Allow)]
    [InlineData("tar xf x", "Edit(.env)", Verdict.Allow)]
    [InlineData("prettier --write .", "Edit(a.txt)", Verdict.Allow)]
    [InlineData("cat $x", "Read(.env)", Verdict.Allow)]
    [InlineData("grep -r x .", "Read(.env)", Verdict.Allow)]
    [InlineData("find . | xargs cat", "Read(.env)", Verdict.Allow)]
    [InlineData("git checkout main", "Read(.env)", Verdict.Allow)]
    [InlineData("git diff", "Read(.env)", Verdict.Allow)]
    [InlineData("git show", "Read(.env)", Verdict.Ask)]
    [InlineData("git log -p", "Read(.env)", Verdict.Ask)]
    [InlineData("bash -c 'git show'", "Read(.env)", Verdict.Ask)]
    [InlineData("git diff", "Read(a.txt)", Verdict.Ask)]
    [InlineData("cat .env", "Read(.env)", Verdict.Deny)]
    [InlineData("echo x > .env", "Edit(.env)", Verdict.Deny)]
    public void InTheSandboxOnlyWhatGitKeepsIsLeft(string command, string deny, Verdict verdict)
    {
        Assert.Equal(verdict, Of(command, deny, isHeld: true));
        if (verdict != Verdict.Allow || command.Contains("diff", StringComparison.Ordinal) || deny.StartsWith("Read", StringComparison.Ordinal) && command.Contains("checkout", StringComparison.Ordinal))
            return;
        Assert.NotEqual(Verdict.Allow, Of(command, deny));
    }
}
