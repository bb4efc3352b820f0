using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>What lists files, a line each. Options are those that are known to leave it so: others print what is in files, or names put together.</summary>
internal static class NameLists
{
    /// <summary>Whether all that a command prints are names of files, as they stand from its folder. What follows links may be anything.</summary>
    public static bool Lists(SimpleCommand command)
    {
        var words = command.Words;
        for (var i = 1; i < words.Count; i++)
            if (!words[i].IsLiteral && words[i].Traits != WordTraits.Pattern)
                return false;
        return command.Name switch
        {
            "ls" => Letters(words, 1, "1AtrSUXvd", "", areLong: false) is not null,
            "echo" => AreNames(words, 1),
            "printf" => words.Count > 1 && words[1].Text is "%s\\n" or "%s\\0" && AreNames(words, 2),
            "grep" or "egrep" or "fgrep" => Letters(words, 1, "lrinwvEFGPsxIzZHhya", "em", areLong: true) is { } letters && letters.Contains('l'),
            "rg" => Letters(words, 1, "linwvFPsSuUxH0.IN", "egtT", areLong: true) is { } letters && letters.Contains('l'),
            "git" => words.Count > 1 && words[1].Text == "ls-files" && !words.Any(w => w.Text.StartsWith(':')) && Letters(words, 2, "zcm", "", areLong: true) is not null,
            "fd" or "fdfind" => words.Count > 2 && words[1].Text is "-t" or "--type" && words[2].Text is "f" or "file" && Letters(words, 3, "HIuasgFip01", "eEd", areLong: true) is { } letters && !letters.Contains('t'),
            _ => false,
        };
    }

    /// <summary>Whether its names are those that the pattern was looked at for; of a folder they may be anything that lies where they are used.</summary>
    public static bool ArePatterns(SimpleCommand command)
    {
        var holds = false;
        for (var i = 1; i < command.Words.Count; i++)
            if (command.Words[i].Traits == WordTraits.Pattern)
                holds = true;
            else if (!command.Words[i].Text.StartsWith('-'))
                return false;
        return holds;
    }

    private static bool AreNames(IReadOnlyList<ShellWord> words, int from)
    {
        for (var i = from; i < words.Count; i++)
            if (words[i].Text.StartsWith('-') || words[i].Text.AsSpan().ContainsAny(" \t\n") || words[i].Text.AsSpan().ContainsAny("\\'\""))
                return false;
        return true;
    }

    /// <summary>The letters of all options, those that take a value last in their word; null where one is not known.</summary>
    /// <param name="words">The command.</param>
    /// <param name="from">Where its options begin.</param>
    /// <param name="known">Letters that stand alone.</param>
    /// <param name="valued">Letters that take what follows.</param>
    /// <param name="areLong">Whether options may be words.</param>
    private static string? Letters(IReadOnlyList<ShellWord> words, int from, string known, string valued, bool areLong)
    {
        var letters = "";
        for (var i = from; i < words.Count && words[i].Text != "--"; i++)
        {
            var text = words[i].Text.AsSpan();
            if (text is not ['-', _, ..])
                continue;
            if (text[1] == '-')
            {
                var equals = text.IndexOf('=');
                var isValued = WordTable.Has("--include --exclude --exclude-dir --glob --iglob --type --type-not --regexp --max-depth --extension", equals < 0 ? text : text[..equals]);
                if (!areLong || !isValued && !WordTable.Has("--files --files-with-matches --null --print0 --ignore-case --word-regexp --fixed-strings --recursive --hidden --no-ignore --no-messages --color=never --cached --modified --exclude-standard", text))
                    return null;
                letters += text.StartsWith("--files") ? "l" : text.StartsWith("--type") ? "t" : "";
                i += isValued && equals < 0 ? 1 : 0;
                continue;
            }

            var left = text[1..].TrimStart(known);
            if (!left.IsEmpty && !valued.Contains(left[0]))
                return null;
            letters += text[1..(text.Length - Math.Max(left.Length - 1, 0))].ToString();
            i += left.Length == 1 ? 1 : 0;
        }

        return letters;
    }
}
