using System.Diagnostics;
using Pith.Tests.Store;
using Pith.Tools.Files;
using Pith.Tools.Sandboxes;
using Pith.Trust;

namespace Pith.Tests.Tools;

/// <summary>Git obeys the settings of repositories in a repository when it only looks at the outer one: they are among what is looked at.</summary>
public sealed class GitModulesTests : IDisposable
{
    private const string Git = "/usr/bin/git";

    private readonly TemporaryFolder _folder = new();

    public GitModulesTests() => Assert.SkipUnless(File.Exists(Git), "git is not installed");

    public void Dispose() => _folder.Dispose();

    /// <summary>No file names such a repository but the index, in each of its forms; that git runs its programs shows that they are right.</summary>
    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha1", "update-index", "--index-version", "4")]
    [InlineData("sha256", "update-index", "--index-version", "4")]
    [InlineData("sha1", "add", "-N", "later")]
    [InlineData("sha1", "update-index", "--split-index")]
    public void OneThatOnlyTheIndexNamesIsFound(string format, params string[] change)
    {
        Start("", format);
        foreach (var name in (string[])["deep/a", "deep/ab/c", "z"])
        {
            Start(name, format);
            Ask(name, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "--allow-empty", "-m", "x");
            Ask("", "-c", "advice.addEmbeddedRepo=false", "add", name);
        }

        foreach (var name in (string[])["deep/aa", "deep/ab/b", "later"])
            Write(name, "x");
        Ask("", "add", "deep/aa", "deep/ab/b");
        if (change.Length > 0)
            Ask("", change);
        Assert.Equal(["deep/a", "deep/ab/c", "z"], GitLinks.In(Place(".git"), format == "sha256").Order(StringComparer.Ordinal));
        Write("deep/ab/c/.git/config", File.ReadAllText(Place("deep/ab/c/.git/config")) + $"[core]\n\tfsmonitor = \"touch '{Place("ran")}'; ./fsm; false\"\n");
        Write("deep/ab/c/fsm", "x");
        var files = RepositoryFiles.Of(_folder.Path).ToList();
        Assert.Contains(Place("deep/ab/c/.git/config"), files);
        Assert.Contains(Place("deep/ab/c/fsm"), files);
        Assert.Contains(Place("deep/ab/c/fsm"), GitConfiguration.Obeyed(_folder.Path));
        Ask("", "status");
        Assert.True(File.Exists(Place("ran")));
    }

    [Fact]
    public void AnIndexWithoutOneNamesNone()
    {
        Start("", "sha1");
        foreach (var n in Enumerable.Range(0, 50))
            Write($"{n}", "x");
        Ask("", "add", ".");
        Assert.Empty(GitLinks.In(Place(".git"), isLong: false));
        Assert.Empty(GitLinks.Of(File.ReadAllBytes(Place(".git/index")), 20));
    }

    /// <summary>Each beginning of an index, as a disk that is full leaves it, and bytes by chance.</summary>
    [Fact]
    public void WhatIsDamagedEndsIt()
    {
        OneThatOnlyTheIndexNamesIsFound("sha1", "update-index", "--index-version", "4");
        var index = File.ReadAllBytes(Place(".git/index"));
        for (var length = 0; length < index.Length; length++)
            Assert.True(GitLinks.Of(index.AsSpan(0, length), 20).Count <= 3);
        var random = new Random(47);
        for (var round = 0; round < 2000; round++)
        {
            var other = (byte[])index.Clone();
            for (var n = 0; n < 4; n++)
                other[12 + random.Next(other.Length - 12)] = (byte)random.Next(256);
            Assert.True(GitLinks.Of(other, round % 2 == 0 ? 20 : 32).Count <= 6);
        }
    }

    [Fact]
    public void ThoseThatAreKeptOrNamedAreFoundAndACircleEnds()
    {
        if (OperatingSystem.IsWindows())
            return; // there every file may be executed
        Start("", "sha1");
        Write(".git/modules/vendor/lib/HEAD", "ref: refs/heads/main\n");
        Write(".git/modules/vendor/lib/config", "[core]\n\tworktree = ../../../../vendor/lib\n\tfsmonitor = ./fsm\n");
        Write(".git/modules/vendor/lib/modules/in/HEAD", "ref: refs/heads/main\n");
        Write(".git/modules/vendor/lib/modules/in/config", "[core]\n\tpager = evil\n");
        Write("vendor/lib/fsm", "x");
        Write(".gitmodules", "[submodule \"x\"]\n\tpath = named\n\turl = x\n[submodule \"y\"]\n\tpath = ../../outside\n[submodule \"z\"]\n\tpath = round\n");
        Start("named", "sha1");
        Write("named/.git/hooks/post-index-change", "x");
        File.SetUnixFileMode(Place("named/.git/hooks/post-index-change"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateSymbolicLink(Place("round"), _folder.Path);
        Directory.CreateSymbolicLink(Place(".git/modules/vendor/round"), "..");
        var files = RepositoryFiles.Of(_folder.Path).ToList();
        foreach (var name in (string[])[".git/modules/vendor/lib/config", ".git/modules/vendor/lib/modules/in/config", "vendor/lib/fsm", "named/.git/config", "named/.git/hooks/post-index-change"])
            Assert.Contains(Place(name), files);
        Assert.Contains(Place("vendor/lib/fsm"), GitConfiguration.Obeyed(_folder.Path));
    }

    private string Place(string name) => Path.Combine(_folder.Path, name);

    private void Start(string name, string format)
    {
        Directory.CreateDirectory(Place(name));
        Ask(name, "init", "-q", $"--object-format={format}");
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place(name))!);
        File.WriteAllText(Place(name), text);
    }

    private void Ask(string folder, params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo(Git, words) { WorkingDirectory = Place(folder), RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_CONFIG_GLOBAL"] = "/dev/null" } })!;
        git.StandardOutput.ReadToEnd();
        var said = git.StandardError.ReadToEnd();
        git.WaitForExit(10_000);
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', words)}: {said}");
    }
}
