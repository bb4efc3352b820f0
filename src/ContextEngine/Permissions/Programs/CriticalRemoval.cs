using Pith.Permissions.Paths;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>
/// The breaker that no mode and no rule takes away: removing the root, a folder right below it, the home folder, the working folder
/// or one above it, or whatever an unset variable would make of a path; and discarding what git does not know.
/// </summary>
internal static class CriticalRemoval
{
    /// <summary>Why the command is critical, or null.</summary>
    public static string? Why(IReadOnlyList<ShellWord> words, int from, FolderSet folders, string folder, string? home)
    {
        var name = Launchers.NameOf(words[from]);
        var arguments = words.Skip(from + 1).ToArray();
        if (UnknownRemoval.Why(words, from) is { } unknown)
            return $"{name} on {unknown}";
        if (name.StartsWith("mkfs", StringComparison.Ordinal) || name is "wipefs" or "blkdiscard")
            return $"{name} destroys a file system";
        if (name == "dd" && arguments.Any(a => a.Text.StartsWith("of=/dev/", StringComparison.Ordinal) && a.Text != "of=/dev/null"))
            return "dd writes over a device";
        if (WritesDisk(name, arguments) is { } disk)
            return $"{name} writes over {disk}";
        var removes = name is "rm" or "shred" && (name == "shred" || arguments.Any(IsRecursive)) || name is "rmdir" or "unlink" or "srm" or "rimraf" or "del-cli" or "trash" or "trash-put" || name == "gio" && arguments is [{ Text: "trash" or "remove" }, ..] || name == "find" && (FoundFiles.AreRemoved(arguments) || FoundFiles.AreChanged(arguments))
            || name is "chmod" or "chown" or "chgrp" && arguments.Any(IsRecursive) || name == "mv"
            // Those of PowerShell, and of Tcl.
            || (name.Equals("Remove-Item", StringComparison.OrdinalIgnoreCase) || name is "ri" or "rd" or "del" or "erase") && arguments.Any(IsRecursive) || name == "file" && arguments is [{ Text: "delete" }, ..]
            || name == "rsync" && arguments.Any(a => a.Text.StartsWith("--del", StringComparison.Ordinal)) || name is "tar" or "gtar" && arguments.Any(a => a.Text.StartsWith("--remove", StringComparison.Ordinal)) || name == "zip" && arguments.Any(a => a.Text == "--move" || a.Text is ['-', not '-', ..] && a.Text.Contains('m'));
        if (!removes)
            return null;
        var targets = arguments.Where(a => !a.Text.StartsWith('-')).ToArray();
        if (name == "find")
            targets = [.. arguments.TakeWhile(a => !a.Text.StartsWith('-')).DefaultIfEmpty(new ShellWord(".", WordTraits.None, 0, 0))];
        else if (name == "rsync")
            targets = targets.Length > 1 && !(targets[^1].Text.Contains(':') && targets[^1].IsLiteral) ? targets[^1..] : []; // there all goes that the source lacks
        else if (name == "mv" && Transfer.Of(words, from) is { WhyUnknown: null, Into: { } into } && into.IsLiteral | into.Traits == WordTraits.Tilde)
            targets = [.. targets.Where(t => t != into)]; // what is moved there takes nothing away
        // Rights are given back, and what a search chooses is ordinary work in the working folder; above it neither is.
        var isSpared = name is "chmod" or "chown" or "chgrp" || name == "find" && (!FoundFiles.AreRemoved(arguments) || FoundFiles.AreChosen(arguments));
        foreach (var target in targets)
            if (WhyTarget(target, folders, folder, isSpared ? folder : null, home, name) is { } why)
                return $"{name} on {why}";
        return null;
    }

    /// <summary>Whether what a command removes depends on its words.</summary>
    public static bool Weighs(string name) => name is "rm" or "srm" or "shred" or "rmdir" or "unlink" or "rimraf" or "find" or "chmod" or "chown" or "chgrp" or "mv";

    /// <summary>Why a path that a program in another language removes, or a device that it writes, is critical; null where it is not.</summary>
    public static string? WhyRemoved(ShellWord word, FolderSet folders, string folder, string? home) => IsDisk(word.Text) ? word.Text : WhyTarget(word, folders, folder, null, home, "rm");

    /// <summary>Whether a path is a disk, a part of one, or the memory.</summary>
    public static bool IsDisk(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) && path[5..] is ['s' or 'h' or 'v', 'd', _, ..] or ['x', 'v', 'd', ..] or ['n', 'v', 'm', 'e', ..] or ['m', 'm', 'c', ..] or ['d', 'm', '-', ..] or ['m', 'e', 'm'] or ['m', 'd', >= '0' and <= '9', ..]
        or ['d', 'i', 's', 'k', ..] or ['m', 'a', 'p', 'p', 'e', 'r', '/', ..];

