using Pith.Instructions;
using Pith.Tests.Cli;

namespace Pith.Tests.Instructions;

public sealed class InstructionTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Root => Path.Combine(_folder.Path, "home", "work", "project");

    [Fact]
    public void FilesComeFromTheGeneralToTheSpecial()
    {
        Write("etc/CLAUDE.md", "managed");
        Write("home/.claude/CLAUDE.md", "user");
        Write("home/.claude/rules/a.md", "user rule");
        Write("home/work/CLAUDE.md", "outer");
        Write("home/work/project/.claude/CLAUDE.md", "project");
        Write("home/work/project/AGENTS.md", "agents");
        Write("home/work/project/CLAUDE.local.md", "local");
        Write("home/work/project/.claude/rules/deep/b.md", "rule");
        var loaded = Read().Where(f => f.Skipped is null).ToArray();
        Assert.Equal(["managed", "user", "user rule", "outer", "project", "agents", "local", "rule"], loaded.Select(f => f.Text));
        Assert.Equal([true, true, true, false, false, false, false, false], loaded.Select(f => f.HasAuthority));
    }

    /// <summary>harness 4.1, placement by trust: a CLAUDE.md in /tmp is whoever's.</summary>
    [Fact]
    public void WhatOthersCanWriteAboveTheProjectIsPassedOver()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes");
        Write("home/work/CLAUDE.md", "theirs?");
        Write("home/work/project/CLAUDE.md", "project");
        Assert.Contains(Read(), f => f.Text == "theirs?");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_folder.Path, "home", "work"), (UnixFileMode)0b111_111_111);
        Assert.Contains(Read(), f => f.Skipped == "others than you can write it, or the folder it lies in" && !f.IsExpected);
        Assert.DoesNotContain(Read(), f => f.Text == "theirs?");
        Assert.Contains(Read(), f => f.Text == "project");
    }

    /// <summary>One of the two counts, and the other is named: nobody shall believe that it is heard.</summary>
    [Fact]
    public void OfTwoThatStandForTheSameOneCounts()
    {
        Write("home/work/project/CLAUDE.md", "own");
        Write("home/work/project/.claude/CLAUDE.md", "inner");
        Assert.Equal(["own"], Read().Where(f => f.Skipped is null).Select(f => f.Text));
        var passed = Assert.Single(Read(), f => f.Path.EndsWith("/.claude/CLAUDE.md", StringComparison.Ordinal));
        Assert.EndsWith("/project/CLAUDE.md is there, and counts instead", passed.Skipped, StringComparison.Ordinal);
        Assert.False(passed.IsExpected);
        File.Delete(Path.Combine(_folder.Path, "home/work/project/.claude/CLAUDE.md"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "home/work/project/.claude/CLAUDE.md"), "../CLAUDE.md");
        Assert.True(Assert.Single(Read(), f => f.Skipped is not null).IsExpected);
    }

    /// <summary>harness 4.1, repository configuration that takes effect before trust.</summary>
    [Fact]
    public void NothingOfAFolderIsTakenBeforeItIsTrusted()
    {
        Write("home/.claude/CLAUDE.md", "user");
        foreach (var name in (string[])["CLAUDE.md", "AGENTS.md", "CLAUDE.local.md", ".claude/rules/a.md"])
            Write($"home/work/project/{name}", $"{name} @other.md");
        Write("home/work/project/other.md", "other");
        var files = new InstructionTree(Options() with { IsTrusted = false }).Read([]);
        Assert.Equal(["user"], files.Where(f => f.Skipped is null).Select(f => f.Text));
        Assert.Equal(4, files.Count(f => f.Skipped == "the folder is not trusted" && !f.IsExpected));
    }

    [Fact]
    public void ImportsFollowTheirFileAtMostFourDeepAndNeverInACircle()
    {
        Write("home/work/project/CLAUDE.md", "zero @one.md and @missing.md, ask @alice");
        for (var i = 1; i <= 5; i++)
            Write($"home/work/project/{Names[i]}.md", $"{Names[i]} @{Names[i + 1]}.md @CLAUDE.md");
        var files = Read();
        Assert.Equal(["zero", "one", "two", "three", "four"], files.Where(f => f.Skipped is null).Select(f => f.Text.Split(' ')[0]));
        Assert.Contains(files, f => f.Path.EndsWith("five.md", StringComparison.Ordinal) && f.Skipped == "it is more than 4 imports deep" && !f.IsExpected);
        Assert.Contains(files, f => f.Path.EndsWith("CLAUDE.md", StringComparison.Ordinal) && f.Skipped == "it imports itself in a circle");
        Assert.Contains(files, f => f.Path.EndsWith("missing.md", StringComparison.Ordinal) && f.Skipped == "it does not exist");
        Assert.DoesNotContain(files, f => f.Path.Contains("alice", StringComparison.Ordinal));
    }

    /// <summary>harness 4.1, links: a clone must not read a key by linking to it, nor by importing it.</summary>
    [Fact]
    public void WhatLeadsOutOfTheProjectIsTakenOnlyWhereThatIsAllowed()
    {
        Write("home/.ssh/id", "secret");
        Directory.CreateDirectory(Root);
        File.CreateSymbolicLink(Path.Combine(Root, "AGENTS.md"), Path.Combine(_folder.Path, "home", ".ssh", "id"));
        Write("home/work/project/CLAUDE.md", "x @../../.ssh/id @~/.ssh/id");
        Directory.CreateSymbolicLink(Path.Combine(Root, "dir"), Path.Combine(_folder.Path, "home", ".ssh"));
        Write("home/work/project/CLAUDE.local.md", "y @dir/id");
        var files = Read();
        Assert.DoesNotContain(files, f => f.Text.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(4, files.Count(f => f.Skipped?.StartsWith("it leads out of the project", StringComparison.Ordinal) == true));
        var allowed = new InstructionTree(Options() with { MayReach = real => real.EndsWith("/id", StringComparison.Ordinal) }).Read([]);
        Assert.Single(allowed, f => f.Text == "secret");
    }

    [Fact]
    public void LinksAndCopiesAreLoadedOnce()
    {
        Write("home/work/project/CLAUDE.md", "same");
        File.CreateSymbolicLink(Path.Combine(Root, "AGENTS.md"), "CLAUDE.md");
        Write("home/work/project/CLAUDE.local.md", "same");
        Assert.Equal([null, "it is loaded already", $"it says the same as {Root}/CLAUDE.md"], Read().Select(f => f.Skipped));
    }

    [Fact]
    public void FilesBelowAndRulesAboutFilesCountOnceOneIsTouched()
    {
        Write("home/work/project/src/CLAUDE.md", "src");
        Write("home/work/project/src/deep/AGENTS.md", "deep");
        Write("home/work/project/lib/CLAUDE.md", "lib");
        Write("home/work/project/.claude/rules/ts.md", "---\npaths: src/**/*.ts\n---\nrule");
        Assert.DoesNotContain(Read(), f => f.Skipped is null);
        Assert.Equal(["rule", "src", "deep"], Loaded(Path.Combine(Root, "src", "deep", "x.ts")));
        Assert.Equal(["src"], Loaded(Path.Combine(Root, "src", "x.cs")));
        Assert.Empty(Loaded(Path.Combine(_folder.Path, "elsewhere", "x.ts")));
    }

    [Fact]
    public void LongFilesAreLoadedWholeWithANoteAndNothingIsCut()
    {
        Write("home/work/project/CLAUDE.md", new string('x', 40_001));
        Write("home/work/project/AGENTS.md", new string('y', (4 << 20) + 1));
        File.WriteAllBytes(Write("home/work/project/CLAUDE.local.md", ""), [1, 0, 2]);
        var files = Read();
        Assert.Equal(40_001, files[0].Text.Length);
        Assert.Contains("40,001 characters", files[0].Warnings.Single(), StringComparison.Ordinal);
        Assert.Contains("4,194,305 bytes", files[1].Skipped, StringComparison.Ordinal);
        Assert.Equal("it is no text", files[2].Skipped);
    }

    [Fact]
    public void APipeOrAFolderOfThatNameIsPassedOverAndNeverWaitedFor()
    {
        Directory.CreateDirectory(Path.Combine(Root, "CLAUDE.md"));
        using var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(Root, "AGENTS.md"));
        made.WaitForExit();
        Assert.Equal("it is no regular file", Read().Single(f => f.Path.EndsWith("AGENTS.md", StringComparison.Ordinal)).Skipped);
    }

    [Fact]
    public void ExcludesLeaveOutAllButTheOrganisations()
    {
        Write("etc/CLAUDE.md", "managed");
        Write("home/work/CLAUDE.md", "outer");
        var files = new InstructionTree(Options() with { Excludes = ["**/CLAUDE.md"] }).Read([]);
        Assert.Equal(["managed"], files.Where(f => f.Skipped is null).Select(f => f.Text));
    }

    private static readonly string[] Names = ["zero", "one", "two", "three", "four", "five", "six"];

    private IReadOnlyList<InstructionFile> Read() => new InstructionTree(Options()).Read([]);

    private string[] Loaded(string touched) => [.. new InstructionTree(Options()).Read([touched]).Where(f => f.Skipped is null).Select(f => f.Text)];

    private InstructionOptions Options() => new()
    {
        Folder = Root,
        Managed = Path.Combine(_folder.Path, "etc"),
        User = Path.Combine(_folder.Path, "home", ".claude"),
        Home = Path.Combine(_folder.Path, "home"),
        IsTrusted = true,
    };

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
