using Pith.Text;

namespace Pith.Cli.Printing;

/// <summary>Words of others, such as commands and the names of servers.</summary>
internal static class PlainText
{
    /// <summary>What a terminal may be shown: a command could hold its control characters.</summary>
    public static string Of(string text)
    {
        const int longest = 300;
        var cut = text.Length > longest ? string.Concat(text.AsSpan(0, longest), "…") : text;
        return Unseen.Replaced(cut.Replace('\n', '⏎'), '?');
    }
}