    private static string? WritesDisk(string name, ShellWord[] arguments)
    {
        ShellWord[] written = name switch
        {
            "shred" or "truncate" or "tee" or "sponge" or "badblocks" or "pvremove" => arguments,
            "cryptsetup" or "nvme" or "hdparm" or "mdadm" when Array.Exists(arguments, a => WordTable.Has("luksFormat erase format sanitize --zero-superblock --security-erase --security-erase-enhanced", a.Text)) => arguments,
            "cp" or "mv" or "install" or "rsync" => arguments.Length > 0 ? arguments[^1..] : [],
            "parted" or "sfdisk" or "sgdisk" or "fdisk" => Array.Exists(arguments, a => a.Text is "print" or "-l" or "--list" or "-p" or "--print" or "-d" or "--dump" or "-J" or "--json") ? [] : arguments,
            _ => [],
        };
        return Array.Find(written, a => IsDisk(a.Text)).Text;
    }

    private static bool IsRecursive(ShellWord word) =>
        word.Text is ['-', not '-', ..] && word.Text.AsSpan().ContainsAny("rR") || word.Text.StartsWith("--r", StringComparison.Ordinal) || !word.IsLiteral && word.Text.Length > 0 && word.Text[0] is '$' or '{';

    private static string? WhyTarget(ShellWord word, FolderSet folders, string folder, string? spared, string? home, string name)
    {
        if (word.Has(WordTraits.Braces))
            return $"{word.Text}, which braces make several of";
        var text = word.Text;
        var isWholeFolder = word.Has(WordTraits.Pattern) && (text.EndsWith("/*", StringComparison.Ordinal) || text is "*" or ".*" || text.EndsWith("/.*", StringComparison.Ordinal) || text.EndsWith("/**", StringComparison.Ordinal));
        if (isWholeFolder)
            text = text.LastIndexOf('/') is >= 0 and var slash ? text[..Math.Max(slash, 1)] : ".";
        if (word.Has(WordTraits.Dynamic))
        {
            var bare = text.TrimEnd('/').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
            if (bare is "$HOME" or "$PWD" or "$OLDPWD" || bare.StartsWith("$HOME/..", StringComparison.Ordinal) || bare.EndsWith("/..", StringComparison.Ordinal))
                return $"{word.Text}";
            // Where the variable is not set, this is the root.
            return text.StartsWith('$') && (isWholeFolder && !bare[1..].Contains('/') || text.EndsWith('/') && !bare.Contains('/')) ? $"{word.Text}, which is the root where the variable is not set" : null;
        }

        if (word.Has(WordTraits.Tilde))
        {
            if (!text.StartsWith("~/", StringComparison.Ordinal) || text.Trim('~', '/', '.').Length == 0)
                return text.Contains('/') || text == "~" ? "the home folder" : "somebody's home folder";
            if (home is null)
                return null;
            text = home + text[1..];
        }

        if (!text.StartsWith('/') && !folders.IsKnown)
            return text.Trim('.', '/').Length == 0 ? "a folder nobody can tell" : null;
        var bases = text.StartsWith('/') ? [""] : folders.Paths;
        foreach (var start in bases)
            foreach (var path in PathMeanings.Of(start, text).DefaultIfEmpty("/"))
                if (WhyPath(path, folder, spared, home, start, isWholeFolder && name is "rm") is { } why)
                    return why;
        return null;
    }

    private static string? WhyPath(string path, string folder, string? spared, string? home, string now, bool isWholeFolder)
    {
        foreach (var one in (string[])[path, RealPath.OrNull(path) ?? path])
        {
            if (one.AsSpan().Trim('/').IndexOf('/') < 0)
                return one.Trim('/').Length == 0 ? "the root" : $"{one}, right below the root";
            if (home is not null && LexicalPath.IsWithin(home, one))
                return "the home folder or one above it";
            if (one == spared)
                continue;
            // Where the line stands below the working folder for certain, all of that is no more than a folder in it.
            if (LexicalPath.IsWithin(folder, one) || now.Length > 0 && LexicalPath.IsWithin(now, one) && !LexicalPath.IsWithin(one, folder))
                return isWholeFolder || !LexicalPath.IsWithin(one, folder) || one == folder ? "the working folder or one above it" : null;
        }

        return null;
    }
}
