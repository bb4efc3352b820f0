namespace Pith.Cli.Printing;

/// <summary>Words of others, such as commands and the names of servers.</summary>
internal static class PlainText
{
    /// <summary>What a terminal may be shown: a command could hold its control characters.</summary>
    public static string Of(string text)
    {
        const int longest = 300;
        var cut = text.Length > longest ? string.Concat(text.AsSpan(0, longest), "…") : text;
        return string.Create(cut.Length, cut, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = from[i] == '\n' ? '⏎' : char.IsControl(from[i]) || from[i] is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200B' ? '?' : from[i];
        });
    }
}
