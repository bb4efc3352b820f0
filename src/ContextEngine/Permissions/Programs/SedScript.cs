using System.Text.RegularExpressions;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The scripts of sed that only print: sed can write files and run commands, so only forms known to do neither pass.</summary>
internal static partial class SedScript
{
    /// <summary>Addresses and p, d, q or =; or a substitution whose flags neither write nor run. Between commands, a semicolon.</summary>
    [GeneratedRegex(@"^(?:(?:\d+|\$|/(?:[^/\\;{}\n]|\\/)*/)?(?:,(?:\d+|\$|\+\d+|/(?:[^/\\;{}\n]|\\/)*/))?!?[pdq=]|s(?<d>[/|,#:@])[^\n\\/|,#:@]*\k<d>[^\n\\/|,#:@]*\k<d>[gpI0-9]*)(?:;(?:\d+|\$)?(?:,(?:\d+|\$))?[pdq=])*;?$", RegexOptions.CultureInvariant)]
    private static partial Regex Reading { get; }

    // Another suffix could make the backup a file that is obeyed: -i.json beside .mcp.
    [GeneratedRegex(@"^(?:-i|--in-place=|--in-place)(?:~|\.bak|\.orig|\.old|\.tmp)?$", RegexOptions.CultureInvariant)]
    private static partial Regex InPlace { get; }

    /// <summary>The files that it edits in place, by a script that does nothing else; null for any other use.</summary>
    public static IReadOnlyList<ShellWord>? Edited(IReadOnlyList<ShellWord> words)
    {
        var rest = words.Where(w => !w.IsLiteral || !InPlace.IsMatch(w.Text)).ToArray();
        if (rest.Length == words.Count || WhyNot(rest) is not null)
            return null;
        var files = new List<ShellWord>();
        var hasScript = false;
        for (var i = 0; i < rest.Length; i++)
            if (rest[i] is { IsLiteral: true, Text: "-e" or "-ne" })
                (hasScript, i) = (true, i + 1);
            else if (!rest[i].Text.StartsWith('-') && !hasScript)
                hasScript = true;
            else if (!rest[i].Text.StartsWith('-'))
                files.Add(rest[i]);
        return files;
    }

    public static string? WhyNot(IReadOnlyList<ShellWord> words)
    {
        var hasScript = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word is { IsLiteral: true, Text: "-n" or "-E" or "-r" or "-nE" or "-nr" or "-En" or "--quiet" or "--silent" or "--regexp-extended" })
                continue;
            if (word is { IsLiteral: true, Text: "-e" or "-ne" } && i + 1 < words.Count)
                word = words[++i];
            else if (word.Text.StartsWith('-'))
                return $"sed {word.Text} does more than read, or is not known to";
            else if (hasScript)
                continue;
            hasScript = true;
            if (!word.IsLiteral || !Reading.IsMatch(word.Text))
                return "this script of sed is not known to do no more than read";
        }

        return hasScript ? null : "sed without a script";
    }
}
