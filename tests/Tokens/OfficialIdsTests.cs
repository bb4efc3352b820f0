using System.Buffers;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>The measure of exact: 20,059 strings with the ids that the official core gives them.</summary>
public sealed class OfficialIdsTests
{
    public static TheoryData<string, string> Suites => new()
    {
        { "cases", "o200k_base" }, { "cases", "cl100k_base" },
        { "fuzz", "o200k_base" }, { "fuzz", "cl100k_base" },
        { "fuzzbmp", "o200k_base" }, { "fuzzbmp", "cl100k_base" },
    };

    [Theory]
    [MemberData(nameof(Suites))]
    public void EveryIdMatches(string suite, string encoding)
    {
        var texts = File.ReadAllLines(Repository.Suite("suites", "tokens", suite + ".hex"));
        var expected = File.ReadAllLines(Repository.Suite("suites", "tokens", $"{suite}.{encoding}.ids"));
        var counter = encoding == "o200k_base" ? TokenCounter.O200k : TokenCounter.Cl100k;
        Assert.Equal(expected.Length, texts.Length);
        var wrong = new List<string>();
        for (var i = 0; i < texts.Length; i++)
        {
            var utf8 = Convert.FromHexString(texts[i]);
            var ids = new ArrayBufferWriter<int>();
            counter.Encode(utf8, ids);
            var found = string.Join(',', ids.WrittenSpan.ToArray());
            if (found != expected[i].Trim() || counter.Count(utf8) != ids.WrittenCount)
                wrong.Add($"line {i + 1}: {texts[i]} gives {found}, not {expected[i]}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {texts.Length}\n{string.Join('\n', wrong.Take(8))}");
    }

    /// <summary>A few of them here, so that the test stands without the suite. Ids as the official core gives them.</summary>
    [Theory]
    [InlineData("hello world", new[] { 24912, 2375 }, new[] { 15339, 1917 })]
    [InlineData("a�b", new[] { 64, 3251, 65 }, null)]
    [InlineData("<|endoftext|>", 7, 7)]
    public void AFewByHeart(string text, object o200k, object? cl100k)
    {
        foreach (var (counter, expected) in new[] { (TokenCounter.O200k, o200k), (TokenCounter.Cl100k, cl100k) })
        {
            var ids = new ArrayBufferWriter<int>();
            counter.Encode(System.Text.Encoding.UTF8.GetBytes(text), ids);
            if (expected is int count)
                Assert.Equal(count, ids.WrittenCount);
            else if (expected is int[] list)
                Assert.Equal(list, ids.WrittenSpan.ToArray());
        }
    }
}
