using Pith.Bench.Exact;

namespace Pith.Tests.Tokens;

/// <summary>
/// 20,000 generated texts with recorded answers of the official core, by every path of the counter.
/// <c>./dev bench exact</c> runs as many more as there is time for; with <c>--record</c> it writes the answers anew.
/// </summary>
public sealed class RecordedAnswersTests
{
    private static readonly byte[] File = System.IO.File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Tokens", "official-20000.answers"));

    [Fact]
    public void EveryPathGivesTheOfficialAnswer()
    {
        var texts = RecordedAnswers.Texts();
        ReadOnlySpan<byte> rest = File;
        Assert.True(rest[..32].SequenceEqual(RecordedAnswers.Sum(texts)), "the generator makes other texts than were recorded; run ./dev bench exact --record");
        rest = rest[32..];

        EveryPath[] paths = [new(TokenText.Counter("o200k_base")), new(TokenText.Counter("cl100k_base"))];
        var wrong = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var path in paths)
            {
                var text = texts[i].Span;
                var official = RecordedAnswers.Next(ref rest);
                var encoded = path.Encode(text);
                var what = encoded.Count != official.Count || (ushort)encoded.Hash != official.Hash
                    ? $"{encoded.Count} ids, official {official.Count}"
                    : path.Disagreement(text, encoded, new Dice(1, (ulong)i));
                if (what is not null)
                    wrong.Add($"{path.Encoding}, text {i} ({GeneratedText.Kinds[texts.Kinds[i]]}): {what}: {Convert.ToHexString(text)}");
            }
        }

        Assert.True(rest.IsEmpty);
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n{string.Join('\n', wrong.Take(10))}");
    }
}
