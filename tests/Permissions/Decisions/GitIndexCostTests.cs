using System.Diagnostics;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>What it costs a decision to read what git tracks: once a line, only where a rule denies a path and a command of git's would ask, and nothing anywhere else.</summary>
[Collection(Alone.Name)]
public sealed class GitIndexCostTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(50)]
    [InlineData(5_000)]
    [InlineData(50_000)]
    public void TheIndexIsReadOnceALine(int files)
    {
        Track(files);
        var (none, denying, more) = (Of(""), Of("\"Read(.env)\""), Of("\"Read(.env)\",\"Read(**/*.pem)\",\"Read(secrets/**)\",\"Edit(.env)\""));
        var many = string.Join("; ", Enumerable.Repeat("git diff", 20));
        Assert.Equal(Verdict.Allow, denying.Run(many).Verdict);
        var known = Cost(none, "git diff");
        Assert.Equal(0, known.Bytes);
        Assert.InRange(known.Microseconds, 0, 50);
        foreach (var line in (string[])["git status", "ls -la src", "git add -A && git commit -m x"])
            Assert.InRange(Cost(denying, line).Bytes, 0, 40_000); // the index has 64 bytes and more a file

        var (one, twenty, restored) = (Cost(denying, "git diff"), Cost(denying, many), Cost(more, "git restore ."));
        TestContext.Current.TestOutputHelper?.WriteLine($"{files} files: {known}, status {Cost(denying, "git status")}, diff {one}, four rules {Cost(more, "git diff")}, twenty diffs {twenty}, restore {restored}");
        Assert.InRange(twenty.Bytes, 0, one.Bytes + 20 * 40_000);
        Assert.InRange(one.Microseconds, 0, 2_000 + files * 5.0);
    }

    private Authority Of(string deny) => new(Bench.Settings($$"""{"permissions":{"deny":[{{deny}}] } }""", folder.Workspace.Root), new AuthorityOptions { Folder = folder.Workspace.Root, Home = "/home/me", IsTrusted = true });

    private static (double Microseconds, long Bytes) Cost(Authority authority, string line)
    {
        for (var i = 0; i < 30; i++)
            authority.Run(line);
        var (best, bytes) = (double.MaxValue, 0L);
        for (var i = 0; i < 20; i++)
        {
            var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            authority.Run(line);
            best = Math.Min(best, Stopwatch.GetElapsedTime(clock).TotalMicroseconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (Math.Round(best, 2), bytes);
    }

    private void Track(int files)
    {
        Git(null, "init", "-q");
        Git(string.Concat(Enumerable.Range(0, files).Select(i => $"100644 0123456789012345678901234567890123456789 0\tsrc/part{i / 100}/module{i % 10}/file{i}.ts\n")), "update-index", "--index-info");
    }

    private void Git(string? told, params string[] words)
    {
        using var git = Process.Start(new ProcessStartInfo("git", words) { WorkingDirectory = folder.Workspace.Root, RedirectStandardInput = true })!;
        git.StandardInput.Write(told);
        git.StandardInput.Close();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
