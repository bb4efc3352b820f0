using System.Buffers;
using System.Text;
using Pith.Tests.Tokens;
using Pith.Tokens;

namespace Pith.Tests.Fuzz;

/// <summary>The counter beside the slow oracle, on memory with guards at both ends, in one go and in any chunks.</summary>
public sealed class CounterFuzzer
{
    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void AgreesWithTheOracleAndItself(string encoding)
    {
        using var memory = new GuardedMemory(64 * 1024);
        var counter = TokenText.Counter(encoding);
        var oracle = TokenOracle.Of(encoding);
        FuzzRun.Over(1500, random =>
        {
            var text = FuzzText.Any(random);
            var expected = oracle.Encode(text);
            Assert.Equal(expected.Count, counter.Count(memory.AtEnd(text)));
            Assert.Equal(expected.Count, counter.Count(memory.AtStart(text)));
            var ids = TokenText.Ids(counter, memory.AtEnd(text));
            Assert.Equal(expected, ids);
            var decoded = new ArrayBufferWriter<byte>();
            counter.Decode(ids, decoded);
            Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(decoded.WrittenSpan));
            Assert.Equal(expected.Count, TokenText.InChunks(TokenMeter.Exact(counter), text, () => random.Next(1, 20)));
            Streamed(counter, text, random);
            Limits(counter, memory.AtEnd(text), expected.Count, random.Next(expected.Count + 2));
        });
    }

    /// <summary>In windows so small that every way to go on is taken, the total is asked for at any time.</summary>
    private static void Streamed(TokenCounter counter, byte[] text, Random random)
    {
        var stream = new StreamCounter(TokenMeter.Exact(counter), window: 400);
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 700), text.Length - at);
            stream.Append(text.AsSpan(at, length));
            at += length;
            if (random.Next(3) == 0)
                Assert.Equal(counter.Count(text.AsSpan(0, at)), stream.Total);
        }

        Assert.Equal(counter.Count(text), stream.Finish());
    }

    private static void Limits(TokenCounter counter, ReadOnlySpan<byte> text, int tokens, int limit)
    {
        Assert.Equal(tokens <= limit, counter.TryCountUpTo(text, limit, out var count));
        Assert.True(tokens > limit || count == tokens);
        var head = counter.SplitAt(text, limit);
        var tail = counter.SplitAtEnd(text, limit);
        Assert.True(counter.Count(text[..head]) <= limit, $"a head of {head} bytes is more than {limit} tokens");
        Assert.True(counter.Count(text[tail..]) <= limit, $"a tail from {tail} is more than {limit} tokens");
        Assert.True(tokens > limit || head == text.Length && tail == 0);
    }
}
