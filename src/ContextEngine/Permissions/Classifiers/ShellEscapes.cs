using System.Buffers;
using System.Text.RegularExpressions;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Classifiers;

/// <summary>
/// Programs that are known for something harmless and hold a way to run anything: a shell, a pager, a filter. Their place in
/// <see cref="ReachTable"/> counts only where their arguments prove that the way is not taken. From their manuals and from GTFOBins.
/// </summary>
internal static partial class ShellEscapes
{
    private static readonly SearchValues<char> LessLetters = SearchValues.Create("NRSFXnirEe");

    private static readonly string[] TarOptions =
    [
        "--list", "--extract", "--get", "--create", "--append", "--update", "--gzip", "--xz", "--bzip2", "--zstd", "--lzma", "--verbose", "--file", "--directory", "--strip-components", "--exclude", "--exclude-vcs", "--wildcards",
        "--no-same-owner", "--no-same-permissions", "--keep-old-files", "--skip-old-files", "--transform", "--files-from", "--null", "--sort", "--mtime", "--owner", "--group", "--numeric-owner", "--auto-compress", "--to-stdout", "--one-top-level",
    ];

    /// <summary>Whether a command may run what its program's name does not tell.</summary>
    /// <param name="name">The program.</param>
    /// <param name="rest">Its arguments.</param>
    public static bool MayBe(string name, IReadOnlyList<ShellWord> rest)
    {
        var words = rest.Select(w => w.Text).ToArray();
        bool Starts(params ReadOnlySpan<string> beginnings)
        {
            // GNU's getopt takes an option by any beginning of its name, so a beginning is what is looked for.
            foreach (var word in words)
                foreach (var beginning in beginnings)
                    if (word.StartsWith(beginning, StringComparison.Ordinal))
                        return true;
            return false;
        }

        return name switch
        {
            "awk" or "gawk" or "mawk" or "nawk" => Awk(words),
            "sqlite3" => Sqlite(words),
            "less" or "zless" => words.Any(w => w.StartsWith('+') || w.StartsWith('-') && w.AsSpan(1).ContainsAnyExcept(LessLetters)),
            "more" => words.Any(w => w.StartsWith('+') || w.StartsWith('-')),
            "man" => words.Any(w => w.StartsWith('-') && w is not ("-k" or "-f" or "-a" or "-w")),
            "info" => Starts("-"),
            "split" => Starts("--f"),
            "sort" => Starts("--co"),
            "install" => Starts("--st", "-s"),
            "patch" => Starts("--e", "-e"),
            "zip" => Starts("--") || words.Any(w => Short(w, "T")),
            "tar" => Tar(words),
            "fd" or "fdfind" => Starts("--exec") || words.Any(w => Short(w, "xX")),
            "bat" or "ag" or "ack" or "delta" => Starts("--pag", "--ackrc"),
            "rg" => Starts("--pre", "--hostname-bin"),
            "sdiff" or "colordiff" => Starts("--diff", "-o", "--o"),
            "ctags" => Starts("--opt", "--xcmd", "--_"),
            "nm" or "objdump" or "size" or "readelf" => Starts("--pl"),
            "yq" => Starts("--security"),
            "ip" => words.Any(w => w is "exec") || Starts("-b", "--b"),
            "git" => Git(words, Starts),
            // Bash evaluates the index of an array even where it was quoted.
            "let" or "test" or "[" or "read" or "unset" or "declare" or "typeset" or "local" or "readonly" or "export" or "mapfile" or "readarray" or "wait" => Starts("-C") || words.Any(w => w.Contains("$(", StringComparison.Ordinal) || w.Contains('`') || Obeys(w)),
            "printf" => Starts("-v"),
            _ => false,
        };
    }

