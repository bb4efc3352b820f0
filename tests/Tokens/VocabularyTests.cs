extern alias compiler;
using compiler::Pith.VocabularyCompiler;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("o200k_base", "Microsoft.ML.Tokenizers.Data.O200kBase", 199_998, 128)]
    [InlineData("cl100k_base", "Microsoft.ML.Tokenizers.Data.Cl100kBase", 100_256, 128)]
    public unsafe void TheBlockIsWhatTheCompilerWritesAgain(string encoding, string package, int tokens, int longest)
    {
        var vocabulary = encoding == "o200k_base" ? Vocabulary.O200k() : Vocabulary.Cl100k();
        Assert.Equal(tokens, vocabulary.Count);
        Assert.Equal(longest, vocabulary.LongestToken);

        var ranks = RankFile.Read(package, encoding);
        var merges = RankFile.Check(ranks, tokens);
        var block = Build(encoding, ranks, merges);
        Assert.Equal(block, Build(encoding, ranks, merges));
        Assert.True(Embedded(encoding).SequenceEqual(block));
        for (var id = 0; id < tokens; id++)
        {
            Assert.True(vocabulary[id].SequenceEqual(ranks[id]));
            if (merges[id] is var (left, right))
                Assert.Equal(id, vocabulary.FindMerge(left, right));
        }
    }

    private static byte[] Build(string encoding, byte[][] ranks, (int Left, int Right)?[] merges)
    {
        if (encoding == "cl100k_base")
            return VocabularyBlock.Build(TokenBytes.Of(ranks), merges);
        var (bytes, starts, lengths) = Superstring.Of(ranks);
        return VocabularyBlock.Build(new(bytes, starts, lengths), merges);
    }

    private static unsafe ReadOnlySpan<byte> Embedded(string encoding) => encoding == "o200k_base"
        ? new(EmbeddedBlock.Map("o200k_base.vocabulary", out var length), length)
        : new(PackedBlock.Cl100k.Address, PackedBlock.Cl100k.Length);

    [Fact]
    public unsafe void TheClassesAreWhatTheCompilerWritesAgain()
    {
        var embedded = new ReadOnlySpan<byte>(EmbeddedBlock.Map("unicode.classes", out var length), length);
        Assert.True(embedded.SequenceEqual(ClassBlock.Build()));
    }

    [Fact]
    public void AListThatBreaksTheProofsIsRefused()
    {
        var bytes = Enumerable.Range(0, 256).Select(b => new[] { (byte)b }).ToArray();
        RankFile.Check(bytes, 256);
        RankFile.Check([.. bytes, "ab"u8.ToArray(), "abc"u8.ToArray()], 258);
        Assert.Throws<InvalidDataException>(() => RankFile.Check(bytes, 255));
        Assert.Throws<InvalidDataException>(() => RankFile.Check([.. bytes, [1]], 257));
        Assert.Throws<InvalidDataException>(() => RankFile.Check([.. bytes, "abc"u8.ToArray()], 257));
        Assert.Throws<InvalidDataException>(() => RankFile.Check([.. bytes, "abc"u8.ToArray(), "ab"u8.ToArray()], 258));
    }
}
