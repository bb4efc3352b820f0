using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Words by which programs of mode auto are told to run, or to obey, what is none of the workspace's.</summary>
/// <param name="rules">The rules, and the workspace.</param>
/// <param name="paths">Tells where links lead.</param>
/// <param name="foreign">The same of texts in code.</param>
internal sealed class StrangePrograms(RuleBook rules, PathJudge paths, ForeignWords foreign)
{
    private readonly FolderWalk walk = new();

    // What says in code a folder outside, goes to another, or is how a slash is hidden.
    private static readonly string[] Homes = ["'~", "\"~", "expanduser", "Path.home", "../", "'..'", "'..\"", "\"..'", "\"..\"", "homedir", "environ", "getenv", "Dir.home", "chdir", "\\x2f", "\\x2F", "\\u002f", "\\u002F", "\\057", "\\57", "chr(47"];

    /// <summary>Why the program at a place is told to run what is none of the workspace's, or null.</summary>
    public string? Why(SimpleCommand command, int at) => Launchers.NameOf(command.Words[at]) switch
    {
        "git" => WhyGit(command, at),
        "make" or "gmake" => Told(command, at, "make", w => RunsOther(w) || SetsOther(w)),
        "go" => at + 1 < command.Words.Count && command.Words[at + 1].Text is "run" or "install" && FirstBehind(command, at, w => w.Contains('@')) is not null ? "it runs what comes from the network" : Told(command, at, "go", w => Starts(w.TrimStart('-'), "toolexec", "exec", "vettool") && w.StartsWith('-')),
        "uv" when FirstBehind(command, at, w => w.Contains("://", StringComparison.Ordinal) || Starts(w, "--with")) is not null => "it runs what comes from the network",
        "just" => Told(command, at, "just", w => Starts(w, "--set", "--command", "--shell")),
        "pylint" => Told(command, at, "pylint", w => Starts(w, "--init-h")),
        "unzip" => Told(command, at, "unzip", w => w.StartsWith('-') && w.Contains(':')) is not null ? "it unpacks to folders above" : null,
        "find" when FirstBehind(command, at, w => w is "-follow" or ['-', 'L' or 'H', ..]) is { } follows && FirstBehind(command, at, w => Starts(w, "-exec", "-ok")) is not null => $"{follows} has find work on what links lead to",
        "fd" or "fdfind" when FirstBehind(command, at, w => w is "--follow" || w is ['-', not '-', ..] && w.Contains('L')) is { } follows && FirstBehind(command, at, w => w is "-x" or "-X" || Starts(w, "--exec")) is not null => $"{follows} has {Launchers.NameOf(command.Words[at])} work on what links lead to",
        "tar" or "gtar" or "bsdtar" when at + 1 < command.Words.Count && command.Words[at + 1].Text is var letters && !Starts(letters, "--") && letters.Contains('h') || FirstBehind(command, at, w => w is ['-', not '-', ..] && w.Contains('h') && !w.Contains('=')) is not null => "it packs what links lead to",
        "zip" => WhyZips(command, at),
        "cargo" => WhyCargo(command, at),
        "gcc" or "g++" or "cc" or "c++" => Told(command, at, "the compiler", w => Starts(w, "-wrapper", "--wrapper")),
        "env" or "genv" => FirstBehind(command, at, w => w.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && SafeVariables.IsInfluential(w[..equals])) is { } set ? $"{set} changes what programs run" : null,
        "fish" => Told(command, at, "the shell", w => Starts(w, "-C", "--init-c")),
        var shell when Launchers.IsShell(shell) => Told(command, at, "the shell", w => Starts(w, "--rc", "--init")),
        "deno" or "bun" when FirstBehind(command, at, w => w.Contains("://", StringComparison.Ordinal) || Starts(w, "npm:", "jsr:")) is not null => "it runs what comes from the network",
        "node" when FirstBehind(command, at, w => w.Contains("data:", StringComparison.Ordinal)) is { } given => $"{given} is code",
        var name when Interpreters.Is(name) && FirstBehind(command, at, w => WhyCode(command, w) is not null) is not null => "its code names files outside the workspace",
        _ => null,
    };

