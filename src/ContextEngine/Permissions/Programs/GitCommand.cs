using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Where the subcommand of git stands behind the options of git itself.</summary>
internal static class GitCommand
{
    private static readonly SearchValues<char> Cleaning = SearchValues.Create("ndxXqf");

    /// <summary>The place of the subcommand, at or after <paramref name="from"/>; the number of words where there is none.</summary>
    public static int At(IReadOnlyList<ShellWord> words, int from)
    {
        var at = from;
        while (at < words.Count && words[at].Text.StartsWith('-'))
            at += words[at].Text is "-C" or "-c" or "--git-dir" or "--work-tree" or "--namespace" or "--config-env" or "--super-prefix" or "--attr-source" ? 2 : 1;
        return Math.Min(at, words.Count);
    }

    /// <summary>Whether <c>git clean</c> only shows what it would remove: <c>-n</c> goes before <c>-f</c>, wherever they stand, and the last word about it counts.</summary>
    /// <param name="rest">The words behind the subcommand.</param>
    public static bool OnlyShowsCleaning(IReadOnlyList<ShellWord> rest)
    {
        var shows = false;
        for (var i = 0; i < rest.Count && rest[i].Text != "--"; i++)
        {
            var text = rest[i].Text;
            if (!rest[i].IsLiteral && (rest[i].MayBeOption || rest[i].Splits))
                return false;
            if (text is "--dry-run")
                shows = true;
            else if (text is "--exclude")
                i++;
            else if (text.StartsWith("--", StringComparison.Ordinal) && !text.StartsWith("--exclude=", StringComparison.Ordinal) && text is not ("--force" or "--quiet"))
                return false;
            else if (text is ['-', not '-', ..])
            {
                // What follows an e is a pattern.
                var letters = text.AsSpan(1);
                var pattern = letters.IndexOf('e');
                if ((pattern < 0 ? letters : letters[..pattern]).ContainsAnyExcept(Cleaning))
                    return false;
                shows |= (pattern < 0 ? letters : letters[..pattern]).Contains('n');
                i += pattern == letters.Length - 1 ? 1 : 0;
            }
        }

        return shows;
    }
}
