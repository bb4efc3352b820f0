using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Programs that go through whole folders. Where rules deny reading a file, nobody should come upon it that way either.</summary>
internal static class FolderListing
{
    // Beyond these nobody can tell in the time of a decision.
    private const int Most = 4000;

    /// <summary>Why a command would come upon what a rule denies, or null.</summary>
    /// <param name="command">The command.</param>
    /// <param name="at">Where it begins in its words.</param>
    /// <param name="rules">The rules.</param>
    public static string? Why(SimpleCommand command, int at, RuleBook rules)
    {
        var (name, rest) = (command.Words.Count > at ? command.Words[at].Text : "", command.Words.Skip(at + 1).ToArray());
        var goesDeep = name is "find" or "tree" or "fd" or "du" || name is "ls" or "chmod" or "chown" or "cp" or "tar" or "zip" or "rsync" or "diff" && Array.Exists(rest, w => name is "tar" or "zip" or "rsync" || w.Text.StartsWith("--r", StringComparison.Ordinal) || w.Text is ['-', not '-', ..] && w.Text.AsSpan().ContainsAny("rRa"));
        if (!goesDeep)
            return null;
        rules.Look();
        var starts = name == "find" ? rest.TakeWhile(w => !w.Text.StartsWith('-')).ToArray() : [.. rest.Where(w => !w.Text.StartsWith('-'))];
        if (!command.Folders.IsKnown)
            return $"which folders {name} goes through is only known when it runs";
        foreach (var folder in command.Folders.Paths.ToArray())
            foreach (var start in starts.Select(s => s.Text).DefaultIfEmpty("."))
                if (Meets(LexicalPath.Join(folder, start.StartsWith('~') && rules.Home is not null ? rules.Home + start[1..] : start), rules) is { } met)
                    return $"{name} comes upon {met}";
        return null;
    }

    private static string? Meets(string folder, RuleBook rules)
    {
        var looked = 0;
        try
        {
            if (!Directory.Exists(folder))
                return null;
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }))
                if (rules.OnPath(Verdict.Deny, "Read", entry) is not null)
                    return entry;
                else if (++looked > Most)
                    return $"more than {Most} files, one of which a rule may deny";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"a folder that cannot be looked through ({problem.Message})";
        }

        return null;
    }
}
