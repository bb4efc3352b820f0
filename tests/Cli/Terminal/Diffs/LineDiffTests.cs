using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Cli.Terminal.Diffs;
using Pith.Tools;

namespace Pith.Tests.Cli.Terminal.Diffs;

public sealed class LineDiffTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheLinesThatStayAndGoAreTheOldTextAndThoseThatStayAndComeTheNew()
    {
        var texts = Arb.From(Gen.Elements("a", "b", "c", "").ListOf());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(texts, texts, (before, after) =>
        {
            var changes = LineDiff.Of([.. before], [.. after]);
            return changes.Where(c => c.Kind != '+').Select(c => c.Text).SequenceEqual(before) && changes.Where(c => c.Kind != '-').Select(c => c.Text).SequenceEqual(after);
        }));
    }

    [Fact]
    public void AnEditIsShownWithNumbersAndThreeLinesAround()
    {
        _folder.File("a.txt", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 20).Select(i => $"line {i}")) + "\n"));
        var changes = CallDiff.Of(Call("Edit", """{"file_path":"a.txt","old_string":"line 10","new_string":"TEN\nand more"}"""), _folder.Path)!;
        Assert.Equal(["   7   line 7", "   8   line 8", "   9   line 9", "  10 - line 10", "  10 + TEN", "  11 + and more", "  12   line 11", "  13   line 12", "  14   line 13"], DiffLines.Of(changes).Select(l => l.ToString()[1..]));
    }

    [Theory]
    [InlineData("Write", """{"file_path":"new.txt","content":"one\ntwo\n"}""", "+one|+two")]
    [InlineData("Write", """{"file_path":"a.txt","content":"one\n"}""", "-x|-y|-x|+one")]
    [InlineData("Edit", """{"file_path":"a.txt","old_string":"x","new_string":"z","replace_all":true}""", "-x|+z| y|-x|+z")]
    [InlineData("Edit", """{"file_path":"a.txt","edits":[{"old_string":"y","new_string":"Y"}]}""", " x|-y|+Y| x")]
    [InlineData("Edit", """{"file_path":"a.txt","old_string":"nowhere","new_string":"z"}""", null)]
    [InlineData("Edit", "not json", null)]
    [InlineData("Read", """{"file_path":"a.txt"}""", null)]
    public void ACallsChangeIsTold(string tool, string input, string? shown)
    {
        _folder.File("a.txt", "x\r\ny\r\nx\r\n"u8);
        var changes = CallDiff.Of(Call(tool, input), _folder.Path);
        Assert.Equal(shown, changes is null ? null : string.Join('|', changes.Select(c => $"{c.Kind}{c.Text}")));
    }

    [Fact]
    public void ALargeChangeIsCutAndSaysSo()
    {
        var lines = DiffLines.Of(LineDiff.Of([], [.. Enumerable.Range(0, 5000).Select(i => $"{i}")]));
        Assert.Equal(61, lines.Count);
        Assert.Equal("  … 4940 more lines of the diff", lines[^1].ToString());
    }

    private static ToolCall Call(string tool, string input) => new("1", tool, Encoding.UTF8.GetBytes(input));
}
