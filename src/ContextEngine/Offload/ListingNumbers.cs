namespace Pith.Offload;

/// <summary>
/// Line numbers that a tool has put in front of the lines of a file. Where they are, they are the numbers people and
/// models mean, also when the listing starts in the middle of the file.
/// </summary>
internal static class ListingNumbers
{
    /// <summary>The number of the first line when this text starts as a numbered listing (two lines in sequence), else 0.</summary>
    public static long FirstOf(ReadOnlySpan<byte> text)
    {
        var feed = text.IndexOf((byte)'\n');
        return feed > 0 && TryRead(text[..feed], out var first) && TryRead(text[(feed + 1)..], out var second) && second == first + 1
            ? first
            : 0;
    }

    private static bool TryRead(ReadOnlySpan<byte> line, out long number)
    {
        number = 0;
        var i = 0;
        while (i < line.Length && line[i] == ' ')
            i++;
        var digits = i;
        for (; i < line.Length && i - digits < 12 && char.IsAsciiDigit((char)line[i]); i++)
            number = (number * 10) + line[i] - '0';
        return i > digits && i < line.Length && (line[i] is (byte)'\t' or (byte)'|' || line[i..].StartsWith("→"u8));
    }
}
