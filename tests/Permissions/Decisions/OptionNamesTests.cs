using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>A pattern may match a file that is called like an option; where none is there, it is asked about no more than the names it stands for.</summary>
public sealed class OptionNamesTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public OptionNamesTests()
    {
        folder.Write("a.md", "x"u8);
        folder.Write("b.md", "x"u8);
        folder.Write("src/c.ts", "x"u8);
    }

    public void Dispose() => folder.Dispose();

    private Verdict Of(string command, PermissionMode mode = PermissionMode.Default) => Bench.Of(mode: mode, folder: folder.Workspace.Root).Run(command).Verdict;

    [Theory]
    [InlineData("wc -l *.md")]
    [InlineData("wc -l -- *.md")]
    [InlineData("wc -l *.md | sort -n | tail -3")]
    [InlineData("wc -l *.md; grep -n foo *.md")]
    [InlineData("grep -rn foo * 2>/dev/null | head")]
    [InlineData("sort *.md | uniq -c")]
    [InlineData("du -sh *")]
    [InlineData("file [ab].md")]
    [InlineData("cd src && wc -l *.ts")]
    [InlineData("diff *.md")]
    [InlineData("git diff *.md")]
    public void PassesWhereNoNameIsAnOption(string command)
    {
        Assert.Equal(Verdict.Allow, Of(command));
        Assert.Equal(Verdict.Allow, Of(command, PermissionMode.Plan));
    }

    [Theory]
    [InlineData("--files0-from=list.md")]
    [InlineData("-o.md")]
    [InlineData("+1.md")]
    [InlineData("@list.md")]
    [InlineData("-hidden")] // not one that the pattern matches, but shells can be told to match otherwise
    public void AsksWhereOneIs(string name)
    {
        folder.Write(name, "x"u8);
        foreach (var command in (string[])["wc -l *.md", "sort *.md", "grep -rn foo *", "cat a.md; du -sh *"])
            Assert.Equal(Verdict.Ask, Of(command));
        Assert.Equal(Verdict.Allow, Of("cd src && wc -l *.ts"));
        Assert.Equal(Verdict.Allow, Of("wc -l ./*.md"));
    }

    [Theory]
    [InlineData("touch -- -o.md; sort *.md")] // the line makes it
    [InlineData("cp a.md ./-o.md && sort *.md")]
    [InlineData("cd $X && wc -l *.md")]
    [InlineData("cd nowhere; wc -l *.md")]
    [InlineData("uniq *.md")] // the second is written to
    [InlineData("date *")]
    [InlineData("sed *")]
    [InlineData("find * -delete")]
    [InlineData("git branch *")]
    [InlineData("sort -o *.md")]
    [InlineData("git diff --output *.md")]
    [InlineData("rg --pre *.md x")]
    public void AsksWhatIsNotOnlyNames(string command) => Assert.NotEqual(Verdict.Allow, Of(command, PermissionMode.AcceptEdits));

    [Fact]
    public void OfTooManyNamesNobodyTells()
    {
        for (var i = 0; i < 4001; i++)
            folder.Write($"many/{i}", ""u8);
        Assert.Equal(Verdict.Ask, Of("cd many && wc -l *"));
    }
}
