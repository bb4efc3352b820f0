using System.Collections;

namespace Pith;

/// <summary>Items in an order by one key after another, equal ones as they came. They are sorted when they are first asked for; what is sorted are places, so there is one sort for all types.</summary>
/// <typeparam name="T">What the items are.</typeparam>
public sealed class Ordered<T> : IEnumerable<T>
{
    private readonly IEnumerable<T> _source;
    private readonly Comparison<T> _comparison;

    internal Ordered(IEnumerable<T> source, Comparison<T> comparison) => (_source, _comparison) = (source, comparison);

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
        var comparison = _comparison;
        places.AsSpan().Sort((a, b) => comparison(items[a], items[b]) is var order && order != 0 ? order : a - b);
        foreach (var place in places)
            yield return items[place];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Ordered<T> Then(Comparison<T> next)
    {
        var first = _comparison;
        return new(_source, (a, b) => first(a, b) is var order && order != 0 ? order : next(a, b));
    }
}
