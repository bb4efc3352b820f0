using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Compaction;
using Pith.Compaction.Selection;
using Pith.Tests.Conversations;

namespace Pith.Tests.Compaction.Selection;

/// <summary>Our logarithm and exponential are those of the platform to the last bits, and the same bits on every platform.</summary>
public sealed class PortableMathTests
{
    private const double Tolerance = 1e-15;

    [Fact]
    public void LogarithmIsThatOfThePlatform()
    {
        foreach (var x in Samples())
        {
            Assert.True(Math.Abs(PortableMath.Log(x) - Math.Log(x)) <= Tolerance * Math.Max(1, Math.Abs(Math.Log(x))), $"ln {x:R}");
            Assert.True(Math.Abs(PortableMath.Log2(x) - Math.Log2(x)) <= Tolerance * Math.Max(1, Math.Abs(Math.Log2(x))), $"log2 {x:R}");
        }
    }

    [Fact]
    public void PowersOfTwoAreExact()
    {
        for (var n = -1000; n <= 1000; n++)
            Assert.Equal(n, PortableMath.Log2(Math.ScaleB(1, n)));
        Assert.Equal(1, PortableMath.Exp(0));
    }

    [Fact]
    public void ExponentialIsThatOfThePlatform()
    {
        foreach (var x in Samples().Select(x => Math.Clamp(x, 0, 690)).SelectMany(x => (double[])[x, -x]))
            Assert.True(Math.Abs(PortableMath.Exp(x) / Math.Exp(x) - 1) <= Tolerance, $"e^{x:R}");
        Assert.True(double.IsFinite(PortableMath.Exp(double.MaxValue)) && PortableMath.Exp(double.MinValue) > 0);
    }

    [Fact]
    public void ManyAtOnceAreTheSameBitsAsOneByOne()
    {
        double[] values = [0, -0.0, 1e-300, double.MaxValue, double.MinValue, 700, -700, 701, .. Samples().SelectMany(x => (double[])[x, -x, x / 1e6])];
        foreach (var length in (int[])[0, 1, 3, 4, 5, values.Length])
        {
            var many = values.AsSpan(0, length).ToArray();
            PortableMath.Exp(many);
            for (var i = 0; i < length; i++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(PortableMath.Exp(values[i])), BitConverter.DoubleToInt64Bits(many[i]));
        }
    }

    /// <summary>The bits as they were on Linux x64. A system that has others would choose other lines.</summary>
    [Fact]
    public void BitsAreTheSameEverywhere()
    {
        var values = Samples().SelectMany(x => (double[])[PortableMath.Log(x), PortableMath.Log2(x), PortableMath.Exp(-Math.Min(x, 600))]).ToArray();
        Assert.Equal("a257e2544490cd6d", $"{XxHash3.HashToUInt64(MemoryMarshal.AsBytes(values.AsSpan())):x16}");
    }

    [Fact]
    public void ScoresAreTheSameEverywhere()
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var exchanges = Exchange.Of(index);
        var lines = new LineKnowledge(index);
        _ = lines.Of(exchanges, exchanges.Count - 4, []);
        var scores = lines.Evidence(exchanges.Count, LineWeights.Shipped).Scores;
        Assert.True(scores.Length - scores.Count(0f) > 1000);
        Assert.Equal("73c5b29918acfeb1", $"{XxHash3.HashToUInt64(MemoryMarshal.AsBytes(scores)):x16}");
    }

    private static IEnumerable<double> Samples()
    {
        for (var n = 1; n <= 4000; n++)
            yield return n;
        var random = new Random(20);
        for (var n = 0; n < 20_000; n++)
            yield return Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 60));
    }
}
