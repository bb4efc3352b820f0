using System.Text.RegularExpressions;

namespace Pith.Permissions.Paths;

/// <summary>Where a pattern may lead: not by its words alone, since what it matches may be a link.</summary>
internal static partial class PatternReach
{
    /// <summary>A set of letters and digits, which no dot is among.</summary>
    [GeneratedRegex(@"^\[(?:[A-Za-z0-9](?:-[A-Za-z0-9])?)+\]", RegexOptions.CultureInvariant)]
    private static partial Regex LettersOnly { get; }

    /// <summary>Entries that are looked at; beyond them nobody can tell in the time of a decision.</summary>
    private const int Most = 4000;

    /// <summary>Whether a part of a pattern is the folder above, or may match it: <c>.*</c> does in many shells.</summary>
    public static bool MayBeParent(string part)
    {
        if (part is not ['.', .. var rest] || rest.Length == 0)
            return false;
        if (rest[0] == '[')
            return rest is not ['[', '!' or '^', '.', ..] && !LettersOnly.IsMatch(rest);
        return rest == "." || rest.Any(c => c is '*' or '?') && rest.All(c => c is '*' or '?' or '.') && rest.Count(c => c != '*') <= 1;
    }

    /// <summary>
    /// The links that a pattern could come upon: every entry on the levels it names, whatever its name. Null where nobody
    /// can tell: too many entries, or a folder that may not be read.
    /// </summary>
    /// <param name="folder">Where a relative pattern starts, absolute.</param>
    /// <param name="pattern">The word as written.</param>
    public static List<string>? Links(string folder, string pattern)
    {
        var special = pattern.AsSpan().IndexOfAny("*?[{");
        var cut = special < 0 ? 0 : pattern.LastIndexOf('/', special) + 1;
        var links = new List<string>();
        List<string> level = [LexicalPath.Join(folder, cut == 0 ? "." : pattern[..cut])];
        var looked = 0;
        try
        {
            for (var levels = pattern.AsSpan(cut).Count('/') + 1; levels > 0; levels--)
            {
                var below = new List<string>();
                foreach (var entry in level.Where(Directory.Exists).SelectMany(f => new DirectoryInfo(f).EnumerateFileSystemInfos()))
                {
                    if (++looked > Most)
                        return null;
                    if (entry.LinkTarget is not null)
                        links.Add(entry.FullName);
                    if (entry.Attributes.HasFlag(FileAttributes.Directory))
                        below.Add(entry.FullName);
                }

                level = below;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return links;
    }
}
