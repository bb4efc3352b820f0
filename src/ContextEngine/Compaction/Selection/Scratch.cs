namespace Pith.Compaction.Selection;

/// <summary>Arrays that are used again and again.</summary>
internal static class Scratch
{
    /// <summary>At least so many elements, of any value; grows by half, so that a growing conversation seldom allocates.</summary>
    public static Span<T> Take<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[length + length / 2];
        return array.AsSpan(0, length);
    }

    /// <summary>At least so many elements; those there were stay, new ones are zero.</summary>
    public static void Keep<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            Array.Resize(ref array, length + length / 2);
    }

    /// <summary>At least so many elements, of which the first are zero.</summary>
    public static Span<T> Clear<T>(ref T[] array, int length)
    {
        var span = Take(ref array, length);
        span.Clear();
        return span;
    }
}