    /// <summary>Why such code is none of the workspace's, or null.</summary>
    /// <param name="command">Where it runs.</param>
    /// <param name="code">The code.</param>
    public string? WhyCode(SimpleCommand command, string code) =>
        NamesOther(code) || code.AsSpan().ContainsAny("'\"`") && CodeTexts.Of(code).Exists(t => foreign.LeadsThrough(command, t.Text)) ? "its code names files outside the workspace" : null;

    /// <summary>Why <c>zip</c> packs what lies outside: going into folders it follows every link, unless it is told to keep them as links.</summary>
    private string? WhyZips(SimpleCommand command, int at)
    {
        var words = command.Words.Skip(at + 1).Select(w => w.Text).ToArray();
        if (!Array.Exists(words, w => w is ['-', not '-', ..] && w.AsSpan().ContainsAny('r', 'R')) || Array.Exists(words, w => w is ['-', not '-', ..] && w.Contains('y')))
            return null;
        // What is left out by its folder, as of -x '.venv/*', is not looked at.
        var without = Array.FindAll(words, w => w.EndsWith("/*", StringComparison.Ordinal) && w.IndexOf('*', StringComparison.Ordinal) == w.Length - 1 && words.Contains("-x"));
        rules.Look();
        foreach (var from in command.Folders.Paths.ToArray())
            foreach (var word in words.Where(w => !without.Contains(w)).Select(w => w is ['-', ..] ? w.Contains('R') ? "." : "" : w.AsSpan().ContainsAny("*?[") ? "." : w).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal))
                if (LexicalPath.Join(from, word) is var folder && Directory.Exists(folder)
                    && walk.First(folder, [], e => e.LinkTarget is not null && !Array.Exists(without, w => LexicalPath.IsWithin(e.FullName, LexicalPath.Join(from, w[..^2]))) && !paths.IsInside(e.FullName)) is { } link)
                    return link.Length > 0 ? $"zip packs what {link} leads to" : $"whether zip packs what links lead to cannot be told of so much as {word} holds";
        return null;
    }

    private static string? Told(SimpleCommand command, int at, string who, Func<string, bool> holds) =>
        FirstBehind(command, at, holds) is { } given ? $"{given} has {who} run what stands nowhere in the workspace" : null;

    private static bool Starts(string word, params ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings)
            if (word.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Whether a variable of make holds a command, or a path outside that is no system's and no place to install to.</summary>
    private bool SetsOther(string word)
    {
        if (word.StartsWith('-') || word.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
            return false;
        var value = word.AsSpan(equals + 1);
        if (value.ContainsAny(";|&`") || value.ContainsAny("<>") || value.Contains("$(", StringComparison.Ordinal) || value.Contains("${", StringComparison.Ordinal))
            return true;
        foreach (var part in word[(equals + 1)..].Split(' '))
            if (part is ['~', ..] || Starts(part, "..") || part is ['/', ..] && !rules.IsInside(LexicalPath.Join("", part)) && !Starts(part, "/usr/", "/bin/") && !word.AsSpan(0, equals).Contains("prefix", StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static string? FirstBehind(SimpleCommand command, int at, Func<string, bool> holds) => command.Words.Skip(at + 1).Select(w => w.Text).FirstOrDefault(holds);

    // Other settings, another repository, or one inside the workspace with hooks of its own.
    private string? WhyGit(SimpleCommand command, int at)
    {
        var (words, end) = (command.Words, GitCommand.At(command.Words, at + 1));
        for (var i = at + 1; i < end; i++)
            if (words[i].Text.StartsWith("-c", StringComparison.Ordinal) || words[i].Text.StartsWith("--config-env", StringComparison.Ordinal) || words[i].Text.StartsWith("--exec-path", StringComparison.Ordinal)
                || words[i].Text.StartsWith("--git-dir", StringComparison.Ordinal) || words[i].Text.StartsWith("--work-tree", StringComparison.Ordinal))
                return $"{words[i].Text} has git obey other settings than the repository's";
            else if (words[i].Text == "-C" && (i + 1 >= end || !words[i + 1].IsLiteral || Array.Exists(command.Folders.Paths.ToArray(), f => LexicalPath.Join(f, words[i + 1].Text) != rules.Folder)))
                return "git runs in another folder";
        if (FirstBehind(command, at, w => Starts(w, "--unsafe")) is not null)
            return "a patch may change files outside the workspace";
        foreach (var folder in command.Folders.Paths)
            for (var above = folder; above.Length > rules.Folder.Length && LexicalPath.IsWithin(above, rules.Folder); above = Path.GetDirectoryName(above)!)
                if (rules.Exists(above + "/.git"))
                    return $"{above} is a repository of its own, whose hooks git would run";
        return null;
    }

    /// <summary>Whether an option or a variable has make read rules from elsewhere than a file, or run its lines by another shell.</summary>
    private static bool RunsOther(string word) =>
        word is "-" or "-f-" or "--file=-" or "/dev/stdin" or "-f/dev/stdin" or "--file=/dev/stdin" || Starts(word, "--ev", "SHELL=", "MAKEFILES=", "MAKEFLAGS=", ".SHELLFLAGS=")
        || word is ['-', not '-', ..] && word.AsSpan(1).TrimStart("BdeikLnpqrRsStvw") is ['E', ..];

    // What stands behind two hyphens is for the program that it runs.
    private static string? WhyCargo(SimpleCommand command, int at)
    {
        for (var i = at + 1; i < command.Words.Count && command.Words[i].Text != "--"; i++)
            if (Starts(command.Words[i].Text, "--config"))
                return $"{command.Words[i].Text} has cargo run what stands nowhere in the workspace";
        return null;
    }

    private bool NamesOther(string code) => code.AsSpan().IndexOfAny(" \"'(") >= 0 && (NamesHome(code) || NamesRoot(code));

    private static bool NamesHome(string code)
    {
        foreach (var name in Homes)
            if (code.Contains(name, StringComparison.Ordinal))
                return true;
        for (var at = -1; (at = code.IndexOf("kill", at + 1, StringComparison.Ordinal)) >= 0;)
            if (!(at > 0 && IsLetter(code[at - 1]) || at + 4 < code.Length && IsLetter(code[at + 4])))
                return true;
        return false;
    }

    private static bool IsLetter(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    /// <summary>Whether a text in quotes, of any language, begins with a full path outside the workspace, as Perl opens them too.</summary>
    private bool NamesRoot(string code)
    {
        for (var at = 0; at < code.Length; at++)
        {
            if (code[at] is not ('\'' or '"' or '`') && !(code[at] is '(' or '{' or '[' or '<' or '|' or '!' && EndsInOperator(code.AsSpan(0, at))))
                continue;
            var said = code.AsSpan(at + 1);
            var path = said.TrimStart("<>+|");
            path = path.Length < said.Length ? path.TrimStart() : path;
            if (path is ['/', ..] && !IsPrinted(code, at) && !rules.IsInside(LexicalPath.Join("", path[..(path.IndexOfAny("'\"` \n") is >= 0 and var end ? end : path.Length)].ToString())))
                return true;
        }

        return false;
    }

    /// <summary>Whether a plain text in quotes is all that a function gets which prints it, and that is never anything else in the code.</summary>
    private static bool IsPrinted(string code, int at)
    {
        var before = code.AsSpan(0, at);
        var name = before.EndsWith("print(") ? "print" : before.EndsWith("console.log(") ? "console" : "";
        if (name.Length == 0 || code[at] == '`' || code.IndexOf(code[at], at + 1) is not (> 0 and var end) || code.AsSpan(at, end - at).ContainsAny("{\\\n") || code.AsSpan(end + 1).TrimStart() is not [')' or ',', ..])
            return false;
        for (var from = -1; (from = code.IndexOf(name, from + 1, StringComparison.Ordinal)) >= 0;)
            if (!code.AsSpan(from + name.Length).StartsWith(name == "print" ? "(" : ".log(") || code.AsSpan(0, from).TrimEnd() is var front && (front.EndsWith("def") || front.EndsWith("sub") || front.EndsWith("function")))
                return false;
        return true;
    }

    /// <summary>Whether a text ends in what begins one in Perl or Ruby: <c>q</c>, <c>qq</c>, <c>%</c>, <c>%w</c>.</summary>
    private static bool EndsInOperator(ReadOnlySpan<char> text)
    {
        if (text is [.., '%'] or [.., '%', 'q' or 'Q' or 'w' or 'W' or 'x' or 'r'])
            return true;
        var begins = text is [.., 'q' or 'Q', 'q' or 'Q' or 'w' or 'W' or 'x' or 'r'] ? text[..^2] : text is [.., 'q' or 'Q'] ? text[..^1] : text;
        return begins.Length < text.Length && !(begins is [.., var before] && IsLetter(before));
    }
}
