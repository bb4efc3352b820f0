using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Tests.Permissions.Classifiers;

/// <summary>Words of a checkout that can be nothing but commits, and such as only look like it.</summary>
public sealed class CommitWordsTests
{
    [Theory]
    [InlineData("git checkout $(git rev-list HEAD)")]
    [InlineData("git checkout \"$(git rev-list -1 HEAD)\"")]
    [InlineData("git checkout -q $(git rev-list --reverse $(git merge-base origin/main topic)..topic | sed -n 3p)")]
    [InlineData("git checkout $(git rev-list -n 1 --since=2020-01-01 main 2>/dev/null | head -n 1 | tac)")]
    [InlineData("for c in $(git rev-list --reverse a..b); do git checkout -q $c 2>/dev/null; make; done")]
    [InlineData("for c in $(git rev-list --reverse a..b); do git checkout \"${c}\"; done")]
    [InlineData("base=$(git merge-base a b)\nfor c in $(git rev-list $base..b) $(git rev-list c); do git checkout $c; done")]
    [InlineData("base=$(git merge-base a b); git checkout $base")]
    public void AreCommits(string line) => Assert.True(Of(line));

    [Theory]
    [InlineData("git checkout $c")]
    [InlineData("git checkout $(git diff --name-only)")]
    [InlineData("git checkout $(git rev-list HEAD; echo file)")]
    [InlineData("git checkout $(git rev-list HEAD && cat list)")]
    [InlineData("git checkout $(git rev-list HEAD | xargs -n1 git show --name-only)")]
    [InlineData("git checkout $(git rev-list --objects HEAD)")]
    [InlineData("git checkout $(git rev-list --format=%s HEAD)")]
    [InlineData("git checkout $(git rev-list $x)")]
    [InlineData("git checkout $(git rev-list HEAD | sed s/.*/file/)")]
    [InlineData("git checkout $(git rev-list HEAD | sed -n 3p list)")]
    [InlineData("git checkout $(git rev-list HEAD | head -n 3 list)")]
    [InlineData("git checkout $(git rev-list HEAD | head 3)")]
    [InlineData("git checkout $(git rev-list HEAD | tail -n 3 4)")]
    [InlineData("IFS=a; git checkout $(git rev-list HEAD)")]
    [InlineData(". ./git.sh; git checkout $(git rev-list HEAD)")]
    [InlineData("git checkout $(cat list | head -n 3)")]
    [InlineData("git checkout '$(git rev-list HEAD'$x')'")]
    [InlineData("git checkout x$(git rev-list HEAD)")]
    [InlineData("git checkout $(git rev-list HEAD).txt")]
    [InlineData("git checkout $(git rev-list HEAD) file")]
    [InlineData("for c in $(git rev-list HEAD) file; do git checkout $c; done")]
    [InlineData("for c in $(git rev-list HEAD); do git checkout $c; done; for c in *; do git checkout $c; done")]
    [InlineData("for c; do git checkout $c; done")]
    [InlineData("for c in $(git rev-list HEAD); do c=file; git checkout $c; done")]
    [InlineData("for c in $(git rev-list HEAD); do read c; git checkout $c; done")]
    [InlineData("for c in $(git rev-list HEAD); do eval \"$x\"; git checkout $c; done")]
    [InlineData("for c in $(git rev-list HEAD); do . ./x; git checkout $c; done")]
    [InlineData("c=$c; git checkout $c")]
    public void MayBeAnythingElse(string line) => Assert.False(Of(line));

    /// <summary>Each word is held against all of a line, so of a long one nothing is known.</summary>
    [Fact]
    public void InALongLineNothingIsKnown()
    {
        const string line = "git checkout $(git rev-list HEAD)";
        Assert.True(Of(string.Join('\n', Enumerable.Repeat(line, 100))));
        Assert.False(Of(string.Join('\n', Enumerable.Repeat(line, 101))));
    }

    private static bool Of(string line)
    {
        var reading = ShellReading.Of(line);
        Assert.Null(reading.Refusal);
        var commits = new CommitWords(reading);
        var checkouts = reading.Commands.Where(c => c.Words.Count > 1 && c.Words[1].Text == "checkout").ToList();
        Assert.NotEmpty(checkouts);
        return checkouts.TrueForAll(c => c.Words.Skip(2).Where(w => w.Text != "-q").All(commits.Are));
    }
}
