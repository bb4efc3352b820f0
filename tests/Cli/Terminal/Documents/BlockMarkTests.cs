using System.Text.RegularExpressions;
using Pith.Cli.Terminal.Documents;

namespace Pith.Tests.Cli.Terminal.Documents;

/// <summary>What lines of Markdown begin with, held against the same rules written as expressions.</summary>
public sealed class BlockMarkTests
{
    private static readonly string[] Pieces = ["`", "```", "~~~", "#", "##", " ", "   ", "\t", "-", "*", "+", "_", "1", "23", ".", ")", "a", "word", "---", "***", "é", "|", ">"];

    private static readonly Regex Fence = new(@"^\s*(`{3,}|~{3,})\s*([^`]*)$"), Item = new(@"^(\s*)([-*+]|[0-9]{1,9}[.)])(\s+)(.*)$"), Heading = new(@"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$"), Rule = new(@"^ {0,3}([-*_])(\s*\1){2,}\s*$");

    [Fact]
    public void TheyAreThoseOfTheExpressions()
    {
        var random = new Random(20261128);
        var found = new int[4];
        for (var round = 0; round < 300_000; round++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var (fence, heading, item) = (Fence.Match(line), Heading.Match(line), Item.Match(line));
            Assert.True(fence.Groups[1].Length == BlockMark.Fence(line, out var info) && (!fence.Success || fence.Groups[2].Value == info), $"fence: {line}");
            Assert.True(heading.Groups[1].Length == BlockMark.Heading(line, out var title) && heading.Groups[2].Value == title, $"heading: {line}");
            Assert.True(Rule.IsMatch(line) == BlockMark.IsRule(line), $"rule: {line}");
            Assert.True((item.Success ? item.Groups[3].Index : 0) == BlockMark.Item(line), $"item: {line}");
            found[0] += fence.Success ? 1 : 0;
            found[1] += heading.Success ? 1 : 0;
            found[2] += Rule.IsMatch(line) ? 1 : 0;
            found[3] += item.Success ? 1 : 0;
        }

        Assert.All(found, count => Assert.InRange(count, 500, 200_000));
    }
}
