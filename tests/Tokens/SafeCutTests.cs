using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class SafeCutTests
{
    /// <summary>Every cut there is, in valid and in broken texts: the parts count as the whole.</summary>
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void PartsCountAsTheWhole(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        foreach (var texts in (Arbitrary<byte[]>[])[TokenText.Valid, TokenText.Broken])
            Prop.ForAll(texts, text =>
            {
                var whole = counter.Count(text);
                return Cuts(text).All(cut => counter.Count(text.AsSpan(0, cut)) + counter.Count(text.AsSpan(cut)) == whole);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(700));
    }

    /// <summary>Each pair of characters of the patterns' corners, with each of them once more on either side.</summary>
    [Fact]
    public void EveryPairOfCornersIsCutRightly()
    {
        string[] corners = ["a", "A", "中", "\u0301", "1", "½", " ", "\t", "\u3000", "\n", "\r", "!", "'", "/", "s", "ſ", "\0", "😀", "ǅ", "é", "\uFEFF"];
        foreach (var counter in TokenText.Encodings.Select(TokenText.Counter))
            foreach (var text in from a in corners from b in corners from c in corners from d in corners select Encoding.UTF8.GetBytes(a + b + c + d))
                foreach (var cut in Cuts(text))
                    Assert.True(counter.Count(text) == counter.Count(text.AsSpan(0, cut)) + counter.Count(text.AsSpan(cut)),
                        $"{counter.Name}: {Convert.ToHexString(text)} at {cut}");
    }

    [Fact]
    public void TheyAreCloseTogether()
    {
        var text = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var cuts = Cuts(text);
        Assert.InRange(cuts.Count, text.Length / 12, text.Length);
        Assert.InRange(cuts.Zip(cuts.Skip(1), (a, b) => b - a).Max(), 1, 2000);
        Assert.Equal(cuts[^1], SafeCut.Last(text));
    }

    [Fact]
    public void WhereThereIsNoneItSaysSo()
    {
        foreach (var text in (string[])["", "a", "aaaa", "    ", "a's", "\n/", "中", "!!"])
        {
            Assert.Equal(-1, SafeCut.First(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(-1, SafeCut.Last(Encoding.UTF8.GetBytes(text)));
        }
    }

    private static List<int> Cuts(ReadOnlySpan<byte> text)
    {
        var cuts = new List<int>();
        for (var cut = SafeCut.First(text); cut > 0; cut = SafeCut.First(text, cut + 1))
            cuts.Add(cut);
        return cuts;
    }
}
