using Pith.Compaction.Selection;

namespace Pith.Tests.Compaction.Selection;

/// <summary>What is taken comes in the order that sorting gives.</summary>
public sealed class BestFirstTests
{
    [Fact]
    public void TheFirstFewAreThoseOfTheSortedWhole()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var items = Enumerable.Range(0, random.Next(0, 60)).Select(_ => random.Next(40)).ToArray();
            var sorted = items.Order().ToArray();
            BestFirst.Arrange<int>(items);
            for (var i = items.Length - 1; i >= 0; i--)
            {
                BestFirst.Take(items.AsSpan(0, i + 1));
                Assert.Equal(sorted[items.Length - 1 - i], items[i]);
            }
        }
    }
}
