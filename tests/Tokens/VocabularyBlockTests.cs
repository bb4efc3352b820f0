extern alias compiler;
using compiler::Pith.VocabularyCompiler;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed unsafe class VocabularyBlockTests
{
    private const int NoToken = VocabularyLayout.MostTokens;

    [Fact]
    public void OnlyPairsThatMergeAreFound()
    {
        var vocabulary = Vocabulary.O200k();
        var merges = RankFile.Check(RankFile.Read("Microsoft.ML.Tokenizers.Data.O200kBase", "o200k_base"), vocabulary.Count);
        var known = merges.Where(static m => m is not null).Select(static m => m!.Value).ToHashSet();
        var random = new Random(2026);
        foreach (var (left, right) in known)
        {
            AssertUnlessKnown(left, random.Next(vocabulary.Count));
            AssertUnlessKnown(random.Next(vocabulary.Count), right);
            AssertUnlessKnown(left ^ 1 << random.Next(VocabularyLayout.IdBits), right);
            AssertUnlessKnown(left, right ^ 1 << random.Next(VocabularyLayout.IdBits));
            AssertUnlessKnown(NoToken, right);
            AssertUnlessKnown(left, NoToken);
        }

        void AssertUnlessKnown(int left, int right)
        {
            if (!known.Contains((left, right)) && vocabulary.FindMerge(left, right) is not -1 and var id)
                Assert.Fail($"{left} and {right} merge to {id}");
        }
    }

    [Fact]
    public void OfFewTokensEveryPairIsTold()
    {
        byte[][] tokens = [.. Enumerable.Range(0, 256).Select(b => new[] { (byte)b }), "ab"u8.ToArray(), "abc"u8.ToArray(), "bc"u8.ToArray()];
        var block = VocabularyBlock.Build(TokenBytes.Of(tokens), RankFile.Check(tokens[..258], 258).Append(('b', 'c')).ToArray());
        fixed (byte* p = block)
        {
            var vocabulary = new Vocabulary("few", p, block.Length);
            for (var left = 0; left < tokens.Length; left++)
                for (var right = 0; right < tokens.Length; right++)
                    Assert.Equal((left, right) switch { ('a', 'b') => 256, (256, 'c') => 257, ('b', 'c') => 258, _ => -1 }, vocabulary.FindMerge(left, right));
        }
    }

    [Fact]
    public void TokensThatAreLongOrFarAreReadWhole()
    {
        var random = new Random(7);
        var text = new byte[3_000_000];
        random.NextBytes(text);
        int[] lengths = [.. Enumerable.Range(0, 5_000).Select(i => i < 256 ? 1 : 2 + i % 254)];
        int[] starts = [.. lengths.Select((length, i) => i < 256 ? i : random.Next(256, text.Length - length))];
        for (var b = 0; b < 256; b++)
            text[b] = (byte)b;
        var tokens = new TokenBytes(text, starts, lengths);
        var block = VocabularyBlock.Build(tokens, new (int Left, int Right)?[tokens.Count]);
        fixed (byte* p = block)
        {
            var vocabulary = new Vocabulary("far", p, block.Length);
            for (var id = 0; id < tokens.Count; id++)
            {
                Assert.True(vocabulary[id].SequenceEqual(tokens[id]));
                Assert.Equal(lengths[id], vocabulary.LengthOf(id));
            }
        }
    }

    [Fact]
    public void ASuperstringHasEveryTokenAndIsShorter()
    {
        byte[][] tokens = [.. new[] { "a", "b", "abc", "bcd", "cdab", "abab", "dcb", "xyz" }.Select(System.Text.Encoding.ASCII.GetBytes)];
        var (bytes, starts, lengths) = Superstring.Of(tokens);
        for (var id = 0; id < tokens.Length; id++)
            Assert.Equal(tokens[id], bytes.AsSpan(starts[id], lengths[id]).ToArray());
        Assert.Equal(14, bytes.Length);
    }
}
