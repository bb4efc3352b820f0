namespace Pith.Offload;

/// <summary>Places where UTF-8 may be cut.</summary>
internal static class Scalars
{
    /// <summary>The last place at or before <paramref name="index"/> that is not inside a character; in what is not UTF-8, at most three back.</summary>
    public static int Floor(ReadOnlySpan<byte> utf8, int index)
    {
        if (index >= utf8.Length)
            return utf8.Length;
        for (var back = 0; back < 4 && index - back >= 0; back++)
            if ((utf8[index - back] & 0xC0) != 0x80)
                return index - back;
        return index;
    }
}
