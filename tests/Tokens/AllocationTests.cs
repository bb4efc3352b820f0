using System.Text;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class AllocationTests
{
    [Fact]
    public void CountingAllocatesNothing()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"Line {i}: let caféTable_{i * 7919} = \"中文{i}\";\r\n")));
        byte[] broken = [.. text, 0xE2, 0x82, .. text];
        byte[] giant = [.. Enumerable.Repeat((byte)'q', 300_000)];
        foreach (var encoding in TokenText.Encodings)
        {
            var counter = TokenText.Counter(encoding);
            foreach (var sample in new[] { text, broken, giant })
            {
                // The least of a few, since other tests take from the same shelf of memos.
                var least = long.MaxValue;
                for (var i = 0; i < 6; i++)
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    Work(counter, sample);
                    least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
                }

                Assert.Equal(0, least);
            }
        }

        static void Work(TokenCounter counter, byte[] sample)
        {
            counter.Count(sample);
            counter.TryCountUpTo(sample, 10, out _);
            counter.SplitAt(sample, 100);
        }
    }

    [Fact]
    public void AppendingAllocatesNothing()
    {
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("some words and a\tline\n", 1000)));
        var stream = new StreamCounter(TokenMeter.Exact(TokenCounter.O200k));
        for (var i = 0; i < 40; i++)
            stream.Append(chunk);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 40; i++)
            stream.Append(chunk);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
