using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Which links a list of files may hold that the words of its command do not tell.</summary>
internal enum MayList
{
    /// <summary>None.</summary>
    None,

    /// <summary>Such as have the name of one in the folder where the list is used.</summary>
    Here,

    /// <summary>Any below the folder.</summary>
    Below,
}

/// <summary>What lists files a line each, and what lets such lines through as they are. Options are those that are known to leave it so: others print what is in files, or cut names.</summary>
internal static class NameLists
{
    /// <summary>Whether all that a command prints are names of files, as they stand from its folder.</summary>
    /// <param name="command">The command.</param>
    /// <param name="links">Which links may be among them.</param>
    public static bool Lists(SimpleCommand command, out MayList links)
    {
        links = MayList.None;
        for (var i = 1; i < command.Words.Count; i++)
            if (!command.Words[i].IsLiteral && command.Words[i].Traits != WordTraits.Pattern)
                return false;
        switch (command.Name)
        {
            case "ls":
                links = ArePatterns(command) ? MayList.None : MayList.Here;
                return Letters(command, "1aAtrSUXvRd", "", areLong: false, out _) is not null;
            case "echo":
                return AreNames(command, 1);
            case "printf":
                return command.Words.Count > 1 && command.Words[1].Text is "%s\\n" or "%s\\0" && AreNames(command, 2);
            case "grep" or "egrep" or "fgrep":
                return Letters(command, "lLrinwvEFGPsxIzZHhya", "e", areLong: true, out _) is { } letters && letters.AsSpan().ContainsAny('l', 'L');
            case "rg":
                return Letters(command, "linwvFPsSuUxH0.", "egtT", areLong: true, out _) is { } chosen && chosen.Contains('l');
            case "fd" or "fdfind":
                links = MayList.Below;
                return Letters(command, "HIuasgFip01", "eEtd", areLong: true, out _) is not null;
            default:
                return false;
        }
    }

    /// <summary>Whether a command lets lines through as they are, and reads nothing else.</summary>
    public static bool Chooses(SimpleCommand command)
    {
        for (var i = 1; i < command.Words.Count; i++)
            if (!command.Words[i].IsLiteral)
                return false;
        if (command.Name is "tr")
            return command.Words is [_, { Text: "\\n" }, { Text: "\\0" or " " }];
        var (known, valued) = command.Name switch
        {
            "sort" => ("urnVRzfbdhi", "k"),
            "uniq" => ("uidz", ""),
            "tac" => ("", ""),
            "shuf" => ("z", "n"),
            "head" or "tail" => ("0123456789qz", "n"),
            "grep" or "egrep" or "fgrep" => ("viEFGPwxsyaz", "e"),
            _ => (null, ""),
        };
        return known is not null && Letters(command, known, valued, areLong: false, out var operands) is { } letters
            && operands == (command.Name.EndsWith("grep", StringComparison.Ordinal) && !letters.Contains('e') ? 1 : 0);
    }

    // Its names are those that the pattern was looked at for; of a folder they may be anything that lies where they are used.
    private static bool ArePatterns(SimpleCommand command)
    {
        var holds = false;
        for (var i = 1; i < command.Words.Count; i++)
            if (command.Words[i].Traits == WordTraits.Pattern)
                holds = true;
            else if (!command.Words[i].Text.StartsWith('-'))
                return false;
        return holds;
    }

    private static bool AreNames(SimpleCommand command, int from)
    {
        for (var i = from; i < command.Words.Count; i++)
            if (command.Words[i].Text.StartsWith('-') || command.Words[i].Text.AsSpan().ContainsAny(" \t\n") || command.Words[i].Text.AsSpan().ContainsAny("\\'\""))
                return false;
        return true;
    }

    /// <summary>The letters of all options, those that take a value last in their word; null where one is not known.</summary>
    /// <param name="command">The command.</param>
    /// <param name="known">Letters that stand alone.</param>
    /// <param name="valued">Letters that take what follows.</param>
    /// <param name="areLong">Whether options may be words.</param>
    /// <param name="operands">How many words are no option, and no value of one.</param>
    private static string? Letters(SimpleCommand command, string known, string valued, bool areLong, out int operands)
    {
        var (words, letters) = (command.Words, "");
        operands = 0;
        for (var i = 1; i < words.Count; i++)
        {
            var text = words[i].Text.AsSpan();
            if (text is "--")
            {
                operands += words.Count - i - 1;
                break;
            }

            if (text is not ['-', _, ..])
                operands++;
            else if (text[1] == '-')
            {
                var equals = text.IndexOf('=');
                var isValued = WordTable.Has("--include --exclude --exclude-dir --glob --iglob --type --type-not --regexp --max-depth --extension", equals < 0 ? text : text[..equals]);
                if (!areLong || !isValued && !WordTable.Has("--files --files-with-matches --files-without-match --null --print0 --ignore-case --word-regexp --fixed-strings --recursive --hidden --no-ignore --no-messages --color=never", text))
                    return null;
                letters += text.StartsWith("--files") ? "l" : "";
                i += isValued && equals < 0 ? 1 : 0;
            }
            else
            {
                var left = text[1..].TrimStart(known);
                if (!left.IsEmpty && !valued.Contains(left[0]))
                    return null;
                letters += text[1..(text.Length - Math.Max(left.Length - 1, 0))].ToString();
                i += left.Length == 1 ? 1 : 0;
            }
        }

        return letters;
    }
}
