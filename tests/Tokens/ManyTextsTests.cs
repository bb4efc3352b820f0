using System.Text;
using Pith.Tests.Fuzz;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class ManyTextsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void EveryCountIsInItsPlace(int workers)
    {
        var random = new Random(4);
        var texts = Enumerable.Range(0, 3000).Select(_ => (ReadOnlyMemory<byte>)FuzzText.Any(random)).ToArray();
        foreach (var counter in TokenText.Encodings.Select(TokenText.Counter))
        {
            var counts = new int[texts.Length + 1];
            counts[^1] = -7;
            counter.CountAll(texts, counts, workers);
            Assert.Equal([.. texts.Select(t => counter.Count(t.Span)), -7], counts);
        }
    }

    [Fact]
    public void NoTextsAreNoWork() => TokenCounter.O200k.CountAll(ReadOnlyMemory<ReadOnlyMemory<byte>>.Empty, Memory<int>.Empty, 3);

    [Fact]
    public void TooFewPlacesAreRefused() =>
        Assert.Throws<ArgumentException>(() => TokenCounter.O200k.CountAll(new ReadOnlyMemory<byte>[2], new int[1], 2));

    /// <summary>With seams inside giants, broken bytes and words.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void OneTextAcrossSeveralIsTheWhole(int workers)
    {
        var random = new Random(9);
        using var text = new MemoryStream();
        while (text.Length < 5_300_000)
        {
            text.Write(FuzzText.Any(random));
            if (random.Next(2000) == 0)
                text.Write(Encoding.UTF8.GetBytes(new string((char)random.Next('A', 'z'), random.Next(1, 900_000))));
        }

        text.Write(Encoding.UTF8.GetBytes(new string('q', 2_500_000))); // a part without any cut
        text.Write(" and more"u8);
        foreach (var counter in TokenText.Encodings.Select(TokenText.Counter))
            Assert.Equal(counter.Count(text.ToArray()), counter.CountAcross(text.ToArray(), workers));
        Assert.Equal(0, TokenCounter.O200k.CountAcross(ReadOnlyMemory<byte>.Empty, workers));
    }

    /// <summary>What a call allocates does not grow with its texts. On the caller's own thread, which other tests leave alone.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ATextAllocatesNothing(int workers)
    {
        var texts = Enumerable.Range(0, 20_000).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"text number {i}")).ToArray();
        var counts = new int[texts.Length];
        Assert.InRange(Least(texts), 0, 1000);
        Assert.InRange(Least(texts[..100]), 0, 1000);

        long Least(ReadOnlyMemory<byte>[] some)
        {
            var least = long.MaxValue;
            for (var i = 0; i < 8; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                TokenCounter.O200k.CountAll(some, counts, workers);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    [Fact]
    public void AHelpersProblemReachesTheCaller() =>
        Assert.Throws<InvalidOperationException>(() => Crew.Run(3, () => throw new InvalidOperationException("on purpose")));
}
