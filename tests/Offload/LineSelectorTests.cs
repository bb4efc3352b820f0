using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Offload;

namespace Pith.Tests.Offload;

public sealed class LineSelectorTests
{
    private const int Gap = 7;

    [Fact]
    public void SpansAreInOrderAndWithinTheBudgetInAnyUnit() => Prop.ForAll<PositiveInt, PositiveInt, PositiveInt>((lines, seed, budget) =>
    {
        var content = Content(lines.Get * 5, seed.Get);
        var limit = budget.Get * 11;
        // A cost that has nothing to do with bytes, as tokens have little.
        static int Cost(ReadOnlySpan<byte> text) => 1 + (text.Length % 9);
        var selector = new LineSelector();
        selector.Load(content, new PreviewContext { Arguments = """{"query":"needle"}"""u8, Path = seed.Get % 2 == 0 ? "a.cs"u8 : default }, longestLine: 64);
        var spans = new List<TextSpan>();
        selector.Select(content, limit, Cost, Gap, spans);
        int end = 0, spent = 0;
        foreach (var span in spans)
        {
            Assert.True(span.Start >= end && span.End > span.Start && span.LastLine >= span.FirstLine);
            Assert.Equal(content.AsSpan(0, span.Start).Count((byte)'\n') + 1, span.FirstLine);
            Assert.Equal(content.AsSpan(0, span.End - 1).Count((byte)'\n') + 1, span.LastLine);
            spent += span.Start > end ? Gap : 0;
            // Costs are those of lines or of pieces of at most 64 bytes: at least one for each line.
            spent += span.LastLine - span.FirstLine + 1;
            end = span.End;
        }

        return spans.Count == 0 || spent + (end < content.Length ? Gap : 0) <= limit;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EverythingIsTakenWhenEverythingFits()
    {
        var content = Content(300, seed: 5);
        var spans = new List<TextSpan>();
        var selector = new LineSelector();
        selector.Load(content, default);
        selector.Select(content, content.Length, static text => text.Length, Gap, spans);
        Assert.Equal([new TextSpan(0, content.Length, 1, selector.LineCount)], spans);
    }

    [Fact]
    public void OneInstanceGivesTheSameAgainAndAllocatesNothing()
    {
        var contents = Enumerable.Range(1, 6).Select(i => Content(i * 200, seed: i)).ToArray();
        var selector = new LineSelector();
        var spans = new List<TextSpan>(4096);
        foreach (var content in contents)
            Select(content);
        var first = spans.ToArray();
        spans.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var content in contents)
            Select(content);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(first, spans);

        void Select(byte[] content)
        {
            selector.Load(content, new PreviewContext { Arguments = """{"query":"needle 12"}"""u8 });
            selector.Select(content, 2000, static text => text.Length, Gap, spans);
        }
    }

    [Theory]
    [InlineData("\u001b[31merror\u001b[0m: it broke")]
    [InlineData("\u001b[1m\u001b[38;5;9mERROR it broke")]
    [InlineData("E   assert 1 == 2")]
    [InlineData("java.lang.NullPointerException: x")]
    [InlineData("thread 'main' panicked at src/main.rs:4:5")]
    [InlineData("make: *** [all] Error 2")]
    [InlineData("npm ERR! code ELIFECYCLE")]
    [InlineData("ld: cannot find -lz")]
    [InlineData("exit status 3")]
    [InlineData("Exit code: 3")]
    [InlineData("warning: unused variable")]
    public void FindsTheLineInNoise(string line)
    {
        var noise = string.Concat(Enumerable.Range(0, 500).Select(i => $"copied file {i * 31} to the output folder\n"));
        var content = Encoding.UTF8.GetBytes(noise + line + "\n" + noise);
        var selector = new LineSelector();
        selector.Load(content, default);
        var spans = new List<TextSpan>();
        selector.Select(content, 1000, static text => text.Length, 20, spans);
        Assert.Contains(spans, span => span.FirstLine <= 501 && span.LastLine >= 501);
    }

    [Theory]
    [InlineData("0 errors, 0 warnings")]
    [InlineData("no error was reported")]
    [InlineData("terrorist, errorless, mirror")]
    public void IsNotTakenInByWordsThatOnlyLookBad(string line)
    {
        var unit = default(TextUnit);
        LineClassifier.Classify(Encoding.UTF8.GetBytes(line), new WordTable(4), ref unit);
        Assert.NotEqual(UnitKind.Error, unit.Kind);
        Assert.NotEqual(UnitKind.Warning, unit.Kind);
    }

    private static byte[] Content(int lines, int seed)
    {
        var random = new Random(seed);
        string[] some = ["", "  indented text", "error: needle not found", "public void Run()", "# heading", "src/a.cs:12: hit", new string('x', 200), "plain words é 漢"];
        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, lines).Select(_ => some[random.Next(some.Length)] + random.Next(50) + "\n")));
    }
}
