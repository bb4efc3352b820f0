using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Programs that go through whole folders. Where rules deny a file, nobody should come upon it that way either.</summary>
internal static class FolderListing
{
    // Beyond these nobody can tell in the time of a decision.
    private const int Most = 4000;

    /// <summary>Why a command would come upon what a rule denies, or null.</summary>
    /// <param name="command">The command.</param>
    /// <param name="at">Where it begins in its words.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="tool">Whose rules: of Read or of Edit.</param>
    public static string? Why(SimpleCommand command, int at, RuleBook rules, string tool)
    {
        if (command.Words.Count <= at)
            return null;
        var (name, rest) = (Launchers.NameOf(command.Words[at]), command.Words.Skip(at + 1).ToArray());
        // What git moves has another name afterwards, as what mv does.
        if (!(tool == "Read" ? Reads(name, rest) || name == "git" && rest is [{ Text: "mv" }, ..] : Changes(name, rest)))
            return null;
        rules.Look();
        var starts = Transfer.Of(command.Words, at) is { } transfer ? [.. transfer.Sources] : name == "find" ? rest.TakeWhile(w => !w.Text.StartsWith('-')).ToArray() : [.. rest.Where(w => !w.Text.StartsWith('-'))];
        if (!command.Folders.IsKnown)
            return $"which folders {name} goes through is only known when it runs";
        foreach (var folder in command.Folders.Paths.ToArray())
            foreach (var start in starts.Select(s => s.Text).DefaultIfEmpty("."))
                if (Meets(LexicalPath.Join(folder, start.StartsWith('~') && rules.Home is not null ? rules.Home + start[1..] : start), rules, tool) is { } met)
                    return $"{name} comes upon {met}";
        return null;
    }

    private static bool Reads(string name, ShellWord[] rest) => name switch
    {
        "find" or "tree" or "fd" or "du" or "tar" or "gtar" or "bsdtar" or "zip" or "7z" or "7za" or "pax" or "rsync" or "ditto" or "mv" => true,
        "diff" or "sdiff" or "colordiff" or "difft" => true, // of a folder it reads what has the name of the other operand
        "ls" or "chmod" or "chown" or "cp" or "gcp" or "scp" => GoesDeep(rest),
        _ => false,
    };

    private static bool Changes(string name, ShellWord[] rest) => name switch
    {
        "shred" or "srm" or "rename" or "prename" => true,
        "rm" or "chmod" or "chown" or "chgrp" or "setfacl" or "chattr" or "touch" or "gzip" or "gunzip" or "pigz" or "bzip2" or "xz" or "zstd" or "lz4" or "compress" or "uncompress" or "recode" or "dos2unix" or "unix2dos" => GoesDeep(rest),
        "zip" or "7z" or "7za" or "tar" or "gtar" or "bsdtar" => Array.Exists(rest, w => w.Text is "-m" or "--move" or "-sdel" or "--remove-files"),
        "find" or "fd" => Array.Exists(rest, w => w.Text is "-delete" or "-x" or "-X" || w.Text.StartsWith("-exec", StringComparison.Ordinal) || w.Text.StartsWith("-ok", StringComparison.Ordinal) || w.Text.StartsWith("--exec", StringComparison.Ordinal)),
        _ => false,
    };

    private static bool GoesDeep(ShellWord[] rest) => Array.Exists(rest, w => w.Text.StartsWith("--r", StringComparison.Ordinal) || w.Text.StartsWith("--a", StringComparison.Ordinal) || w.Text is ['-', not '-', ..] && w.Text.AsSpan().ContainsAny("rRa"));

    private static string? Meets(string folder, RuleBook rules, string tool)
    {
        var looked = 0;
        try
        {
            if (!Directory.Exists(folder))
                return null;
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }))
                if (rules.OnPath(Verdict.Deny, tool, entry) is not null)
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
