using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class SplitTests
{
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void TheFirstPartFitsAndEndsAtACharacter(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        Prop.ForAll(TokenText.Valid, Gen.Choose(0, 200).ToArbitrary(), (text, tokens) =>
        {
            var cut = counter.SplitAt(text, tokens);
            return IsBoundary(text, cut) && counter.Count(text.AsSpan(0, cut)) <= tokens && (counter.Count(text) > tokens || cut == text.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void TheLastPartFitsAndStartsAtACharacter(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        Prop.ForAll(TokenText.Valid, Gen.Choose(0, 200).ToArbitrary(), (text, tokens) =>
        {
            var cut = counter.SplitAtEnd(text, tokens);
            return IsBoundary(text, cut) && counter.Count(text.AsSpan(cut)) <= tokens && (counter.Count(text) > tokens || cut == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void BrokenTextIsCutBetweenItsBrokenParts() =>
        Prop.ForAll(TokenText.Broken, Gen.Choose(0, 200).ToArbitrary(), (text, tokens) =>
        {
            var counter = TokenCounter.O200k;
            var (cut, tail) = (counter.SplitAt(text, tokens), counter.SplitAtEnd(text, tokens));
            return counter.Count(text.AsSpan(0, cut)) <= tokens && counter.Count(text.AsSpan(tail)) <= tokens
                && Encoding.UTF8.GetString(text, 0, cut) + Encoding.UTF8.GetString(text, cut, text.Length - cut) == Encoding.UTF8.GetString(text)
                && Encoding.UTF8.GetString(text, 0, tail) + Encoding.UTF8.GetString(text, tail, text.Length - tail) == Encoding.UTF8.GetString(text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>Plain words are one token each, so here the longest part is known.</summary>
    [Fact]
    public void PlainWordsAreCutExactly()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(" the cat", 50_000)));
        Assert.Equal(100_000, TokenCounter.O200k.Count(text));
        Assert.Equal(4 * 12_345, TokenCounter.O200k.SplitAt(text, 12_345));
        Assert.Equal(text.Length - (4 * 12_345), TokenCounter.O200k.SplitAtEnd(text, 12_345));
        Assert.Equal(0, TokenCounter.O200k.SplitAt(text, 0));
        Assert.Equal(text.Length, TokenCounter.O200k.SplitAtEnd(text, 0));
    }

    [Fact]
    public void ACharacterOfSeveralTokensStaysWhole()
    {
        var text = "\U0001F9FF"u8; // more than one token, none of them a character
        var all = TokenCounter.O200k.Count(text);
        Assert.True(all > 1);
        Assert.Equal(0, TokenCounter.O200k.SplitAt(text, all - 1));
        Assert.Equal(text.Length, TokenCounter.O200k.SplitAtEnd(text, all - 1));
    }

    /// <summary>
    /// Beside every cut there is: none behind one of the text's own tokens keeps more. Where a cut changes the tokens on
    /// both sides of it there may be a later one, in one text of a hundred; so those are counted.
    /// </summary>
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void NoCutBehindATokenKeepsMore(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        var random = new Random(11);
        var (worse, all) = (0, 0);
        for (var run = 0; run < 400; run++)
        {
            var text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Fuzz.FuzzText.Any(random)));
            var tokens = random.Next(1, 60);
            var cuts = OwnBoundaries(counter, text);
            var head = cuts.Last(c => counter.Count(text.AsSpan(0, c)) <= tokens);
            var tail = cuts.First(c => counter.Count(text.AsSpan(c)) <= tokens);
            all += 2;
            worse += counter.SplitAt(text, tokens) < head ? 1 : 0;
            worse += counter.SplitAtEnd(text, tokens) > tail ? 1 : 0;
        }

        Assert.InRange(worse, 0, all / 100);
    }

    /// <summary>A piece that falls apart when it is cut must not be counted again for each of its tokens.</summary>
    [Theory]
    [InlineData("中", "A", "a")]
    [InlineData("\n", " ", "\n")]
    [InlineData("", "q", "")]
    [InlineData("", "a\u0301", "")]
    public void AGiantIsCutInAFewAttempts(string start, string run, string end)
    {
        var text = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(run, 300_000)) + end);
        foreach (var counter in TokenText.Encodings.Select(TokenText.Counter))
        {
            var all = counter.Count(text);
            foreach (var tokens in (int[])[1, all / 3, all - 1])
            {
                var (head, tail) = (counter.SplitAt(text, tokens), counter.SplitAtEnd(text, tokens));
                Assert.InRange(counter.Count(text.AsSpan(0, head)), Math.Max(1, tokens - 2), tokens);
                Assert.InRange(counter.Count(text.AsSpan(tail)), Math.Max(1, tokens - 2), tokens);
            }
        }
    }

    private static List<int> OwnBoundaries(TokenCounter counter, byte[] text)
    {
        var (cuts, at) = (new List<int> { 0 }, 0);
        foreach (var id in TokenText.Ids(counter, text))
        {
            at += counter.Vocabulary.LengthOf(id);
            if (IsBoundary(text, at))
                cuts.Add(at);
        }

        return cuts;
    }

    private static bool IsBoundary(byte[] text, int at) => at == 0 || at == text.Length || (text[at] & 0xC0) != 0x80;
}
