using System.Text;

namespace Pith.Budgets.Needs;

/// <summary>
/// Lines as the benchmark counts them: without a leading line number, trimmed, at least 14 characters with a letter among
/// them. Written apart from the compactor's own rules, so that one cannot excuse the other.
/// </summary>
internal static class LineText
{
    private const int Shortest = 14;

    /// <summary>The line in its counted form, or null when it does not count.</summary>
    public static string? Normalise(ReadOnlySpan<char> line)
    {
        line = WithoutNumber(line).Trim();
        if (line.Length < Shortest)
            return null;
        foreach (var c in line)
            if (char.IsLetter(c))
                return line.ToString();
        return null;
    }

    /// <summary>Spaces, digits, then a tab, bar, colon or arrow are a number; the space an editor may put behind it belongs to the line.</summary>
    public static ReadOnlySpan<char> WithoutNumber(ReadOnlySpan<char> line)
    {
        var i = 0;
        while (i < line.Length && line[i] == ' ')
            i++;
        var digits = i;
        while (i < line.Length && char.IsAsciiDigit(line[i]))
            i++;
        return i == digits || i == line.Length || line[i] is not ('\t' or '|' or ':' or '→') ? line : line[(i + 1)..];
    }

    /// <summary>Adds every counted line of a text.</summary>
    public static void AddTo(HashSet<string> lines, string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
            if (Normalise(text.AsSpan(range)) is { } line)
                lines.Add(line);
    }

    /// <summary>The text as it stands, and unescaped where that differs: JSON inside text hides line breaks.</summary>
    public static string[] Forms(string text)
    {
        if (!text.Contains('\\'))
            return [text];
        var plain = text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
        return plain.Length == text.Length ? [text] : [text, plain];
    }

    /// <summary>The text without line numbers, for whole passages; the same object where it has none.</summary>
    public static string Unnumbered(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var range in text.AsSpan().Split('\n'))
            plain.Append(WithoutNumber(text.AsSpan(range))).Append('\n');
        plain.Length--;
        return plain.Length == text.Length ? text : plain.ToString();
    }

    /// <summary>The first characters of the first line that says something, its white space collapsed.</summary>
    public static string Opening(string text, int characters)
    {
        var line = "";
        foreach (var range in text.AsSpan().Split('\n'))
            if (text.AsSpan(range).Trim() is { Length: > 0 } found)
            {
                line = Collapsed(found);
                break;
            }

        return line.Length <= characters ? line : line[..(char.IsHighSurrogate(line[characters - 1]) ? characters - 1 : characters)];
    }

    /// <summary>Every run of white space as one space.</summary>
    public static string Collapsed(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
            if (!char.IsWhiteSpace(c))
                plain.Append(c);
            else if (plain[^1] != ' ')
                plain.Append(' ');
        return plain.ToString();
    }
}
