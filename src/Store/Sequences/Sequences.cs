namespace Pith;

/// <summary>
/// The commonest words of System.Linq as the plain iterators that they look like; code of this house finds them first. Linq's know
/// arrays, lists and each other, and a compiler ahead of time has to make all of that for every type of value that passes: most of a
/// megabyte of the binary (docs/decisions/0035-the-binary.md).
/// </summary>
public static class Sequences
{
    /// <summary>What the selector makes of each item, one after the other, when it is asked for.</summary>
    public static IEnumerable<TResult> Select<T, TResult>(this IEnumerable<T> source, Func<T, TResult> selector)
    {
        foreach (var item in source)
            yield return selector(item);
    }

    /// <summary>The items that the predicate holds for, when they are asked for.</summary>
    public static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, bool> predicate)
    {
        foreach (var item in source)
            if (predicate(item))
                yield return item;
    }

    /// <summary>The items of all that the selector makes, when they are asked for.</summary>
    public static IEnumerable<TResult> SelectMany<T, TResult>(this IEnumerable<T> source, Func<T, IEnumerable<TResult>> selector)
    {
        foreach (var item in source)
            foreach (var result in selector(item))
                yield return result;
    }

    /// <summary>The items in the order of a key.</summary>
    public static Ordered<T> OrderBy<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key, IComparer<TKey>? comparer = null) => new(source, By(key, comparer));

    /// <summary>The items in the order of a key, the greatest first.</summary>
    public static Ordered<T> OrderByDescending<T, TKey>(this IEnumerable<T> source, Func<T, TKey> key, IComparer<TKey>? comparer = null) => new(source, Reversed(By(key, comparer)));

    /// <summary>The items in their own order.</summary>
    public static Ordered<T> Order<T>(this IEnumerable<T> source, IComparer<T>? comparer = null) => new(source, By<T, T>(static item => item, comparer));

    /// <summary>Compares by a key, which is computed once for each item.</summary>
    internal static Func<List<T>, Comparison<int>> By<T, TKey>(Func<T, TKey> key, IComparer<TKey>? comparer) => items =>
    {
        var order = comparer ?? Comparer<TKey>.Default;
        var keys = new TKey[items.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = key(items[i]);
        return (a, b) => order.Compare(keys[a], keys[b]);
    };

    internal static Func<List<T>, Comparison<int>> Reversed<T>(Func<List<T>, Comparison<int>> order) => items =>
    {
        var compare = order(items);
        return (a, b) => compare(b, a);
    };

    /// <summary>The items of both, one sequence behind the other.</summary>
    public static IEnumerable<T> Concat<T>(this IEnumerable<T> first, IEnumerable<T> second)
    {
        foreach (var item in first)
            yield return item;
        foreach (var item in second)
            yield return item;
    }

    /// <summary>The items, and behind them one more.</summary>
    public static IEnumerable<T> Append<T>(this IEnumerable<T> source, T last)
    {
        foreach (var item in source)
            yield return item;
        yield return last;
    }

    /// <summary>At most so many of the first items; none beyond them is asked for.</summary>
    public static IEnumerable<T> Take<T>(this IEnumerable<T> source, int count)
    {
        if (count <= 0)
            yield break;
        foreach (var item in source)
        {
            yield return item;
            if (--count == 0)
                yield break;
        }
    }

    /// <summary>The items without so many of the first. Over a list it costs nothing to pass them.</summary>
    public static IEnumerable<T> Skip<T>(this IEnumerable<T> source, int count)
    {
        if (source is IList<T> list)
        {
            for (var i = Math.Max(0, count); i < list.Count; i++)
                yield return list[i];
            yield break;
        }

        foreach (var item in source)
            if (--count < 0)
                yield return item;
    }
}
