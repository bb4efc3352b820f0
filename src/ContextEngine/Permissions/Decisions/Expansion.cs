using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>What a pattern matches on the disk now.</summary>
internal static class Expansion
{
    private const int Most = 4000;

    /// <summary>The full paths; null where nobody can tell: a pattern of folders, a set of characters, too many names, or none that matches.</summary>
    /// <param name="folders">Where it may stand.</param>
    /// <param name="pattern">The word as written.</param>
    public static List<string>? Of(FolderSet folders, string pattern)
    {
        var cut = pattern.LastIndexOf('/') + 1;
        var (front, name) = (pattern[..cut], pattern[cut..]);
        // Shells differ about sets, and about what a backslash in a pattern is.
        if (front.AsSpan().ContainsAny("*?[{") || name.AsSpan().ContainsAny("[\\{") || !folders.IsKnown && !front.StartsWith('/'))
            return null;
        var matches = new List<string>();
        foreach (var folder in front.StartsWith('/') ? [""] : folders.Paths.ToArray())
        {
            try
            {
                var all = Directory.EnumerateFileSystemEntries(LexicalPath.Join(folder, cut == 0 ? "." : front)).Take(Most + 1).ToArray();
                if (all.Length > Most)
                    return null;
                // A star means no hidden name where the shell was not told otherwise; it may have been.
                matches.AddRange(all.Where(e => Glob.MatchesName(name, LexicalPath.NameOf(e))));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return matches.Count == 0 ? null : matches;
    }
}
