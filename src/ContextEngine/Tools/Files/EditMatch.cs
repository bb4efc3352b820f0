namespace Pith.Tools.Files;

/// <summary>A place in a file where the text of an edit stands.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Bytes, which may be more than the edit's: a CR LF answers to its LF.</param>
internal readonly record struct EditMatch(int Start, int Length)
{
    /// <summary>All places, from the first on, none overlapping another.</summary>
    /// <param name="text">The file.</param>
    /// <param name="wanted">What to find, with LF; not empty.</param>
    public static List<EditMatch> All(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        var matches = new List<EditMatch>();
        var isTolerant = wanted.Contains((byte)'\n') && text.IndexOf("\r\n"u8) >= 0;
        for (var from = 0; Next(text, wanted, from, isTolerant) is { } match; from = match.Start + match.Length)
            matches.Add(match);
        return matches;
    }

    private static EditMatch? Next(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted, int from, bool isTolerant)
    {
        if (!isTolerant)
            return text[from..].IndexOf(wanted) is >= 0 and var plain ? new EditMatch(from + plain, wanted.Length) : null;
        // The line feed belongs to the probe, so that an empty first line is found only where a line ends.
        var probe = wanted[..(wanted.IndexOf((byte)'\n') is > 0 and var feed ? feed : 1)];
        while (text[from..].IndexOf(probe) is >= 0 and var at)
        {
            from += at;
            var start = probe[0] == '\n' && from > 0 && text[from - 1] == '\r' ? from - 1 : from;
            if (LengthAt(text[start..], wanted) is > 0 and var length)
                return new EditMatch(start, length);
            from++;
        }

        return null;
    }

    // Bytes of the text that answer to what is wanted, 0 when they do not.
    private static int LengthAt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        var at = 0;
        while (!wanted.IsEmpty)
        {
            var line = wanted.IndexOf((byte)'\n') is >= 0 and var feed ? wanted[..feed] : wanted;
            if (!text[at..].StartsWith(line))
                return 0;
            at += line.Length;
            wanted = wanted[line.Length..];
            if (wanted.IsEmpty)
                break;
            if (text[at..].StartsWith("\r\n"u8))
                at++;
            else if (!text[at..].StartsWith("\n"u8))
                return 0;
            at++;
            wanted = wanted[1..];
        }

        return at;
    }
}
