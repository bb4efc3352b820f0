namespace Pith.Tests.Store.Sequences;

public sealed class OrderedTests
{
    private static readonly (int Key, int Place)[] _items = [.. Enumerable.Range(0, 500).Select(i => (i * 7919 % 13, i))];

    [Fact]
    public void EachKeyIsComputedOnce()
    {
        var asked = 0;
        Assert.Equal(500, _items.OrderBy(i => ++asked * 0 + i.Key).ToList().Count);
        Assert.Equal(500, asked);
    }

    [Fact]
    public void EqualItemsStayAsTheyCame() =>
        Assert.Equal(Enumerable.OrderBy(_items, i => i.Key), _items.OrderBy(i => i.Key));

    [Fact]
    public void AKeyBehindAKeyDecidesAmongEquals() =>
        Assert.Equal(Enumerable.OrderByDescending(_items, i => i.Key).ThenByDescending(i => i.Place), _items.OrderByDescending(i => i.Key).ThenByDescending(i => i.Place));
}
