using System.Diagnostics;
using System.Runtime.Versioning;
using Pith.Tests.Cli;
using Pith.Tools.Worktrees;

namespace Pith.Tests.Tools.Worktrees;

[SupportedOSPlatform("linux")]
public sealed class GitWorktreeTests : IDisposable
{
    private static readonly string[] Surroundings = ["PATH=/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@t", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@t"];

    private readonly TemporaryFolder _folder = new();
    private readonly string _repository;

    public GitWorktreeTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/git"), "needs git");
        _repository = Directory.CreateDirectory(_folder.Place("a repo's")).FullName;
        Directory.CreateDirectory(Path.Combine(_repository, "sub"));
        File.WriteAllText(Path.Combine(_repository, "sub", "a.txt"), "a");
        Git("init -q -b main .");
        Git("add .");
        Git("-c user.name=t -c user.email=t@t commit -q -m first");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsUnchangedGoes()
    {
        File.WriteAllText(Path.Combine(_repository, ".git", "hooks", "post-checkout"), $"#!/bin/sh\ntouch '{_folder.Path}/hooked'\n");
        File.SetUnixFileMode(Path.Combine(_repository, ".git", "hooks", "post-checkout"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Git($"config core.fsmonitor \"touch '{_folder.Path}/hooked'; false\"");
        var tree = GitWorktree.Create(Path.Combine(_repository, "sub"), _folder.Place("trees/x"), "x", Surroundings);
        Assert.Equal(_folder.Place("trees/x/sub"), tree.Folder);
        Assert.True(File.Exists(Path.Combine(tree.Folder, "a.txt")));
        Assert.Equal("", tree.End());
        Assert.Equal("", tree.End());
        Assert.False(Directory.Exists(_folder.Place("trees/x")));
        Assert.Equal("* main", Git("branch"));
        Assert.False(File.Exists(_folder.Place("hooked")));
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("smudge")]
    [InlineData("process")]
    public void Cve_2026_19593_NoFilterOfTheRepositoryRuns(string kind)
    {
        File.WriteAllText(Path.Combine(_repository, ".gitattributes"), "*.txt filter=a.b=c\n");
        Git("add .");
        Git("-c user.name=t -c user.email=t@t commit -q -m attributes");
        File.AppendAllText(Path.Combine(_repository, ".git", "config"), $"[filter \"a.b=c\"]\n\t{kind} = touch '{_folder.Path}/filtered'; cat\n\trequired = true\n");
        var tree = GitWorktree.Create(_repository, _folder.Place("trees/f"), "f", Surroundings);
        Assert.Equal("a", File.ReadAllText(Path.Combine(tree.Folder, "sub", "a.txt")));
        File.SetLastWriteTimeUtc(Path.Combine(tree.Folder, "sub", "a.txt"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc)); // so that git must look into it
        Assert.Equal("", tree.End());
        Assert.False(File.Exists(_folder.Place("filtered")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatHasChangedStaysAndIsNamed(bool committed)
    {
        var tree = GitWorktree.Create(_repository, _folder.Place("trees/y"), "y", Surroundings);
        File.WriteAllText(Path.Combine(tree.Folder, "new.txt"), "n");
        if (committed)
        {
            Git("add .", tree.Folder);
            Git("-c user.name=t -c user.email=t@t commit -q -m second", tree.Folder);
        }

        Assert.Equal($"its changes are in {_folder.Place("trees/y")}, on the branch worktree-y", tree.End());
        Assert.True(File.Exists(Path.Combine(tree.Folder, "new.txt")));
        Assert.False(File.Exists(Path.Combine(_repository, "new.txt")));
    }

    [Fact]
    public void AFolderWithoutARepositoryIsRefusedInGitsWords()
    {
        var bare = Directory.CreateDirectory(_folder.Place("bare")).FullName;
        Assert.Contains("not a git repository", Assert.Throws<IOException>(() => GitWorktree.Create(bare, _folder.Place("trees/z"), "z", [.. Surroundings, $"GIT_CEILING_DIRECTORIES={_folder.Path}"])).Message, StringComparison.Ordinal);
    }

    private string Git(string arguments, string? folder = null)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder ?? _repository, RedirectStandardOutput = true })!;
        var text = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return text;
    }
}
