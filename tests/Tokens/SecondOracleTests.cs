using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>Independent tokenizers and lists: Microsoft's where it is right (up to U+FFFF, no special names), and the naughty strings.</summary>
public sealed class SecondOracleTests
{
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void CorpusTextsAgree(string encoding)
    {
        Repository.Suite("corpus");
        var peer = TiktokenTokenizer.CreateForEncoding(encoding);
        var read = 0;
        foreach (var file in Repository.Corpus(".json", ".jsonl", ".traj", ".yaml"))
        {
            var bytes = File.ReadAllBytes(file);
            var text = Encoding.UTF8.GetString(bytes);
            if (text.Length > 200_000 || text.Any(char.IsSurrogate) || text.Contains("<|", StringComparison.Ordinal))
                continue;
            Assert.True(peer.CountTokens(text) == TokenText.Counter(encoding).Count(bytes), file);
            if ((read += bytes.Length) > 2_000_000)
                break;
        }

        Assert.True(read > 100_000, $"only {read} bytes of the corpus qualified");
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void NaughtyStringsAgree(string encoding)
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Repository.Suite("suites", "blns", "blns.json")));
        var strings = list.RootElement.EnumerateArray().Select(e => e.GetString()!).ToList();
        Assert.True(strings.Count > 400);
        foreach (var text in strings)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            Assert.Equal(TokenOracle.Of(encoding).Encode(utf8), TokenText.Ids(TokenText.Counter(encoding), utf8));
        }

        var all = Encoding.UTF8.GetBytes(string.Join('\n', strings));
        Assert.Equal(TokenOracle.Of(encoding).Encode(all), TokenText.Ids(TokenText.Counter(encoding), all));
    }

    [Fact]
    public void BrokenTextIsReplacedAsTheSuiteSays()
    {
        var checks = 0;
        foreach (var line in File.ReadLines(Repository.Suite("suites", "utf8tests", "utf8tests.txt")))
        {
            // num:invalid hex:broken:with the broken parts left out:with one U+FFFD for each maximal subpart
            if (line.Split(':') is not [_, "invalid hex", var broken, _, var replaced] || line.StartsWith('#'))
                continue;
            checks++;
            var (text, expected) = (Bytes(broken), Bytes(replaced));
            Assert.Equal(TokenText.Ids(TokenCounter.O200k, expected), TokenText.Ids(TokenCounter.O200k, text));
            Assert.Equal(TokenCounter.O200k.Count(expected), TokenText.InChunks(TokenMeter.Exact(TokenCounter.O200k), text, () => 1));
        }

        Assert.True(checks > 100);
    }

    private static byte[] Bytes(string hex) => hex.Trim() is "nothing" or "" ? [] : Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
