namespace Pith.Compaction.Selection;

/// <summary>
/// Arrays that are used again and again. They grow by half, so that a growing conversation seldom allocates; the first has a
/// quarter to spare, since many conversations are planned for once.
/// </summary>
internal static class Scratch
{
    /// <summary>At least so many elements, of any value.</summary>
    public static Span<T> Take<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[Room(array.Length, length)];
        return array.AsSpan(0, length);
    }

    /// <summary>At least so many elements; those there were stay, new ones are zero.</summary>
    public static void Keep<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            Array.Resize(ref array, Room(array.Length, length));
    }

    /// <summary>At least so many elements, of which the first are zero.</summary>
    public static Span<T> Clear<T>(ref T[] array, int length)
    {
        var span = Take(ref array, length);
        span.Clear();
        return span;
    }

    private static int Room(int before, int length) => length + length / (before == 0 ? 4 : 2);
}
