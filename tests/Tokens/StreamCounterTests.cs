using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class StreamCounterTests
{
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    [InlineData("chars4")]
    public void AnyChunkingGivesTheSameTotal(string encoding)
    {
        Assert.True(TokenMeter.TryParse(encoding, out var meter));
        Prop.ForAll(TokenText.Broken, Gen.Choose(1, 9).ToArbitrary(), (text, size) =>
            TokenText.InChunks(meter, text, () => size) == meter.Count(text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    /// <summary>With blocks so small that every run outgrows them: each way to cut inside a piece is taken.</summary>
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void GiantsAreCountedAsTheyCome(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        var meter = TokenMeter.Exact(counter);
        Prop.ForAll(TokenText.Giants, Gen.Choose(1, 200).ToArbitrary(), (text, size) =>
            TokenText.InChunks(meter, text, () => size, block: 700) == counter.Count(text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    /// <summary>Far more than one block, so that cuts are made; with and without a line or a word to cut at.</summary>
    [Theory]
    [InlineData("prose")]
    [InlineData("lines")]
    [InlineData("minified")]
    [InlineData("chinese")]
    [InlineData("mixed")]
    [InlineData("broken")]
    [InlineData("white")]
    public void LongTextsAreCutWherePiecesStart(string kind)
    {
        var random = new Random(7);
        var text = Long(kind, random);
        foreach (var encoding in TokenText.Encodings)
        {
            var counter = TokenText.Counter(encoding);
            var expected = counter.Count(text);
            var meter = TokenMeter.Exact(counter);
            Assert.Equal(expected, TokenText.InChunks(meter, text, () => 65_536));
            Assert.Equal(expected, TokenText.InChunks(meter, text, () => random.Next(1, 300_000)));
            Assert.Equal(expected, TokenText.InChunks(meter, text, () => 4093));
        }
    }

    /// <summary>After each chunk the total is that of the text so far, wherever the chunk ends.</summary>
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    [InlineData("chars4")]
    public void TheTotalIsThatOfTheTextSoFar(string encoding)
    {
        Assert.True(TokenMeter.TryParse(encoding, out var meter));
        Prop.ForAll(TokenText.Broken, Gen.Choose(1, 9).ToArbitrary(), (text, size) => FollowsItself(meter, text, size, 64 * 1024))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
        Prop.ForAll(TokenText.Giants, Gen.Choose(50, 400).ToArbitrary(), (text, size) => FollowsItself(meter, text, size, 700))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    /// <summary>A run whose kind is decided at its far end is counted both ways until then.</summary>
    [Theory]
    [InlineData("a\n", " ", "\n", "b", "\u0301", "")]
    [InlineData("\n", "\t\u3000 ", "x", "\r", "/", "")]
    [InlineData("!\n", " ", "\n", "b", "1", "")]
    [InlineData("中", "A", "a", "中", "!", "'s", "1", " ", "\u0301", "ǅx", "")]
    [InlineData("a中", "AB", "a", "中", "", "\n")]
    [InlineData("-e\u0301E\u0301", "QXZ", "q", "文", "'ll", "")]
    [InlineData("x", "ABC", "d", "")]
    public void RunsStayOpenUntilTheyAreDecided(string before, string run, params string[] endings)
    {
        foreach (var encoding in TokenText.Encodings)
            foreach (var ending in endings)
                foreach (var length in (int[])[300, 701, 2500, 6000])
                {
                    var whole = before + string.Concat(Enumerable.Repeat(run, length / run.Length)) + ending;
                    var text = Encoding.UTF8.GetBytes(whole + whole + "and so on\n");
                    Assert.True(FollowsItself(TokenMeter.Exact(TokenText.Counter(encoding)), text, 997, 600), $"{encoding}: {before} {run} {ending} {length}");
                }
    }

    /// <summary>What is looked at, counted bytes and others, is a small multiple of the text, in chunks of any size.</summary>
    [Theory]
    [InlineData("prose")]
    [InlineData("lines")]
    [InlineData("minified")]
    [InlineData("chinese")]
    [InlineData("white")]
    [InlineData("mixed")]
    public void EachChunkCostsItsOwnLength(string kind)
    {
        var text = Long(kind, new Random(3));
        foreach (var encoding in TokenText.Encodings)
            foreach (var size in (int[])[1, 7, 300, 5000, 70_000])
            {
                var stream = new StreamCounter(TokenMeter.Exact(TokenText.Counter(encoding)));
                foreach (var chunk in text.Chunk(size))
                    stream.Append(chunk);
                stream.Finish();
                Assert.InRange(stream.Looked, text.Length / 2, text.Length * 4L);
                Assert.InRange(stream.Capacity, 0, 16 * 1024);
            }
    }

    [Fact]
    public void AShortTextIsCheap()
    {
        var meter = TokenMeter.Exact(TokenCounter.O200k);
        Assert.Equal(2, Short());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Short();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 700);

        long Short()
        {
            var stream = new StreamCounter(meter);
            stream.Append("two "u8);
            stream.Append("words"u8);
            return stream.Finish();
        }
    }

    [Fact]
    public void PartsThatStartAtASafeCutJoin()
    {
        var text = Long("mixed", new Random(5));
        foreach (var encoding in (string[])["o200k_base", "cl100k_base", "chars4"])
        {
            Assert.True(TokenMeter.TryParse(encoding, out var meter));
            var whole = new StreamCounter(meter);
            for (var at = 0; at < text.Length;)
            {
                var cut = SafeCut.First(text, at + 50_000) is var next and > 0 ? next : text.Length;
                var part = new StreamCounter(meter);
                part.Append(text.AsSpan(at, cut - at));
                whole.Join(part);
                at = cut;
            }

            Assert.Equal(meter.Count(text), whole.Finish());
        }

        Assert.Throws<ArgumentException>(() => new StreamCounter(TokenMeter.Chars4).Join(new StreamCounter(TokenMeter.Exact(TokenCounter.O200k))));
    }

    private static bool FollowsItself(TokenMeter meter, byte[] text, int size, int window)
    {
        var stream = new StreamCounter(meter, window);
        for (var at = 0; at < text.Length; at += size)
        {
            stream.Append(text.AsSpan(at, Math.Min(size, text.Length - at)));
            if (stream.Total != meter.Count(text.AsSpan(0, Math.Min(at + size, text.Length))))
                return false;
        }

        return stream.Finish() == meter.Count(text);
    }

    [Fact]
    public void AFinishedStreamTakesNoMore()
    {
        var stream = new StreamCounter(TokenMeter.Chars4);
        stream.Append("abcde"u8);
        Assert.Equal(2, stream.Finish());
        Assert.Equal(2, stream.Finish());
        Assert.Throws<InvalidOperationException>(() => stream.Append("f"u8));
    }

    private static byte[] Long(string kind, Random random)
    {
        string[] words = kind switch
        {
            "prose" => ["the ", "Cat ", "sat, ", "on ", "a  mat. ", "don't "],
            "lines" => ["let x=1;", "\n", "\r\n\t", "/path/\n/x", "  \n  ", "}"],
            "minified" => ["a", "B", ",", "{", "12", "}", "'s", "\"", "xY"],
            "chinese" => ["中文", "字", "。", "，", "日本語", "A", "AB", "Ab"],
            "white" => [" ", "\t", "\n", "  ", "\u3000", "\r\n", "x"],
            _ => ["a", "中A", "AAAA", "b", "'ll", "\u0301", "😀", " ", "\u00A0", "1", "-"],
        };
        var text = new StringBuilder();
        while (text.Length < 400_000)
            text.Append(words[random.Next(words.Length)]);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (kind == "broken")
            for (var i = 0; i < bytes.Length; i += random.Next(1, 40))
                bytes[i] = (byte)random.Next(256);
        return bytes;
    }
}
