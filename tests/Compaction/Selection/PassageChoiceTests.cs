using System.Runtime.Intrinsics;
using Pith.Compaction.Selection;

namespace Pith.Tests.Compaction.Selection;

/// <summary>The choice in one pass is the best of all choices, found by trying every one.</summary>
public sealed class PassageChoiceTests
{
    [Fact]
    public void NothingIsBetter()
    {
        var random = new Random(41);
        for (var round = 0; round < 400; round++)
        {
            var n = random.Next(1, 11);
            var use = Enumerable.Range(0, n).Select(_ => random.Next(3) == 0 ? 0 : random.NextSingle() / 4).ToArray();
            var lasting = use.Select(u => Math.Max(u, random.NextSingle() / 8)).ToArray();
            var tokens = Enumerable.Range(0, n).Select(_ => random.Next(1, 30)).ToArray();
            var (price, gap) = (random.NextDouble() / 40, random.Next(5));
            var chosen = new bool[n];
            var (value, cost) = PassageChoice.Best(use, lasting, tokens, price, gap, chosen, new byte[n]);
            var best = Enumerable.Range(0, 1 << n).Max(set => ValueOf(i => (set >> i & 1) != 0, use, lasting, tokens, price, gap).Value);
            var own = ValueOf(i => chosen[i], use, lasting, tokens, price, gap);
            Assert.Equal(best, value, 9);
            Assert.Equal(best, own.Value, 9);
            Assert.Equal(own.Tokens, cost);
        }
    }

    [Fact]
    public void FourPricesAtOnceSayWhatEachSaysAloneToTheLastBit()
    {
        var random = new Random(42);
        for (var round = 0; round < 400; round++)
        {
            var n = random.Next(1, 200);
            var use = Enumerable.Range(0, n).Select(_ => random.Next(3) == 0 ? 0 : random.NextSingle() / 4).ToArray();
            var lasting = use.Select(u => Math.Max(u, random.NextSingle() / 8)).ToArray();
            var tokens = Enumerable.Range(0, n).Select(_ => random.Next(1, 30)).ToArray();
            var (prices, gap) = (Vector256.Create(1e-7, random.NextDouble() / 40, random.NextDouble() / 400, 1), random.Next(5));
            var (values, costs) = PassageTotals.Best(use, lasting, tokens, prices, gap);
            for (var lane = 0; lane < 4; lane++)
            {
                var alone = PassageChoice.Best(use, lasting, tokens, prices[lane], gap, new bool[n], new byte[n]);
                Assert.Equal(BitConverter.DoubleToInt64Bits(alone.Value), BitConverter.DoubleToInt64Bits(values[lane]));
                Assert.Equal(alone.Tokens, (int)costs[lane]);
            }
        }
    }

    private static (double Value, int Tokens) ValueOf(Predicate<int> isIn, float[] use, float[] lasting, int[] tokens, double price, int gap)
    {
        var (value, cost) = (0.0, 0);
        for (var i = 0; i < use.Length; i++)
        {
            if (!isIn(i))
                continue;
            var enters = i == 0 || !isIn(i - 1);
            value += use[i] + (enters ? 0 : PassageChoice.Together * Math.Min(lasting[i - 1], lasting[i]));
            cost += tokens[i] + (enters ? gap : 0);
        }

        return (value - price * cost, cost);
    }
}
