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
