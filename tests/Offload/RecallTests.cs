using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Offload;

namespace Pith.Tests.Offload;

public sealed class RecallTests
{
    private const string Five = "one\ntwo\nthree\nfour\nfive\n";

    [Theory]
    [InlineData(Five, null, null, 0, Five)]
    [InlineData(Five, "2-3", null, 0, "2:two\n3:three\n")]
    [InlineData(Five, "4-", null, 0, "4:four\n5:five\n")]
    [InlineData(Five, "-1", null, 0, "1:one\n")]
    [InlineData(Five, "9-12", null, 0, "")]
    [InlineData("no final feed", "1", null, 0, "1:no final feed\n")]
    [InlineData("", "1-", null, 0, "")]
    [InlineData("\n\n", "1-5", null, 0, "1:\n2:\n")]
    [InlineData(Five, null, "^t", 0, "2:two\n3:three\n")]
    [InlineData(Five, null, "o$", 0, "2:two\n")]
    [InlineData("one\r\ntwo\r\n", null, "o$", 0, "2:two\r\n")]
    [InlineData(Five, null, "three", 1, "2-two\n3:three\n4-four\n")]
    [InlineData(Five, null, "one|five", 1, "1:one\n2-two\n--\n4-four\n5:five\n")]
    [InlineData(Five, null, "one|four", 1, "1:one\n2-two\n3-three\n4:four\n5-five\n")]
    [InlineData(Five, null, "one|five", 0, "1:one\n5:five\n")]
    [InlineData(Five, "3-", "o", 1, "3-three\n4:four\n5-five\n")]
    [InlineData(Five, null, "(?i)TWO", 0, "2:two\n")]
    [InlineData("  500→a\n  501→b\n  502→c\n", "501-501", null, 0, "  501→b\n")]
    [InlineData("  500→a\n  501→b\n  502→c\n", null, "c$", 0, "  502→c\n")]
    [InlineData("7\ta\n9\tb\n", "2", null, 0, "2:9\tb\n")]
    public void BringsBackWhatWasAskedFor(string content, string? lines, string? pattern, int context, string expected)
    {
        var range = LineRange.All;
        Assert.True(lines is null || LineRange.TryParse(lines, out range));
        var query = new RecallQuery { Lines = range, Pattern = pattern, Context = context };
        Assert.Equal(expected, Run(content, query, chunk: 65536));
        Assert.Equal(expected, Run(content, query, chunk: 1));
    }

    [Fact]
    public void LinesAreThoseOfASlowReader() => Prop.ForAll<NonNull<string>[], PositiveInt, PositiveInt>((parts, first, length) =>
    {
        var lines = parts.Select(p => p.Get.Replace("\n", "", StringComparison.Ordinal)).Select(p => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(p))).ToArray();
        var range = new LineRange(first.Get, first.Get + length.Get);
        var expected = string.Concat(lines.Select((l, i) => (l, n: i + 1)).Where(x => x.n >= range.First && x.n <= range.Last).Select(x => $"{x.n}:{x.l}\n"));
        return Run(string.Concat(lines.Select(l => l + "\n")), new RecallQuery { Lines = range }, chunk: 3) == expected;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnEndlessLineIsSearchedInPiecesAndShownAroundItsMatches()
    {
        var content = new string('a', 3_000_000) + "needle" + new string('b', 3_000_000) + "é needle\nneedle\n";
        var found = Run(content, new RecallQuery { Pattern = "needle" }, chunk: 70_000);
        Assert.Contains("aaaneedlebbb", found, StringComparison.Ordinal);
        Assert.Contains("é needle", found, StringComparison.Ordinal);
        Assert.EndsWith("\n2:needle\n", found, StringComparison.Ordinal);
        Assert.InRange(found.Length, 400, 10_000);
        var copied = Run(content, new RecallQuery { Lines = new LineRange(1, 1) }, chunk: 70_000);
        Assert.Equal("1:" + content[..content.IndexOf('\n', StringComparison.Ordinal)] + "\n", copied);
    }

    [Theory]
    [InlineData("(", "not a regular expression")]
    [InlineData("a{2,1}", "not a regular expression")]
    [InlineData("(?=a)", "linear time")]
    [InlineData(@"(a)\1", "linear time")]
    public void AWrongPatternIsExplained(string pattern, string expected)
    {
        Assert.False(Recall.TryCreate(new RecallQuery { Pattern = pattern }, out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0-3")]
    [InlineData("5-3")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1-2-3")]
    [InlineData("99999999999999999999")]
    public void AWrongRangeIsRefused(string text) => Assert.False(LineRange.TryParse(text, out _));

    private static string Run(string content, RecallQuery query, int chunk)
    {
        Assert.True(Recall.TryCreate(in query, out var recall, out var error), error);
        var output = new MemoryStream();
        var summary = recall.Write(new ChunkedStream(Encoding.UTF8.GetBytes(content), chunk), output);
        Assert.Equal(output.Length, summary.BytesWritten);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Hands out at most so many bytes at a time.</summary>
    private sealed class ChunkedStream(byte[] content, int chunk) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);
    }
}
