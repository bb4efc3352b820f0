using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Every program that may run unasked with the right arguments. One that is not here is not read-only.</summary>
internal static class ReadOnlyPrograms
{
    private static readonly SearchValues<char> _names = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly Dictionary<string, ReadOnlyProgram> All = Build(
    [
        new("ls") { Together = FollowsDown },
        .. Plain("cat", "stat", "df", "nl", "tac", "rev", "fold", "expand", "unexpand", "comm", "join", "cmp", "fmt", "md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum",
            "b2sum", "cksum", "sum", "od", "readlink", "realpath", "[", "test", "cd", "tr", "pathchk"),
        .. Talking("echo", "pwd", "which", "type", "true", "false", ":", "whoami", "id", "uname", "nproc", "arch", "basename", "dirname", "seq", "sleep", "exit", "return", "break", "continue", "shift", "uptime", "free", "expr", "groups", "tty", "wait", "lscpu", "locale", "numfmt", "whereis", "help", "cal"),
        .. Expanding("strings", "size"),
        new("head") { Valued = "nc" },
        new("tail") { Valued = "nc" },
        new("paste") { Valued = "d" },
        new("cut") { Valued = "dfbc" },
        new("hexdump") { ShortRefused = "f", LongRefused = ["--format-file"] },
        new("printf") { TakesPaths = false, ShortRefused = "v", Further = words => PrintfFormat.At(words, 0) is var at && at < words.Count && words[at].IsLiteral && PrintfFormat.MaySet(words[at]) ? "printf %n sets a variable" : null },
        new("set") { TakesPaths = false, Further = words => words.Count > 0 && words.All(w => w.IsLiteral && w.Text is "-e" or "-u" or "-eu" or "-x" or "-ex" or "-euo" or "-euxo" or "-o" or "+e" or "+x" or "pipefail" or "+u") ? null : words.Count > 0 ? "set changes how commands are read" : "set prints the environment" },
        new("export") { TakesPaths = false, Further = SafeExport },
        new("file") { ShortRefused = "CmzZf", LongRefused = ["--files-from", "--compile", "--magic-file", "--uncompress", "--uncompress-noreport"] },
        new("date") { ShortRefused = "sf", LongRefused = ["--set", "--file"], TakesPaths = false, Further = DateReading.WhyNot },
        new("command") { TakesPaths = false, Further = words => words is [{ IsLiteral: true, Text: "-v" or "-V" }, ..] ? null : "command runs what it is given" },
        new("hash") { TakesPaths = false, Further = words => words.All(w => w.IsLiteral && (!w.Text.StartsWith('-') || w.Text is "-r" or "-t" or "-l")) ? null : "hash may name another program" },
        new("jq") { PatternFirst = true, Further = words => JqFilter.Is(words, mayName: true) ? null : "jq may be told more than a filter" },
        new("uniq") { MostOperands = 1, Valued = "fsw" },
        new("xxd") { MostOperands = 1, Valued = "lscgon" },
        new("shuf") { ShortRefused = "o", LongRefused = ["--output", "--random-source"], Valued = "n" },
        new("base64") { ShortRefused = "o", LongRefused = ["--output"], Valued = "w" },
        new("hostname") { TakesPaths = false, Further = words => words.All(w => w is { IsLiteral: true, Text: "-f" or "-s" or "-i" or "-I" or "-d" or "-A" or "--fqdn" or "--short" }) ? null : "hostname with a word may set the name" },
        new("ps") { TakesPaths = false, Further = ProcessReading.WhyNot },
        new("pgrep") { TakesPaths = false, ShortRefused = "FL", LongRefused = ["--pidfile", "--logpidfile", "--signal"] },
        new("read") { TakesPaths = false, Further = words => words.All(IsOfRead) ? null : "read may be told more than where to put a line" },
        new("awk") { PatternFirst = true, Valued = "Fv", Further = AwkScript.WhyNot },
        new("column") { Valued = "sNcoORT" },
        new("zcat") { Further = ArchiveListing.OfGzip },
        new("tar") { Further = ArchiveListing.OfTar },
        new("unzip") { Further = ArchiveListing.OfZip },
        new("fd") { PatternFirst = true, Valued = "teEdS", ShortRefused = "xXLlC", LongRefused = ["--exec", "--exec-batch", "--follow", "--list-details", "--base-directory", "--search-path"] },
        new("sort") { Valued = "tkS", ShortRefused = "oT", LongRefused = ["--output", "--compress-program", "--temporary-directory", "--files0-from", "--random-source"] },
        new("tree") { Valued = "LIP", ShortRefused = "oRl", LongRefused = ["--output", "--fromfile", "--infofile", "--gitfile"] },
        new("du") { ShortRefused = "LX", LongRefused = ["--dereference", "--files0-from", "--exclude-from"] },
        new("wc") { LongRefused = ["--files0-from"] },
        new("diff") { ShortRefused = "rXS", LongRefused = ["--recursive", "--exclude-from", "--from-file", "--to-file"] },
        .. Searching("grep", "egrep", "fgrep"),
        new("rg") { PatternFirst = true, Valued = "gtTmABCe", ShortRefused = "zfL", LongRefused = ["--file", "--ignore-file", "--follow", "--pre", "--pre-glob", "--hostname-bin", "--search-zip"] },
        new("find") { Further = FindWhyNot },
        new("sed") { PatternFirst = true, Further = SedScript.WhyNot },
        new("git") { TakesPaths = false, Further = GitReading.WhyNot },
    ]);

