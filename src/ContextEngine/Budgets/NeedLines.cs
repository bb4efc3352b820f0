using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Budgets;

/// <summary>
/// Lines as the benchmark counts them: without a leading line number, trimmed, at least 14 characters with a letter among
/// them. Written apart from the compactor's own rules, so that one cannot excuse the other.
/// </summary>
internal static class NeedLines
{
    private const int Shortest = 14;

    /// <summary>The line in its counted form, or null when it does not count.</summary>
    public static string? Normalise(string line)
    {
        line = WithoutNumber(line).Trim();
        return line.Length >= Shortest && line.Any(char.IsLetter) ? line : null;
    }

    /// <summary>Spaces, digits, then a tab, bar, colon or arrow, and one space if there is one.</summary>
    public static string WithoutNumber(string line)
    {
        var i = 0;
        while (i < line.Length && line[i] == ' ')
            i++;
        var digits = i;
        while (i < line.Length && char.IsAsciiDigit(line[i]))
            i++;
        if (i == digits || i == line.Length || line[i] is not ('\t' or '|' or ':' or '→'))
            return line;
        return line[(i + 1)..];
    }

    public static IEnumerable<string> In(string text) => text.Split('\n').Select(Normalise).OfType<string>();

    /// <summary>Every string value of a call's arguments.</summary>
    public static List<string> Values(ReadOnlySpan<byte> arguments)
    {
        var values = new List<string>();
        var reader = new Utf8JsonReader(arguments, JsonLimits.Options);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String)
                values.Add(reader.GetString()!); // the index keeps arguments well-formed
        return values;
    }

    public static string Unescape(string text) =>
        text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);

    /// <summary>The text without line numbers, for whole passages.</summary>
    public static string Unnumbered(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var line in text.Split('\n'))
            plain.Append(WithoutNumber(line)).Append('\n');
        return plain.ToString();
    }
}
