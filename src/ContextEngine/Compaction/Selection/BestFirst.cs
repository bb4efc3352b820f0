namespace Pith.Compaction.Selection;

/// <summary>A heap in place, for the first few of many in order: linear to arrange, a logarithm for each that is taken.</summary>
internal static class BestFirst
{
    /// <summary>Brings the first in order to the front.</summary>
    public static void Arrange<T>(Span<T> items)
        where T : IComparable<T>
    {
        for (var i = items.Length / 2 - 1; i >= 0; i--)
            Sink(items, i);
    }

    /// <summary>Moves the first in order from the front to the end; the next one takes its place.</summary>
    public static void Take<T>(Span<T> items)
        where T : IComparable<T>
    {
        (items[0], items[^1]) = (items[^1], items[0]);
        Sink(items[..^1], 0);
    }

    private static void Sink<T>(Span<T> items, int at)
        where T : IComparable<T>
    {
        for (var child = 2 * at + 1; child < items.Length; child = 2 * at + 1)
        {
            if (child + 1 < items.Length && items[child + 1].CompareTo(items[child]) < 0)
                child++;
            if (items[at].CompareTo(items[child]) <= 0)
                return;
            (items[at], items[child]) = (items[child], items[at]);
            at = child;
        }
    }
}
