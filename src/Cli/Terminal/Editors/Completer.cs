using Pith.Cli.Slash;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Editors;

/// <summary>Completes a slash command at the beginning, and a path behind an @ anywhere.</summary>
/// <param name="folder">The folder that paths start at.</param>
internal sealed class Completer(string folder)
{
    private const int Most = 200;

    /// <summary>Completes the word before the cursor.</summary>
    /// <returns>Where the word begins, what it becomes (null: nothing to add), and what there is to choose from.</returns>
    public (int Start, string? Text, IReadOnlyList<string> Choices) Complete(string text, int cursor)
    {
        var start = cursor;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        var word = text[start..cursor];
        var found = word switch
        {
            ['/', ..] when start == 0 => SlashCommands.All.Select(c => $"/{c.Name}").Where(n => n.StartsWith(word, StringComparison.Ordinal)).ToList(),
            ['@', ..] => Paths(word[1..]),
            _ => [],
        };
        if (found.Count == 0)
            return (start, null, []);
        var common = Common(found);
        if (found.Count == 1)
            return (start, common.EndsWith('/') ? common : common + " ", []);
        return (start, common.Length > word.Length ? common : null, found);
    }

    private List<string> Paths(string word)
    {
        var cut = word.LastIndexOf('/') + 1;
        var (place, beginning) = (word[..cut], word[cut..]);
        try
        {
            var names = new DirectoryInfo(Path.GetFullPath(place, folder)).EnumerateFileSystemInfos(beginning.Length > 0 ? EscapedStart(beginning) : "*", new EnumerationOptions { AttributesToSkip = 0, MatchType = MatchType.Simple })
                .Where(e => e.Name.StartsWith(beginning, StringComparison.Ordinal) && (beginning.StartsWith('.') || !e.Name.StartsWith('.')) && CleanText.Of(e.Name) == e.Name && !e.Name.Any(char.IsWhiteSpace))
                .Take(Most).Select(e => $"@{place}{e.Name}{(e is DirectoryInfo ? "/" : "")}").ToList();
            names.Sort(StringComparer.Ordinal);
            return names;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>A pattern that the beginning matches, whatever signs are in it.</summary>
    private static string EscapedStart(string beginning) => beginning.AsSpan().IndexOfAny('*', '?') < 0 ? beginning + "*" : "*";

    private static string Common(List<string> words)
    {
        var common = words[0];
        foreach (var word in words)
            common = common[..common.AsSpan().CommonPrefixLength(word)];
        return common;
    }
}