    /// <summary>What is known about a program, or null.</summary>
    public static ReadOnlyProgram? Find(string name) => All.GetValueOrDefault(name);

    private static ReadOnlyProgram[] Plain(params string[] names) => [.. names.Select(n => new ReadOnlyProgram(n))];

    /// <summary>A file of patterns is shown by what it matches, and <c>-R</c> follows links.</summary>
    private static ReadOnlyProgram[] Searching(params string[] names) =>
        [.. names.Select(n => new ReadOnlyProgram(n) { PatternFirst = true, Valued = "mABCe", ShortRefused = "fR", LongRefused = ["--file", "--exclude-from", "--dereference-recursive"] })];

    private static ReadOnlyProgram[] Talking(params string[] names) => [.. names.Select(n => new ReadOnlyProgram(n) { TakesPaths = false })];

    /// <summary>Whatever word begins with <c>@</c> is a file of further words.</summary>
    private static ReadOnlyProgram[] Expanding(params string[] names) =>
        [.. names.Select(n => new ReadOnlyProgram(n) { Further = words => words.Any(w => w.Text.StartsWith('@') || !w.IsLiteral && (w.MayBeOption || w.Text.Contains('@'))) ? $"{n} takes words out of a file" : null })];

    private static Dictionary<string, ReadOnlyProgram> Build(ReadOnlyProgram[] programs) => programs.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Of <c>ls</c>: it goes into folders and follows the links there.</summary>
    private static string? FollowsDown(IReadOnlyList<ShellWord> words) =>
        words.Any(w => w.Text is ['-', not '-', ..] && w.Text.Contains('L') || w.Text.StartsWith("--d", StringComparison.Ordinal)) && words.Any(w => w.Text is ['-', not '-', ..] && w.Text.Contains('R') || w.Text.StartsWith("--rec", StringComparison.Ordinal))
            ? "ls follows every link that it comes upon" : null;

    /// <summary>Only what is known to read: an expression of find that is not listed is refused.</summary>
    private static string? FindWhyNot(IReadOnlyList<ShellWord> words)
    {
        if (words is [{ IsLiteral: true, Text: "--help" or "--version" }])
            return null;
        foreach (var word in words)
            if (word.Text.StartsWith('-') && word.Text is not ("-name" or "-iname" or "-path" or "-ipath" or "-wholename" or "-iwholename" or "-regex" or "-iregex" or "-regextype" or "-type" or "-xtype" or "-maxdepth" or "-mindepth"
                or "-size" or "-mtime" or "-mmin" or "-atime" or "-amin" or "-ctime" or "-cmin" or "-newer" or "-newermt" or "-empty" or "-not" or "-and" or "-or" or "-a" or "-o" or "-print" or "-print0" or "-printf" or "-ls" or "-prune"
                or "-depth" or "-d" or "-mount" or "-xdev" or "-P" or "-H" or "-user" or "-group" or "-uid" or "-gid" or "-perm" or "-readable" or "-writable" or "-executable" or "-links" or "-inum"
                or "-samefile" or "-true" or "-false" or "-quit" or "-daystart" or "-nouser" or "-nogroup" or "-noleaf" or "-used" or "-E" or "-X" or "-s" or "-x" or "-lname" or "-ilname" or "-fstype" or "-anewer" or "-cnewer" or ['-', 'u' or 'g' or 'o' or 'a', '=' or '+', ..] or ['-', 'n', 'e', 'w', 'e', 'r', 'a' or 'c' or 'm' or 'B', 'm' or 't' or 'a' or 'c']) && !char.IsAsciiDigit(word.Text.ElementAtOrDefault(1)))
                return $"find {word.Text} does more than read, or is not known to";
        return null;
    }

    /// <summary>Plain names in small letters, which no program obeys, and options that only say how the line is taken.</summary>
    private static bool IsOfRead(ShellWord word) => word.IsLiteral && (word.Text is "-r" or "-ra" or "-a" or "-s" || word.Text.Length > 0 && !word.Text.AsSpan().ContainsAnyExcept(_names));

    private static string? SafeExport(IReadOnlyList<ShellWord> words) =>
        words.Count > 0 && words.All(w => w.Text.Split('=') is [var name, ..] && name.Length > 0 && SafeVariables.IsSafe(name) && !(name.Length < w.Text.Length && SafeVariables.LeadsToCatalogue(name, w, name.Length + 1))) ? null : "export changes what later commands see";

    /// <summary>Whether an option brings what is searched for, so that every operand is a file: <c>-e</c> and <c>-f</c>, also among other letters or with their value at them.</summary>
    public static bool NamesPattern(IEnumerable<ShellWord> arguments) =>
        arguments.Any(static a => a.Text is ['-', not '-', ..] && a.Text.AsSpan().ContainsAny('e', 'f') || a.Text.StartsWith("--reg", StringComparison.Ordinal) || a.Text.StartsWith("--fi", StringComparison.Ordinal) && !a.Text.StartsWith("--fix", StringComparison.Ordinal));
}
