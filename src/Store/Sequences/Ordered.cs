using System.Collections;

namespace Pith;

/// <summary>Items in an order by one key after another, equal ones as they came. They are sorted when they are asked for, and each key is computed once; what is sorted are places, so there is one sort for all types.</summary>
/// <typeparam name="T">What the items are.</typeparam>
public sealed class Ordered<T> : IEnumerable<T>
{
    private readonly IEnumerable<T> _source;
    private readonly Func<List<T>, Comparison<int>> _order;

    /// <param name="source">The items.</param>
    /// <param name="order">Compares two places of a list.</param>
    internal Ordered(IEnumerable<T> source, Func<List<T>, Comparison<int>> order) => (_source, _order) = (source, order);

    /// <summary>Those that are equal so far by one more key.</summary>
    public Ordered<T> ThenBy<TKey>(Func<T, TKey> key, IComparer<TKey>? comparer = null) => Then(Sequences.By(key, comparer));

    /// <summary>Those that are equal so far by one more key, the greatest first.</summary>
    public Ordered<T> ThenByDescending<TKey>(Func<T, TKey> key, IComparer<TKey>? comparer = null) => Then(Sequences.Reversed(Sequences.By(key, comparer)));

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        var items = new List<T>(_source);
        var places = new int[items.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        var compare = _order(items);
        places.AsSpan().Sort((a, b) => compare(a, b) is var order && order != 0 ? order : a - b);
        foreach (var place in places)
            yield return items[place];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Ordered<T> Then(Func<List<T>, Comparison<int>> next) => new(_source, items =>
    {
        var (one, other) = (_order(items), next(items));
        return (a, b) => one(a, b) is var order && order != 0 ? order : other(a, b);
    });
}
