using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>
/// A program in another language that a command is given: <c>python3 -c</c>, <c>perl -e</c>, <c>awk '…'</c>. It is not understood. Only its texts in quotes are read: those that a shell
/// would run, and those that a function which removes is given.
/// </summary>
internal sealed class ForeignCode
{
    // Beyond these a word stands in no list that anybody writes.
    private const int MostBefore = 64, LongestCall = 200;

    // What is the home folder wherever it stands, and what is the one it runs in.
    private static readonly string[] Homes = ["process.env.HOME", "require('os').homedir()", "os.homedir()", "homedir()", "pathlib.Path.home()", "Path.home()", "Dir.home", "$ENV{HOME}", "os.environ['HOME']", "ENV['HOME']", "getenv('HOME')"];
    private static readonly string[] Here = ["os.getcwd()", "process.cwd()", "Path.cwd()", "Dir.pwd", "getcwd()"];

    private static readonly string[] Runners = ["system", "exec", "popen", "spawn", "subprocess", "shell", "qx", "%x", "`", "|", "command", "call", "eval", "getattr", "import(", "process", "$`"];

    private static readonly SearchValues<char> Marks = SearchValues.Create("'\"`({<");

    private static readonly char[] Brackets = ['{', '}', '[', ']', '(', ')', '&', '|', ';', '\n'];

    private readonly string code;
    private readonly bool isDynamic, saysWords;
    private readonly List<CodeText> texts;

    private ForeignCode(string code, bool isDynamic, bool saysWords)
    {
        foreach (var home in Homes)
            code = code.Replace(home, "'~'", StringComparison.Ordinal).Replace(home.Replace('\'', '"'), "'~'", StringComparison.Ordinal);
        foreach (var here in Here)
            code = code.Replace(here, "'.'", StringComparison.Ordinal);
        code = code.Replace("\"'~'", "\"~", StringComparison.Ordinal);
        (this.code, this.isDynamic, this.saysWords, texts) = (code, isDynamic, saysWords, CodeTexts.Of(code));
    }

    /// <summary>What the command at a place is given, or null where it runs no such program: all its words, since which of them are code is told by options of many kinds.</summary>
    public static ForeignCode? Of(SimpleCommand command, int at)
    {
        var name = Launchers.NameOf(command.Words[at]);
        if (!Runs(name))
            return null;
        var saysWords = Interpreters.SaysWords(name);
        ShellWord[] rest = [.. command.Words.Skip(at + 1)];
        ShellWord[] words = saysWords ? Interpreters.Told(rest) : Array.FindAll(rest, w => w.Text.AsSpan().ContainsAny(Marks));
        return words.Length == 0 ? null : new ForeignCode(string.Join(saysWords ? ' ' : '\n', words.Select(w => w.Text)), Array.Exists(words, w => w.Has(WordTraits.Dynamic)), saysWords);
    }

    /// <summary>One that it reads.</summary>
    /// <param name="code">The code.</param>
    /// <param name="saysWords">Whether a command of its language may be a name and words.</param>
    public static ForeignCode Read(string code, bool saysWords) => new(code, isDynamic: false, saysWords);

    /// <summary>Whether the command reads its program from what it is handed.</summary>
    public static bool IsRead(SimpleCommand command, int at)
    {
        if (!Runs(Launchers.NameOf(command.Words[at])))
            return false;
        for (var i = at + 1; i < command.Words.Count; i++)
            if (command.Words[i].Text is "-" or "/dev/stdin")
                return true;
            else if (command.Words[i].Text is "-W" or "-X" or "-r" or "-I" or "-d" or "--require" or "--import" or "--loader")
                i++; // what follows is its value
            else if (!command.Words[i].Text.StartsWith('-'))
                return command.Words.Skip(i).Any(w => w.Text is "-" or "/dev/stdin");
        return true;
    }

