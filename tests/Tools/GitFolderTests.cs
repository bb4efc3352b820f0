using System.Diagnostics;
using Pith.Tests.Store;
using Pith.Tools.Files;
using Pith.Tools.Sandboxes;
using Pith.Trust;

namespace Pith.Tests.Tools;

/// <summary>Whatever git takes for the repository of a folder is among those that are looked at.</summary>
public sealed class GitFolderTests : IDisposable
{
    private const string Git = "/usr/bin/git";

    private readonly TemporaryFolder _folder = new();

    public GitFolderTests()
    {
        Assert.SkipUnless(File.Exists(Git), "git is not installed");
        Directory.CreateDirectory(Place("sub"));
        Ask(_folder.Path, "init", "-q");
        Write(".git/config", "[core]\n\trepositoryformatversion = 0\n\thooksPath = sub/hooks\n");
        Ask(_folder.Path, "init", "-q", "--bare", "other");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatGitTakesIsAmongThem()
    {
        string?[] heads = [null, "ref: refs/heads/main\n", "ref: heads/main\n", "ref:refs/heads/main", "junk\n", new string('a', 40) + "\n"];
        string?[] shares = [null, null, "../../other\n", "../other", "none"];
        string?[] names = [null, null, "gitdir: ../store\n", "gitdir: ../store \r\n", "gitdir:../store", "junk"];
        var random = new Random(44);
        var taken = new HashSet<string>();
        for (var round = 0; round < 120; round++)
        {
            Directory.Delete(Place("sub"), recursive: true);
            Directory.CreateDirectory(Place("sub"));
            var name = names[random.Next(names.Length)];
            var own = name is null ? random.Next(3) > 0 ? "sub/.git" : "sub" : random.Next(2) > 0 ? "store" : "store ";
            foreach (var stray in (string[])["store", "store "])
                if (Directory.Exists(Place(stray)))
                    Directory.Delete(Place(stray), recursive: true);
            Write("sub/.git", name);
            Write($"{own}/HEAD", heads[random.Next(heads.Length)]);
            Write($"{own}/commondir", shares[random.Next(shares.Length)]);
            foreach (var part in (string[])["objects", "refs"])
                if (random.Next(5) > 0)
                    Directory.CreateDirectory(Place($"{own}/{part}"));
            if (Ask(Place("sub"), "rev-parse", "--git-common-dir") is not { } shared)
                continue;
            var found = GitFolder.Around(Place("sub"), GitReading.Plain).Select(f => f.Shared).ToList();
            shared = Path.GetFullPath(shared, Place("sub"));
            Assert.Contains(shared, found);
            taken.Add($"{Path.GetFileName(shared)} {found.Count}");
        }

        // One that is surely the one, others' settings, its own folder, and that above one which only looked like it.
        Assert.Superset(new HashSet<string> { ".git 1", ".git 2", "other 1", "sub 1" }, taken);
    }

    [Fact]
    public void WhatOnlyLooksLikeARepositoryHidesNoneAbove()
    {
        Directory.CreateDirectory(Place("sub/.git"));
        Assert.Equal([Place("sub/hooks")], GitConfiguration.Obeyed(Place("sub")));
        Assert.Contains(Place(".git/config"), RepositoryFiles.Of(Place("sub")));
    }

    [Fact]
    public void SettingsThatAreSharedOrLieInABareRepositoryOrAWorktreesOwnAreNamed()
    {
        Ask(Place("sub"), "init", "-q");
        Write("sub/.git/commondir", "../../other\n");
        Assert.Contains(Place("other/config/settings"), RepositoryFiles.Of(Place("sub")));
        Assert.Contains(Place("other/config/settings"), RepositoryFiles.Of(Place("other/hooks")));
        Write("sub/.git/config.worktree", "[core]\n\thooksPath = mine\n");
        Assert.Equal([Place("sub/mine")], GitConfiguration.Obeyed(Place("sub")));
    }

    [Fact]
    public void FilesThatIncludeOneAnotherAreFollowedAsFarAsGitDoes()
    {
        Write(".git/config", "[include]\n\tpath = ../sub/1\n");
        for (var n = 1; n < 10; n++)
            Write($"sub/{n}", $"[include]\n\tpath = {n + 1}\n");
        Write("sub/10", "[core]\n\thooksPath = sub/hooks\n");
        Assert.Equal("sub/hooks", Ask(_folder.Path, "config", "--get", "core.hooksPath"));
        Assert.Contains(Place("sub/hooks"), GitConfiguration.Obeyed(_folder.Path));
        Assert.Contains(Place("sub/10"), RepositoryFiles.Of(_folder.Path));
        Write("sub/9", "[include]\n\tpath = 1\n\tpath = 9\n\tpath = 10\n"); // git refuses a circle
        Assert.Equal(11, GitConfiguration.Obeyed(_folder.Path).Count);
    }

    /// <summary>Two dots behind a link go up from where it leads, for git as for the kernel: held against what git says that it read.</summary>
    [Fact]
    public void TwoDotsBehindALinkGoWhereGitGoes()
    {
        foreach (var name in (string[])["inc", "a/inc", "a/b/inc", "a/b/c/inc", "d/inc", "d/e/inc", ".git/inc", "sub/inc"])
            Write(name, "[x]\n\ty = 1\n");
        foreach (var (name, target) in new[] { ("a/up", "../d/e"), ("d/round", Place("a/b")), ("to", "d/round/c"), ("gone", "nowhere"), ("a/self", "self") })
            File.CreateSymbolicLink(Place(name), target);
        string[] steps = ["..", "..", ".", "a", "b", "c", "d", "e", "up", "round", "to", "gone", "self", "missing"];
        var random = new Random(58);
        var paths = Enumerable.Range(0, 40).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => steps[random.Next(steps.Length)] + "/")));
        foreach (var link in (string[])["a/up", "d/round", "to", "a/up/../round", "gone", "a/self"])
            foreach (var dots in (string[])["/../", "/./../../", "/../../../"])
                paths = paths.Concat([link + dots, $"{link}{dots}a/", $"{link}{dots}b/"]);
        var (read, textual) = (0, 0);
        foreach (var start in paths.ToList())
        {
            var path = $"../{start}inc";
            Write(".git/config", $"[core]\n\trepositoryformatversion = 0\n[include]\n\tpath = {path}\n");
            if (Ask(_folder.Path, "config", "--list", "--show-origin") is not { } told)
                continue; // a circle, which it refuses
            var origins = told.Split('\n').Select(line => line[5..line.IndexOf('\t', StringComparison.Ordinal)]).Where(file => file != ".git/config").Select(file => Real(Place(file))).Distinct().ToList();
            var named = GitFolder.Around(_folder.Path, GitReading.Plain).First().Named.Select(n => n.Path).Where(File.Exists).Select(Real).ToList();
            if (Real(Place($".git/{path}")).Length == 0)
            {
                Assert.Empty(origins); // what is not there may come to be
                continue;
            }

            Assert.Equal(origins, named);
            read++;
            textual += Real(Path.GetFullPath(Place($".git/{path}"))) == named.Single() ? 1 : 0;
        }

        Assert.True(read > textual, $"{read} {textual}"); // as text, some would have been another
    }

    [Theory]
    [InlineData("gitdir: ../link/../store\n", null)]
    [InlineData(null, "../../link/../store\n")]
    public void ARepositoryIsFoundWhereGitFindsItBehindALink(string? file, string? common)
    {
        Directory.CreateDirectory(Place("far/deep"));
        File.CreateSymbolicLink(Place("link"), "far/deep");
        Ask(_folder.Path, "init", "-q", "--bare", "far/store");
        Ask(_folder.Path, "init", "-q", "--bare", "store");
        Write("sub/.git", file);
        if (common is not null)
            Ask(Place("sub"), "init", "-q");
        Write("sub/.git/commondir", common);
        Assert.Equal(Place("far/store"), Path.GetFullPath(Ask(Place("sub"), "rev-parse", "--git-common-dir")!, Place("sub")));
        Assert.Equal(Place("far/store"), GitFolder.Around(Place("sub"), GitReading.Plain).First().Shared);
        Assert.Contains(Place("link"), GitConfiguration.Obeyed(_folder.Path).Concat(GitFolder.Around(Place("sub"), GitReading.Plain).First().Ways));
    }

    /// <summary>Git reads settings of any size, and so what stands at their end counts.</summary>
    [Fact]
    public void LargeSettingsAreReadToTheirEnd()
    {
        Write(".git/config", $"[core]\n\trepositoryformatversion = 0\n{new string('#', 5 << 20)}\n[core]\n\thooksPath = sub/hooks\n");
        Assert.Equal("sub/hooks", Ask(_folder.Path, "config", "--get", "core.hooksPath"));
        Assert.Contains(Place("sub/hooks"), GitConfiguration.Obeyed(_folder.Path));
        Assert.Contains((Place("sub/hooks"), true), GitFolder.Around(_folder.Path, GitReading.Plain).First().Named);
    }

    [Fact]
    public void WhoGuardsFollowsNoLink()
    {
        Directory.CreateSymbolicLink(Place("sub/.git"), Place("other"));
        Write("other/config", "[core]\n\tbare = false\n\thooksPath = linked\n");
        Assert.Equal([Place("sub/hooks")], GitConfiguration.Obeyed(Place("sub")));
        Assert.Equal(Place("sub/.git"), GitFolder.Around(Place("sub"), GitReading.Plain).Single().Shared);
    }

    // By another's hand than ours.
    private static string Real(string path)
    {
        using var asked = Process.Start(new ProcessStartInfo("/usr/bin/realpath", ["-q", "-e", "--", path]) { RedirectStandardOutput = true })!;
        return asked.StandardOutput.ReadToEnd().TrimEnd('\n');
    }

    private string Place(string name) => Path.Combine(_folder.Path, name);

    private void Write(string name, string? text)
    {
        if (text is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Place(name))!);
        File.WriteAllText(Place(name), text);
    }

    /// <summary>What git says; null where it refuses.</summary>
    private static string? Ask(string folder, params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo(Git, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_CONFIG_GLOBAL"] = "/dev/null" } })!;
        var told = git.StandardOutput.ReadToEnd();
        git.WaitForExit(10_000);
        return git.ExitCode == 0 ? told.TrimEnd('\n') : null;
    }
}
