namespace Pith.Conversations;

/// <summary>Numbered file excerpts, as read tools return them: spaces, a number, then a tab, an arrow, a bar or a colon.</summary>
public static class Excerpt
{
    /// <summary>First and last line number of an excerpt; zeros when the text is not numbered throughout.</summary>
    /// <param name="text">A tool result.</param>
    public static (int First, int Last) LinesOf(ReadOnlySpan<byte> text)
    {
        var first = 0;
        var last = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            var body = StripNumber(line, out var number);
            if (body.Length == line.Length)
            {
                if (first == 0)
                    return (0, 0);
                continue; // a note that the tool put behind the excerpt
            }

            first = first == 0 ? number : first;
            last = Math.Max(last, number);
        }

        return (first, last);
    }

    /// <summary>The line without its number; the whole line when it has none.</summary>
    /// <param name="line">One line.</param>
    /// <param name="number">The number, or 0.</param>
    public static ReadOnlySpan<byte> StripNumber(ReadOnlySpan<byte> line, out int number)
    {
        number = 0;
        var i = 0;
        while (i < line.Length && line[i] == ' ')
            i++;
        var digits = i;
        while (i < line.Length && i - digits < 7 && (uint)(line[i] - '0') < 10)
            number = number * 10 + line[i++] - '0';
        if (i == digits || i == line.Length)
        {
            number = 0;
            return line;
        }

        var rest = line[i..];
        if (rest[0] is (byte)'\t' or (byte)'|')
            return rest[1..];
        if (rest.StartsWith("→"u8))
            return rest["→"u8.Length..];
        if (rest[0] == ':' && digits == 0)
            return rest[1..];
        number = 0;
        return line;
    }
}