    /// <summary>The texts that a shell may be told.</summary>
    /// <param name="isHeard">Whether what it prints is told to one.</param>
    public IEnumerable<string> Commands(bool isHeard)
    {
        // Each piece between its brackets is a command, or none.
        foreach (var said in saysWords ? code.Split(Brackets, StringSplitOptions.RemoveEmptyEntries) : [])
            yield return said;
        if (!isHeard && !Array.Exists(Runners, r => code.Contains(r, StringComparison.OrdinalIgnoreCase)) && !texts.Exists(t => Array.Exists(Runners, r => t.Text.Contains(r, StringComparison.OrdinalIgnoreCase))))
            yield break;
        for (var i = 0; i < texts.Count; i++)
        {
            if (!isHeard && Tells(NameBefore(texts[i].Start, i, out _)) && !code.AsSpan(texts[i].End).TrimStart(") ").StartsWith("|"))
                continue;
            if (texts[i].Text.AsSpan().ContainsAny(' ', '\t'))
                yield return texts[i].Text.TrimStart('|', '!', ' ');
            // A list of words is a command too.
            var last = i;
            while (last + 1 < texts.Count && code.AsSpan(texts[last].End, texts[last + 1].Start - texts[last].End).Trim(" ,()[]{}") is "" or "args:")
                last++;
            if (last > i)
                yield return string.Join(' ', texts.Skip(i).Take(last + 1 - i).Select(t => $"'{t.Text.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
            i = last;
        }
    }

    /// <summary>The words that it removes, or what it may come upon there.</summary>
    public IEnumerable<ShellWord> Removed()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var removes = false;
        for (var at = 0; at < code.Length; at++)
        {
            if (!IsLetter(code[at]))
                continue;
            var start = at;
            while (at < code.Length && (IsLetter(code[at]) || code[at] == '-'))
                at++;
            if (Removes(code[start..at], start))
            {
                removes = true;
                Gather(at, names);
            }
        }

        for (var i = 0; removes && i < texts.Count; i++)
            if (texts[i].Text is ['/' or '~' or '.' or '*' or '$', ..] && !IsPart(texts[i]) && IsGiven(i, names))
                yield return new ShellWord(texts[i].Text, (texts[i].Text.AsSpan().ContainsAny("*?[") ? WordTraits.Pattern : 0) | (texts[i].Text is "~" or ['~', '/', ..] ? WordTraits.Tilde : 0) | (isDynamic && texts[i].Text.Contains('$') ? WordTraits.Dynamic : 0), 0, 0);
        if (texts.Find(t => CriticalRemoval.IsDisk(t.Text.TrimStart('>', ' '))) is { } disk
            && (disk.Text[0] == '>' || texts.Exists(t => t.Text is ['w' or 'a' or 'x', ..] and { Length: < 4 } or "r+" or "r+b") || code.Contains("write", StringComparison.OrdinalIgnoreCase) || code.Contains("WRONLY", StringComparison.Ordinal) || code.Contains("RDWR", StringComparison.Ordinal)))
            yield return new ShellWord(disk.Text.TrimStart('>', ' '), WordTraits.None, 0, 0);
    }

    private static bool Runs(string name) => Interpreters.Is(name) || Interpreters.Filters(name);

    private bool Removes(string name, int at) =>
        WordTable.Has("rmtree rmSync rmdir rmdirSync rm_rf rm_r rm_f rmRF removedirs remove_tree remove_dir remove_entry remove_entry_secure rimraf rimrafSync removeSync emptyDir emptyDirSync unlink unlinkSync deltree Remove-Item delete-directory delete_tree chmod_R chown_R", name)
        // Lists, pages and clients of servers have these too: axios.delete('/users').
        || name is "rm" or "remove" or "removeAll" or "delete" or "Delete" && at > 1 && code[at - 1] is '.' or ' ' or ':'
            && (name == "rm" && code[at - 2] == ')' || WordTable.HasLast("os fs fse fsp fsPromises fs-extra Deno File FileUtils promises file Dir Directory await", code.AsSpan(0, at - 1).TrimEnd(":)]'\"")));

    private static bool Finds(string name) => WordTable.Has("glob iglob rglob globSync walk fwalk listdir scandir readdir readdirSync opendir chdir Path PosixPath children each_child RecursiveDirectoryIterator DirectoryIterator Get-ChildItem", name);

    /// <summary>What hands on what it is given.</summary>
    private static bool Passes(string name) => WordTable.Has("join resolve expanduser expand_path abspath realpath normpath path File Dir new list sorted str map", name);

    /// <summary>Functions that only tell what they are given, or write it down.</summary>
    private static bool Tells(string name) => WordTable.Has("print println puts log echo printf say error warn info debug write write_text writeFileSync p pp replace sub gsub count index append push", name);

    private static bool IsLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    /// <summary>The names that a call is given.</summary>
    private void Gather(int at, HashSet<string> names)
    {
        var (depth, end) = (0, Math.Min(code.Length, at + LongestCall));
        while (at < end && code[at] is not (';' or '\n'))
        {
            var start = at;
            while (at < end && IsLetter(code[at]))
                at++;
            if (at > start && (at == code.Length || code[at] is not ('.' or '(')))
                names.Add(code[start..at]);
            if (at > start)
                continue;
            depth += code[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth < 0 || depth == 0 && code[at] == ')')
                return;
            at++;
        }
    }

    /// <summary>Whether more stands beside it in one path.</summary>
    private bool IsPart(CodeText text)
    {
        var rest = code.AsSpan(text.End).TrimStart(") ");
        return rest is ['+' or '/' or '%', ..] || text.End < code.Length && code[text.End] == '.' || code.AsSpan(0, text.Start).TrimEnd(' ') is [.., '+' or '/' or '%'];
    }

    /// <summary>Whether it is what a function removes, or where it looks for that: given to it, or to one that finds files, or held by a name that it is given.</summary>
    private bool IsGiven(int i, HashSet<string> names)
    {
        var isWide = texts[i].Text[0] is '/' or '~';
        var (at, of) = (texts[i].Start, i);
        for (var depth = 0; depth < 4; depth++)
        {
            var name = NameBefore(at, of, out at);
            if (Removes(name, at))
                return true;
            if (name is "join" or "resolve" && code.AsSpan(texts[i].End).TrimStart(depth > 0 ? ") " : " ") is [',', ..] || name == "Path" && code.AsSpan(texts[i].End).TrimStart() is [',', ..])
                return false;
            if (isWide && (Finds(name) || names.Contains(name)))
                return true;
            if (!Finds(name) && !Passes(name))
                return false;
            // What stands in front of a dot is where the function lies.
            while (at > 0 && (code[at - 1] is '.' || IsLetter(code[at - 1])) && code.AsSpan(0, at) is not [.., ' '])
                at--;
            of = -1;
        }

        return false;
    }

    /// <summary>The name that a text is given to, or put under; empty where something else stands before it.</summary>
    private string NameBefore(int at, int of, out int start)
    {
        var isListed = false;
        for (var steps = 0; steps < MostBefore && at > 0; steps++)
        {
            var before = code[at - 1];
            if (before is ' ' or '\n' or '\t' or '(' or '[' or '{' or ':' || before == '=' && at > 1 && code[at - 2] is not ('=' or '!' or '<' or '>'))
                at--;
            else if (before == ',' && of > 0 && code.AsSpan(texts[of - 1].End, at - 1 - texts[of - 1].End).Trim().IsEmpty)
                at = texts[--of].Start;
            else if (before is ')' or ']' && of > 0 && texts[of - 1].End == at - 1)
            {
                // A function may be named by a text.
                start = texts[of - 1].Start;
                return texts[of - 1].Text;
            }
            else
            {
                var end = at;
                while (at > 0 && (IsLetter(code[at - 1]) || code[at - 1] == '-'))
                    at--;
                if (at == end)
                    break;
                var name = code[at..end];
                isListed |= name is "in" or "of";
                if (name[0] == '-' || WordTable.Has("in of my our let const var await new r b f u rb br fr rf qw w", name))
                    continue;
                start = at;
                // Whether something is in a list is asked too.
                return isListed && !WordTable.HasLast("for foreach const let var", code.AsSpan(0, at).TrimEnd(" $(")) ? "" : name;
            }
        }

        start = at;
        return "";
    }
}
