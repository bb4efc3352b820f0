using System.Text;
using System.Text.Json;
using Pith.Tests.Fuzz;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class JsonStringCountTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello world", 2)]
    [InlineData("a\\uD800b", 3)] // 64, 3251, 65: a lone surrogate is U+FFFD
    [InlineData("\\uD83D\\uDE00", 1)]
    [InlineData("\\u0061\\u0062", 1)]
    public void EscapesCountAsWhatTheyStandFor(string escaped, int tokens) =>
        Assert.Equal(tokens, TokenCounter.O200k.CountJsonString(Encoding.UTF8.GetBytes(escaped)));

    /// <summary>Escaped as little as can be and as much as System.Text.Json does, in strings of many windows.</summary>
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void AgreesWithTheUnescapedText(string encoding)
    {
        var counter = TokenText.Counter(encoding);
        using var memory = new GuardedMemory(1 << 20);
        FuzzRun.Over(400, random =>
        {
            using var all = new MemoryStream();
            for (var parts = random.Next(1, random.Next(6) == 0 ? 60 : 4); parts > 0; parts--)
                all.Write(FuzzText.Any(random));
            var text = Encoding.UTF8.GetString(all.ToArray());
            var expected = counter.Count(Encoding.UTF8.GetBytes(text));
            Assert.Equal(expected, counter.CountJsonString(memory.AtEnd(JsonSerializer.SerializeToUtf8Bytes(text).AsSpan()[1..^1])));
            var quoted = new System.Buffers.ArrayBufferWriter<byte>();
            Pith.Text.JsonString.WriteQuoted(quoted, all.ToArray());
            Assert.Equal(expected, counter.CountJsonString(memory.AtEnd(quoted.WrittenSpan[1..^1])));
        });
    }

    /// <summary>What comes between the escapes may be broken, and may be longer than a window.</summary>
    [Fact]
    public void BrokenStringsCountAsTheirReplacementText()
    {
        var random = new Random(6);
        for (var run = 0; run < 200; run++)
        {
            var raw = new byte[random.Next(1, 20_000)];
            random.NextBytes(raw);
            raw.AsSpan().Replace((byte)'\\', (byte)'x');
            byte[] escaped = [.. raw, (byte)'\\', (byte)'n', .. raw];
            Assert.Equal(TokenCounter.O200k.Count([.. raw, (byte)'\n', .. raw]), TokenCounter.O200k.CountJsonString(escaped));
        }
    }

    [Fact]
    public void AllocatesNothing()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"Line {i}: \"quoted\" \\ caféTable_{i * 7919} 中文\r\n\t"));
        var escaped = JsonSerializer.SerializeToUtf8Bytes(text).AsSpan()[1..^1].ToArray();
        TokenCounter.O200k.CountJsonString(escaped);
        TokenCounter.O200k.CountJsonString(escaped);
        var before = GC.GetAllocatedBytesForCurrentThread();
        TokenCounter.O200k.CountJsonString(escaped);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
