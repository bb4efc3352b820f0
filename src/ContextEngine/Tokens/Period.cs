namespace Pith.Tokens;

/// <summary>Whether a piece only repeats its beginning. Most giants do: rulers, blank lines, zeros, a key held down.</summary>
internal static class Period
{
    /// <summary>The longest that is looked for, in bytes.</summary>
    public const int Longest = 64;

    /// <summary>The bytes after which all of a piece begins again, or zero. Looks at most of it only once it seems so.</summary>
    public static int Of(ReadOnlySpan<byte> piece)
    {
        var beginning = piece[..Longest];
        for (var period = 1; period <= Longest; period++)
        {
            var next = piece[period..(2 * Longest)].IndexOf(beginning[..8]);
            if (next < 0)
                return 0;
            period += next;
            if (period <= Longest && piece[period..].SequenceEqual(piece[..^period]))
                return period;
        }

        return 0;
    }
}
