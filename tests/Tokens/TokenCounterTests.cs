using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class TokenCounterTests
{
    [Theory]
    [InlineData("", new int[0])]
    [InlineData("hello world", new[] { 24912, 2375 })]
    [InlineData("x\uFEFFy", new[] { 87, 5574, 88 })]
    public void KnownIds(string text, int[] o200k)
    {
        Assert.Equal(o200k, TokenOracle.O200k.Encode(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(o200k, TokenText.Ids(TokenCounter.O200k, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void NamesOfSpecialTokensArePlainText()
    {
        Assert.Equal(7, TokenCounter.O200k.Count("<|endoftext|>"u8));
        Assert.Equal(7, TokenCounter.Cl100k.Count("<|endoftext|>"u8));
    }

    [Fact]
    public void NamesAreThePublishedOnes()
    {
        Assert.Equal("o200k_base", TokenCounter.O200k.Name);
        Assert.Equal("cl100k_base", TokenCounter.Cl100k.Name);
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void AgreesWithTheOracle(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        Prop.ForAll(TokenText.Valid, text => TokenOracle.Of(encoding).Encode(text).SequenceEqual(TokenText.Ids(counter, text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void BrokenTextCountsAsItsReplacement(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        Prop.ForAll(TokenText.Broken, text => TokenOracle.Of(encoding).Encode(text).SequenceEqual(TokenText.Ids(counter, text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void DecodingUndoesEncoding(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        Prop.ForAll(TokenText.Valid, text =>
        {
            var utf8 = new ArrayBufferWriter<byte>();
            var length = counter.Decode(TokenText.Ids(counter, text), utf8);
            return length == text.Length && utf8.WrittenSpan.SequenceEqual(text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void CountIsTheLengthOfTheEncoding(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        Prop.ForAll(TokenText.Broken, text => counter.Count(text) == TokenText.Ids(counter, text).Length)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void CountingUpToALimitAgrees(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        Prop.ForAll(TokenText.Broken, Gen.Choose(-1, 300).ToArbitrary(), (text, limit) =>
        {
            var all = counter.Count(text);
            var fits = counter.TryCountUpTo(text, limit, out var count);
            return fits == (all <= limit) && (fits ? count == all : count > limit && count <= all);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void AGiantThatCannotFitIsNotMerged()
    {
        var giant = new byte[1 << 20];
        giant.AsSpan().Fill((byte)'a');
        Assert.False(TokenCounter.O200k.TryCountUpTo(giant, 100, out var count));
        Assert.InRange(count, 101, TokenCounter.O200k.Count(giant));
    }

    [Fact]
    public void UnknownIdsAreRefused()
    {
        var utf8 = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenCounter.O200k.Decode([-1], utf8));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenCounter.O200k.Decode([199_998], utf8));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenCounter.Cl100k.Decode([100_256], utf8));
    }

    [Fact]
    public void ManyThreadsCountTheSame()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2000).Select(i => $"word{i} 中文{i} \n")));
        var expected = TokenCounter.O200k.Count(text);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => Assert.Equal(expected, TokenCounter.O200k.Count(text)));
    }
}
