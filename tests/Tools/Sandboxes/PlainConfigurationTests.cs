using System.Text.RegularExpressions;
using Pith.Tools.Sandboxes;

namespace Pith.Tests.Tools.Sandboxes;

/// <summary>Configurations of git that run nothing, held line by line against the same rule written as expressions.</summary>
public sealed class PlainConfigurationTests
{
    private static readonly Dictionary<string, Regex> Plain = new()
    {
        ["core"] = new(@"\A(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks) = \w+\z"),
        ["remote"] = new(@"\A(url = (https://|ssh://[\w@]|git@[\w.-]+:)[^\s\\""#;]*|fetch = \+?refs/\S+|tagOpt = --\w+-?\w*|promisor = true|partialclonefilter = [\w:=]+)\z"),
        ["branch"] = new(@"\A(remote = [\w.-]+|merge = refs/\S+|rebase = \w+)\z"),
        ["submodule"] = new(@"\A(url = https://[^\s\\""#;]*|active = \w+)\z"),
        ["extensions"] = new(@"\A(objectformat|refstorage|partialclone) = \w+\z", RegexOptions.IgnoreCase),
        ["user"] = new(@"\A(name|email) = [^\\""]*\z"),
        ["init"] = new(@"\AdefaultBranch = [\w./-]+\z", RegexOptions.IgnoreCase),
    };

    private static readonly string[] Keys = ["bare", "symlinks", "hooksPath", "url", "fetch", "tagOpt", "promisor", "partialclonefilter", "remote", "merge", "rebase", "active", "objectFormat", "refstorage", "name", "email", "defaultBranch", "insteadOf", "worktree"];

    private static readonly string[] Parts = ["true", "https://", "ssh://", "git@", "h.com", ":", "/", "a", "refs/", "heads/", "+", "*", "--", "-", "no", "tags", " ", "\\", "\"", "#", ";", "=", "!", ".", "~", "\t", "0"];

    [Theory]
    [InlineData("[core]\n\tbare = false\n[remote \"origin\"]\n\turl = git@github.com:a/b.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch \"main\"]\n\tremote = origin\n\tmerge = refs/heads/main\n", true)]
    [InlineData("[core]\r\n\tbare = false\r\n", true)]
    [InlineData("[core \"x\"]\n\tbare = false", true)]
    [InlineData("[core \"x\\\"]\n\tbare = false", false)]
    [InlineData("[core] bare = false", false)]
    [InlineData("[alias]\n\tx = !sh", false)]
    [InlineData("[core]\n\tsshCommand = x", false)]
    [InlineData("bare = false", false)]
    [InlineData("[include]\n\tpath = x", false)]
    [InlineData("", true)]
    public void OnlyWhatCloneWritesIsPlain(string text, bool plain) => Assert.Equal(plain, PlainConfiguration.Is(text));

    [Fact]
    public void ItAgreesWithTheExpressions()
    {
        var random = new Random(20261128);
        var passed = 0;
        for (var round = 0; round < 300_000; round++)
        {
            var section = Plain.Keys.ElementAt(random.Next(Plain.Count));
            var line = Keys[random.Next(Keys.Length)] + (random.Next(20) == 0 ? "=" : " = ") + string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Parts[random.Next(Parts.Length)]));
            var plain = !line.Trim().EndsWith('\\') && Plain[section].IsMatch(line.Trim());
            Assert.True(plain == PlainConfiguration.Is($"[{section}]\n{line}\n"), $"[{section}] {line}");
            passed += plain ? 1 : 0;
        }

        Assert.InRange(passed, 1_000, 200_000);
    }
}
