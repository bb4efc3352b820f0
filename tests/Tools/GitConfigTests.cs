using System.Diagnostics;
using System.Text;
using Pith.Tests.Store;
using Pith.Tools.Files;

namespace Pith.Tests.Tools;

/// <summary>Settings of git's are read as git reads them.</summary>
public sealed class GitConfigTests
{
    private static readonly string[] Pieces =
    [
        "[core]", "[include]", "[includeIf \"gitdir:/a/\"]", "[Remote \"Ori\\\"gin\"]", "[a.B]", "\n", "\n", "\n", "\r\n", " ", "\t", "hooksPath = ", "path=", "x-1 =", "Bare", "= ",
        "a b", "  c ", "\"q # ; \"", "\\\"", "\\\\", "\\n", "\\t", "\\\n", "# note", "; note", "/d/e", "é", "\"",
    ];

    [Theory]
    [InlineData("[core]\n\thooksPath = x # note\n", "core..hookspath=x")]
    [InlineData("[core] hooksPath = \"a;b\" c\n", "core..hookspath=a;b c")]
    [InlineData("[include]\npath = a\\\nb\n", "include..path=ab")]
    [InlineData("[includeIf \"gitdir:[x]\"] path = f", "includeif.gitdir:[x].path=f")]
    [InlineData("[core]\nbare\n", "core..bare=")]
    [InlineData("[core]\n= x\n!\nbare = true", "core..bare=true")]
    public void ReadsWhatItSays(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', GitConfig.Read(text).Select(s => $"{s.Section}.{s.Name}.{s.Key}={s.Value}")));

    [Fact]
    public void AgreesWithGitOnWhatGitTakes()
    {
        if (!File.Exists("/usr/bin/git"))
            Assert.Skip("git is not installed");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        var random = new Random(11);
        var taken = 0;
        for (var round = 0; round < 400; round++)
        {
            var text = new StringBuilder("[core]\n");
            for (var n = random.Next(14); n > 0; n--)
                text.Append(Pieces[random.Next(Pieces.Length)]);
            var file = Path.Combine(folder.Path, "config");
            File.WriteAllText(file, text.ToString());
            if (Git(file) is not { } told)
                continue;
            var own = string.Concat(GitConfig.Read(text.ToString()).Select(s => $"{s.Section}{(s.Name.Length > 0 ? "." + s.Name : "")}.{s.Key}\n{s.Value}\0"));
            Assert.Equal(told, own);
            taken += told.Length > 0 ? 1 : 0;
        }

        Assert.True(taken > 40, $"git took {taken}");
    }

    /// <summary>What git lists; null where it refuses the file. A setting without a value has no line behind its key.</summary>
    private static string? Git(string file)
    {
        using var git = Process.Start(new ProcessStartInfo("/usr/bin/git", ["config", "-f", file, "--no-includes", "--list", "-z"]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var told = git.StandardOutput.ReadToEnd();
        git.WaitForExit(10_000);
        return git.ExitCode == 0 ? string.Concat(told.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(s => (s.Contains('\n', StringComparison.Ordinal) ? s : s + "\n") + "\0")) : null;
    }
}
