using FsCheck;
using FsCheck.Fluent;
using Pith.Cli.Terminal.Documents;
using Pith.Cli.Texts;

namespace Pith.Tests.Cli.Terminal.Documents;

public sealed class MarkdownStreamTests
{
    [Theory]
    [InlineData("# Title\n", "[Bold, Underline Magenta:Title]")]
    [InlineData("a **b** c\n", "a [Bold:b] c")]
    [InlineData("*i* and ***both*** and ~~gone~~\n", "[Italic:i] and [Bold, Italic:both] and [Strike:gone]")]
    [InlineData("`code` and ``a`b``\n", "[None Cyan:code] and [None Cyan:a`b]")]
    [InlineData("snake_case_name and 2 * 3 * 4\n", "snake_case_name and 2 * 3 * 4")]
    [InlineData("not **closed\n", "not **closed")]
    [InlineData("\\*plain\\*\n", "*plain*")]
    [InlineData("[site](https://x.y)\n", "[Underline:site][Dim: (https://x.y)]")]
    [InlineData("- item\n  - inner\n1. one\n", "[None Yellow:• ]item|[None Yellow:  • ]inner|[None Yellow:1. ]one")]
    [InlineData("> said\n", "[Dim:│ ][Italic:said]")]
    [InlineData("---\n", "[Dim:────────]")]
    [InlineData("```cs\nvar a = *b;\n# no heading\n```\nafter\n", "[Dim:```cs]|[None Cyan:var a = *b;]|[None Cyan:# no heading]|[Dim:```]|after")]
    [InlineData("````\n```\n````\n", "[Dim:````]|[None Cyan:```]|[Dim:````]")]
    [InlineData("| a | bb |\n|---|:-:|\n| `x` | y |\nend\n", "[Bold:a][Dim: │ ][Bold:bb]|[Dim:──┼───]|[None Cyan:x][Dim: │ ]y|end")]
    [InlineData("| no table\n", "| no table")]
    public void IsShownInStyles(string source, string shown) => Assert.Equal(shown, Shown(source, styled: true));

    [Fact]
    public void WithoutStylesItStaysAsItWasWritten()
    {
        const string source = "# Title\n**b** `c`\n| a |\n|---|\n```\nx\n```";
        Assert.Equal(source.Replace('\n', '|'), Shown(source, styled: false).Replace("\n", "|", StringComparison.Ordinal));
    }

    [Fact]
    public void HoweverItIsCutItIsTheSame() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Arb.From(Gen.Elements("# ", "**", "*", "`", "```\n", "| a | b |\n", "|---|\n", "\n", "word ", "- ", "> ", "[a](b)", "漢", "_", "\\", "~~").ListOf().Select(string.Concat)), Arb.From(Gen.Choose(1, 9)),
        (source, size) => Shown(source, styled: true) == Shown(source, styled: true, size)));

    [Fact]
    public void OnlyTheLastLineIsLive()
    {
        var (stream, done) = (new MarkdownStream(true), new List<Line>());
        stream.Take("first\nsecond **bo", done.Add);
        Assert.Equal("first", Assert.Single(done).ToString());
        Assert.Equal("second **bo", Assert.Single(stream.Live).ToString());
        stream.Take("ld**\n", done.Add);
        Assert.Empty(stream.Live);
        Assert.Equal("second bold", done[1].ToString());
    }

    /// <summary>claude-code#19720: a single line of 600 KB froze the terminal.</summary>
    [Fact]
    public void ALineOf600KilobytesIsDoneInParts_19720()
    {
        var (stream, done) = (new MarkdownStream(true), new List<Line>());
        var text = string.Concat(Enumerable.Repeat("*word **and `more` ", 32_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var frame in text.Chunk(1000))
        {
            foreach (var chunk in frame.Chunk(40))
                stream.Take(new string(chunk), done.Add);
            Assert.True(stream.Live.Sum(l => l.Width) <= 2048);
        }

        stream.End(done.Add);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
        Assert.True(done.Count > 100);
    }

    private static string Shown(string source, bool styled, int size = int.MaxValue)
    {
        var (stream, shown) = (new MarkdownStream(styled), new List<string>());
        void Take(Line line) => shown.Add(string.Concat(line.Pieces.Select(p => p.Style == default ? p.Text : $"[{p.Style.Marks}{(p.Style.Paint == Paint.None ? "" : $" {p.Style.Paint}")}:{p.Text}]")));
        for (var at = 0; at < source.Length; at += Math.Min(size, source.Length - at))
            stream.Take(source.Substring(at, Math.Min(size, source.Length - at)), Take);
        stream.End(Take);
        return string.Join('|', shown);
    }
}
