using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Text;

namespace Pith.Tests.Text;

public sealed class LineScannerTests
{
    private static readonly int[] Chunks = [1, 2, 3, 5, 7, 4096];

    private sealed record Line(long Offset, long Number, bool TooLong, long FullLength, string Text);

    [Fact]
    public void AnyChunkingGivesTheLinesOfASlowSplit() =>
        Prop.ForAll(Files().ToArbitrary(), file =>
        {
            var expected = Split(file, maxLine: 12);
            foreach (var chunk in Chunks)
                Assert.Equal(expected, Scan(file, chunk, maxLine: 12));
        }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\n\n\n")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("a\r\nb\r\n")]
    [InlineData("a\rb\n")]
    [InlineData("a\r\r\nb")]
    [InlineData("a\r")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFFa\nb")]
    [InlineData("\uFEFF\r\nb")]
    [InlineData("\uFEFF\uFEFFa\n\uFEFFb\n")]
    public void EndsAndMarksAreNoPartOfLines(string text)
    {
        var file = Encoding.UTF8.GetBytes(text);
        foreach (var chunk in Chunks)
            Assert.Equal(Split(file, 100), Scan(file, chunk, 100));
    }

    [Fact]
    public void AHalfMarkIsText()
    {
        foreach (var chunk in Chunks)
            Assert.Equal([new Line(0, 1, false, 2, "\uFFFD")], Scan([0xEF, 0xBB], chunk, 100));
    }

    [Theory]
    [InlineData(100, 99)]
    [InlineData(100, 100)]
    [InlineData(100, 101)]
    [InlineData(100, 200_000)]
    [InlineData(70_000, 70_000)]
    [InlineData(70_000, 70_001)]
    [InlineData(70_000, 1_000_000)]
    public void ALongLineIsReportedAndTheNextIsFine(int maxLine, int length)
    {
        foreach (var end in new[] { "\n", "\r\n", "" })
            foreach (var chunk in new[] { 7, 4096, int.MaxValue })
            {
                var next = end.Length == 0 ? "" : "next\n";
                var file = Encoding.UTF8.GetBytes("first\n" + new string('x', length) + end + next);
                Assert.Equal(Split(file, maxLine), Scan(file, chunk, maxLine));
            }
    }

    /// <summary>The promise is the longest line, up to the cap: a gigabyte without an end must not be held.</summary>
    [Fact]
    public void ALongLineIsNotHeld()
    {
        using var scanner = new LineScanner(new EndlessLine(1L << 30), maxLine: 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(scanner.Read());
        Assert.Equal((true, 1L << 30), (scanner.TooLong, scanner.FullLength));
        Assert.False(scanner.Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void LookingAheadChangesNothing()
    {
        var file = Encoding.UTF8.GetBytes("\uFEFFone\ntwo\n" + new string('x', 100_000) + "\nfour");
        foreach (var chunk in Chunks)
            foreach (var peek in new[] { 0, 1, 5, 70_000, 200_000 })
            {
                using var scanner = new LineScanner(new ChunkedStream(file, chunk), 1000);
                Assert.True(scanner.Peek(peek).SequenceEqual(file.AsSpan(3, Math.Min(peek, file.Length - 3))));
                Assert.Equal(Split(file, 1000), Lines(scanner));
            }
    }

    [Fact]
    public void ADocumentIsEverythingThatIsLeft()
    {
        var file = Encoding.UTF8.GetBytes("\uFEFF{\n 1\r\n}");
        foreach (var chunk in Chunks)
        {
            using var scanner = new LineScanner(new ChunkedStream(file, chunk), 100);
            Assert.Equal("{\n 1\r\n}", Encoding.UTF8.GetString(scanner.ReadDocument(out var tooLong)));
            Assert.Equal((false, 3L, 1L), (tooLong, scanner.Offset, scanner.Number));
            using var capped = new LineScanner(new ChunkedStream(file, chunk), 4);
            capped.ReadDocument(out tooLong);
            Assert.True(tooLong);
        }
    }

    private static Gen<byte[]> Files() =>
        Gen.Elements("a", "bc", "\n", "\r\n", "\r", "\uFEFF", "é", "0123456789ab", "0123456789abc", new string('y', 40))
            .ListOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));

    private static List<Line> Scan(byte[] file, int chunk, int maxLine)
    {
        using var scanner = new LineScanner(new ChunkedStream(file, chunk), maxLine);
        return Lines(scanner);
    }

    private static List<Line> Lines(LineScanner scanner)
    {
        var lines = new List<Line>();
        while (scanner.Read())
            lines.Add(new Line(scanner.Offset, scanner.Number, scanner.TooLong, scanner.FullLength, Encoding.UTF8.GetString(scanner.Line)));
        Assert.False(scanner.Read());
        return lines;
    }

    /// <summary>The same by looking at one byte after the other.</summary>
    private static List<Line> Split(byte[] file, int maxLine)
    {
        var lines = new List<Line>();
        var start = file.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        for (var end = start; end <= file.Length; end++)
        {
            if (end < file.Length && file[end] != '\n' || end == file.Length && start == end)
                continue;
            var length = end - start;
            var shown = length > maxLine ? 0 : length > 0 && file[end - 1] == '\r' ? length - 1 : length;
            lines.Add(new Line(start, lines.Count + 1, length > maxLine, length, Encoding.UTF8.GetString(file, start, shown)));
            start = end + 1;
        }

        return lines;
    }

    private sealed class EndlessLine(long length) : MemoryStream
    {
        private long _left = length;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            _left -= read;
            return read;
        }
    }
}
