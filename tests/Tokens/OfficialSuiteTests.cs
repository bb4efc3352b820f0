using System.Buffers;
using System.Globalization;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>The measure of exact: 20,059 strings with the ids of the official core, in both encodings.</summary>
public sealed class OfficialSuiteTests
{
    [Theory]
    [InlineData("cases", "o200k_base", 59)]
    [InlineData("cases", "cl100k_base", 59)]
    [InlineData("fuzz", "o200k_base", 10_000)]
    [InlineData("fuzz", "cl100k_base", 10_000)]
    [InlineData("fuzzbmp", "o200k_base", 10_000)]
    [InlineData("fuzzbmp", "cl100k_base", 10_000)]
    public void EveryIdMatches(string file, string encoding, int strings)
    {
        var folder = Repository.Suite("suites", "tokens");
        var counter = encoding == "o200k_base" ? TokenCounter.O200k : TokenCounter.Cl100k;
        var texts = File.ReadAllLines(Path.Combine(folder, $"{file}.hex"));
        var expected = File.ReadAllLines(Path.Combine(folder, $"{file}.{encoding}.ids"));
        Assert.Equal(strings, texts.Length);
        Assert.Equal(strings, expected.Length);

        var wrong = new List<string>();
        for (var i = 0; i < texts.Length; i++)
        {
            var text = Convert.FromHexString(texts[i]);
            var ids = new ArrayBufferWriter<int>();
            counter.Encode(text, ids);
            var found = string.Join(',', ids.WrittenSpan.ToArray().Select(id => id.ToString(CultureInfo.InvariantCulture)));
            if (found != expected[i] || counter.Count(text) != ids.WrittenCount)
                wrong.Add($"line {i + 1}: {texts[i]} gave {found}, count {counter.Count(text)}, expected {expected[i]}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n{string.Join('\n', wrong.Take(10))}");
    }
}
