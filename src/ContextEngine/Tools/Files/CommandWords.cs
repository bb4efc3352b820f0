using Pith.Permissions.Paths;

namespace Pith.Tools.Files;

/// <summary>
/// The words of a command's text, and the files that they may name: nothing is known of what a program takes its words for, so each
/// counts, in the folder where the text begins and in those that it goes into.
/// </summary>
public sealed class CommandWords
{
    private const int MostFolders = 16, Longest = 4096;

    private static readonly string[] Into = ["cd", "pushd", "-C", "--prefix", "--cwd", "--dir", "--directory"];
    private static readonly string[] Node = ["node", "nodejs", "bun", "deno", "tsx", "ts-node"];
    private static readonly string[] NodeEnds = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", "/index.js", "/index.mjs", "/index.cjs", "/index.ts"];

    private readonly List<(string Before, string Word)> _words = [];
    private readonly List<string> _folders;
    private readonly string _text;

    /// <summary>Reads a text. Costs a look at the disk for each folder that it goes into.</summary>
    /// <param name="text">A command, or any text that may be one; several of one command's texts on lines of their own.</param>
    /// <param name="folder">Where it begins, a full path.</param>
    public CommandWords(string text, string folder)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_text, _folders) = (text, [folder]);
        var before = "";
        foreach (var raw in text.Split([' ', '\t', '\r', '\n', ';', '|', '&', '(', ')', '{', '}', '<', '>', '=', '`'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Plain(raw) is not { Length: > 0 } word || word == "--")
                continue;
            _words.Add((before, word));
            if (Into.Contains(before))
                _folders.AddRange(_folders.SelectMany(f => Places(f, word)).Where(Directory.Exists).Except(_folders).Take(MostFolders - _folders.Count).ToArray());
            before = word;
        }
    }

    /// <summary>Where it begins, and the folders that it goes into.</summary>
    public IReadOnlyList<string> Folders => _folders;

    /// <summary>Whether a word is the name of this program.</summary>
    public bool Has(string program) => _words.Exists(w => LexicalPath.NameOf(w.Word).SequenceEqual(program));

    /// <summary>Files that are there; and full paths where none is but could come to be, of words that look like one. Each may come twice.</summary>
    public IEnumerable<string> Files()
    {
        var (python, node) = (_words.Exists(w => LexicalPath.NameOf(w.Word).StartsWith("py", StringComparison.Ordinal)), Node.Any(Has));
        // The whole of a line too: a name may have blanks.
        var whole = _text.Split('\n').Select(l => ("\n", Plain(l))).Where(l => l.Item2.Contains(' ', StringComparison.Ordinal));
        foreach (var (before, word) in _words.Concat(whole))
            foreach (var path in _folders.SelectMany(f => Places(f, word)))
                if (File.Exists(path))
                    yield return path;
                else
                {
                    if (before != "\n" && LooksLikePath(word) && !Path.Exists(path))
                        yield return path;
                    foreach (var meant in (node ? NodeEnds.Select(end => path + end) : []).Concat(python ? [path + "/__main__.py"] : []).Where(File.Exists))
                        yield return meant;
                }

        foreach (var path in _words.SelectMany(w => Modules(w.Before, w.Word)).Distinct().SelectMany(m => _folders.Select(f => LexicalPath.Join(f, m))).Where(File.Exists))
            yield return path;
    }

    /// <summary>What <c>-m</c> runs: the module, and what it is in begins first.</summary>
    private static IEnumerable<string> Modules(string before, string word)
    {
        var name = before == "-m" ? word : word.StartsWith("-m", StringComparison.Ordinal) ? word[2..] : "";
        for (var path = name.Replace('.', '/'); path.Length > 0; path = path[..Math.Max(0, path.LastIndexOf('/'))])
            foreach (var end in (string[])["/__main__.py", "/__init__.py", ".py"])
                yield return path + end;
    }

    // What stands before a slash may be a variable, or what another command says: most often the folder itself.
    private static string[] Places(string folder, string word)
    {
        if (word.LastIndexOf('$') is >= 0 and var at)
            return Meanings(folder, word.IndexOf('/', at) is >= 0 and var slash ? word[(slash + 1)..].TrimStart('/') : "");
        return word.StartsWith('/') ? [.. Meanings(folder, word), .. Meanings(folder, word.TrimStart('/'))] : Meanings(folder, word);
    }

    // A shell may go into it, or the kernel.
    private static string[] Meanings(string folder, string word) => PathMeanings.Of(folder, word) is { Length: > 0 } all ? all : [LexicalPath.Join(folder, word)];

    private static string Plain(string raw) =>
        raw.Length < Longest && !raw.Contains('\0', StringComparison.Ordinal) ? raw.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Trim() : "";

    private static bool LooksLikePath(string word) =>
        word[0] is not ('-' or '~' or '%') && !word.EndsWith('/') && !word.Contains("://", StringComparison.Ordinal) && (word.Contains('/', StringComparison.Ordinal) || word.LastIndexOf('.') > 0 && !word.EndsWith('.'));
}