    /// <summary>Whether a variable tells a program what else to run.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsObeyed(string name) =>
        name is "PATH" or "BASH_ENV" or "ENV" or "PROMPT_COMMAND" or "SHELL" or "LESS" or "MORE" or "MANOPT" or "MANROFFOPT" or "TAR_OPTIONS" or "ZIPOPT" or "PS4" or "IFS" or "BASH_FUNC" or "AWKLIBPATH" or "AWKPATH" or "BROWSER"
        || name.StartsWith("LD_", StringComparison.Ordinal) || name.StartsWith("LESS", StringComparison.Ordinal) || name.StartsWith("GIT_SSH", StringComparison.Ordinal) || name.StartsWith("GIT_CONFIG", StringComparison.Ordinal)
        || name is "GIT_EXTERNAL_DIFF" or "GIT_EXEC_PATH" or "GIT_PROXY_COMMAND" or "GIT_ASKPASS" or "GIT_TEMPLATE_DIR" or "VISUAL"
        || name.EndsWith("EDITOR", StringComparison.Ordinal) || name.EndsWith("PAGER", StringComparison.Ordinal);

    private static bool Obeys(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && IsObeyed(word[..equals].TrimEnd('+'));

    private static bool Short(string word, string letters) => word is ['-', not '-', ..] && word.AsSpan(1).ContainsAny(letters);

    /// <summary>Nothing may be run, read or written but its input and output: no pipe, no file, no other script.</summary>
    private static bool Awk(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is "-F" or "-v")
                i++;
            else if (words[i] is ['-', not ('F' or 'v'), ..] and not ("--" or "--posix"))
                return true;
            else if (!words[i].StartsWith('-') && (Compared().Replace(words[i].Replace("||", " ", StringComparison.Ordinal), " ") is var script && script.AsSpan().ContainsAny("|>@") || script.Contains("system", StringComparison.Ordinal) || script.Contains("getline", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>A comparison with a number, which is no file to write: what follows ends the expression.</summary>
    [GeneratedRegex(@">=|>\s*-?[0-9.]+\s*(?=\)|\{|&&|$)")]
    private static partial Regex Compared();

    /// <summary>It reads commands from its input unless it is given SQL; a line with a dot is a command, and some functions are.</summary>
    private static bool Sqlite(string[] words)
    {
        var given = words.Where(w => !w.StartsWith('-')).ToArray();
        return given.Length < 2
            || words.Any(w => w.StartsWith('-') && w.TrimStart('-') is not ("json" or "csv" or "header" or "noheader" or "column" or "line" or "list" or "readonly" or "box" or "table" or "markdown" or "batch" or "bail" or "safe"))
            || given.Skip(1).Any(w => w.Split('\n').Any(l => l.TrimStart().StartsWith('.')) || SqlEscape().IsMatch(w));
    }

    [GeneratedRegex(@"load_extension|readfile|writefile|edit\s*\(|attach|vacuum\s+.*into", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SqlEscape();

    /// <summary>Its first word is a bundle of letters even without a hyphen; a colon makes an archive one of another machine.</summary>
    private static bool Tar(string[] words) => words.Length > 0 && !words[0].StartsWith('-') && words[0].AsSpan().ContainsAny("IFP")
        || words.Any(w => Short(w, "IFP") || w.StartsWith("--", StringComparison.Ordinal) && w.Length > 2 && !TarOptions.Contains(w.Split('=')[0]) || w.Contains(':') && !w.StartsWith("--", StringComparison.Ordinal));

    private delegate bool Beginnings(params ReadOnlySpan<string> beginnings);

    private static bool Git(string[] words, Beginnings starts)
    {
        bool Says(string word) => Array.IndexOf(words, word) >= 0;
        return starts("--ext", "--upload-p", "--receive-p", "--exec", "--config-e")
            || Says("bisect") && (Says("run") || Says("visualize") || Says("view"))
            || Says("rebase") && (starts("--e", "--in") || words.Any(w => Short(w, "xi")))
            || Says("archive") && starts("--r", "--e")
            || Says("grep") && starts("-O", "--op")
            || Says("worktree") && Says("add") && words.Any(w => w.Contains("..", StringComparison.Ordinal))
            || Says("init") && starts("--te");
    }
}
