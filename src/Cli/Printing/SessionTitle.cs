using Pith.Cli.Texts;

namespace Pith.Cli.Printing;

/// <summary>A session's name, which lists, pages and terminals show: one line of what can be seen.</summary>
internal static class SessionTitle
{
    /// <summary>The name; empty where nothing of it can be seen.</summary>
    /// <param name="said">What somebody calls it.</param>
    public static string Of(string said)
    {
        var seen = CleanText.Of(said).Replace("\uFFFD", "", StringComparison.Ordinal); // a text marks the places, a name goes without them
        return string.Join(' ', seen.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
