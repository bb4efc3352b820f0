using Pith.Permissions.Programs;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// Whether what <c>xargs</c> gives its program are names of the workspace: of what lists files where they stand, through what only chooses among lines.
/// A list in a file, or words put together on the way, may name anything.
/// </summary>
internal static class PipedNames
{
    /// <summary>Why a command gives another words that may come from anywhere, or null.</summary>
    /// <param name="commands">The commands of the line.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="at">Where a program stands in it.</param>
    /// <param name="source">The line.</param>
    /// <param name="foreign">What leads out of the workspace: a name that is listed may be a link.</param>
    public static string? Why(IReadOnlyList<SimpleCommand> commands, int index, int at, string source, ForeignWords foreign)
    {
        var (words, name) = (commands[index].Words, Launchers.NameOf(commands[index].Words[at]));
        if (name is "parallel" or "sem" ? NamesItsOwn(words, at) : name is not ("xargs" or "gxargs"))
            return null;
        var (program, isPlain) = name.EndsWith("xargs", StringComparison.Ordinal) ? Program(words, at) : (-1, false);
        var isPrinted = program == words.Count || program >= 0 && words[program] is { IsLiteral: true, Text: "echo" };
        return isPrinted || isPlain && AreOwn(commands, index, source, foreign) ? null : $"what {name} gives to its program is only known when it runs";
    }

    /// <summary>Where the program of an <c>xargs</c> stands, or -1; and whether it is given the names as they are, and none but those that are read.</summary>
    private static (int At, bool IsPlain) Program(IReadOnlyList<ShellWord> words, int at)
    {
        var (isPlain, mark) = (true, "");
        for (at++; at < words.Count && words[at].Text is ['-', _, ..] option; at++)
        {
            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                var equals = option.IndexOf('=', StringComparison.Ordinal);
                if (WordTable.Has("--max-args --max-procs --max-lines", equals < 0 ? option : option.AsSpan(0, equals)) ? equals < 0 : !WordTable.Has("--null --no-run-if-empty --verbose", option))
                    return (-1, false);
                continue;
            }

            var left = option.AsSpan(1).TrimStart("0rtx");
            if (left.IsEmpty)
                continue;
            if (!"nPLsIdEa".Contains(left[0]) || left.Length == 1 && ++at == words.Count || !words[at].IsLiteral)
                return (-1, false);
            var value = left.Length > 1 ? left[1..] : words[at].Text;
            if (left[0] == 'I')
                mark = value.ToString();
            isPlain &= left[0] switch { 'I' => value is "{}" or "%" or "@" or "+", 'd' => value is "\\n" or "\\0", 'E' or 'a' => false, _ => true };
        }

        // What is put into a word may be a folder that the rest of the word leads out of.
        for (var i = at; mark.Length > 0 && i < words.Count; i++)
            isPlain &= !words[i].Text.Contains(mark, StringComparison.Ordinal) || !words[i].Text.Contains("..", StringComparison.Ordinal);
        return (at, isPlain);
    }

    /// <summary>Whether all that <c>parallel</c> gives its program stands behind three colons, and each word is given as it stands.</summary>
    private static bool NamesItsOwn(IReadOnlyList<ShellWord> words, int at)
    {
        var (colons, program) = (-1, -1);
        for (var i = at + 1; i < words.Count; i++)
        {
            var text = words[i].Text;
            if (colons >= 0 ? text.StartsWith(":::", StringComparison.Ordinal) : text != ":::" && (text.AsSpan().ContainsAny(" \t\n") || text != "{}" && text.AsSpan().ContainsAny("{:")))
                return false;
            if (text == ":::")
                colons = i;
            else if (program < 0 && text is not ("-k" or ['-', 'j', _, ..]))
                program = text.StartsWith('-') ? words.Count : i;
        }

        return colons > program && program >= 0;
    }

    // Only where nothing but a bar stands between: of a group, or a loop, nobody tells here what else it says.
    private static bool AreOwn(IReadOnlyList<SimpleCommand> commands, int to, string source, ForeignWords foreign)
    {
        for (var last = commands[to]; to > 0 && commands[to].ReadsPipe; to--)
        {
            var from = commands[to - 1];
            foreach (var redirection in commands[to].Redirections)
                if (redirection.Kind is RedirectionKind.Read or RedirectionKind.ReadWrite or RedirectionKind.Document or RedirectionKind.Text)
                    return false;
            if (from.Assignments.Count > 0 || from.End > commands[to].Start || commands[to].Start > source.Length || source.AsSpan(from.End, commands[to].Start - from.End).Trim() is not "|")
                return false;
            if (NameLists.Lists(from))
                return foreign.WhyWords(from, 1, "") is null && (from.Name != "ls" || NameLists.ArePatterns(from) || foreign.LeadsByPattern(last, "*") is null) && (from.Name != "git" || foreign.TracksNoWayOut());
            if (!LineFilters.Are(from.Words) && !(from.Name == "tr" && from.Words is [_, { IsLiteral: true, Text: "\\n" }, { IsLiteral: true, Text: "\\0" or " " }]))
                return false;
        }

        return false;
    }
}
