namespace Pith.Text;

/// <summary>Texts of others made short; none ends with half of a surrogate pair.</summary>
public static class ShortText
{
    /// <summary>The beginning of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">How many characters it may have.</param>
    public static string Cut(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    /// <summary>Its first line, with a sign behind it where that is cut.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">How many characters of it may stand there.</param>
    public static string FirstLine(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.Split('\n', 2)[0].Trim();
        return line.Length > most ? Cut(line, most) + "…" : line;
    }
}
