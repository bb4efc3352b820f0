using Pith.Permissions.Classifiers;
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
        if (name is not ("xargs" or "gxargs" or "parallel" or "sem"))
            return null;
        var next = at + 1;
        for (; next < words.Count && words[next].Text.StartsWith('-'); next++)
            if (words[next].Text is ['-', not ('-' or 'I' or 'd' or 'E'), ..] && words[next].Text.Contains('a') || words[next].Text.StartsWith("--a", StringComparison.Ordinal))
                return $"{name} takes words out of a file";
        var isPrinted = next == words.Count ? name.EndsWith("xargs", StringComparison.Ordinal) : words[next] is { IsLiteral: true, Text: "echo" };
        return isPrinted || words.Any(w => w.Text == ":::") || AreOwn(commands, index, source, foreign) ? null : $"what {name} gives to its program is only known when it runs";
    }

    // Only where nothing but a bar stands between: of a group, or a loop, nobody tells here what else it says.
    private static bool AreOwn(IReadOnlyList<SimpleCommand> commands, int to, string source, ForeignWords foreign)
    {
        if (commands[to].Redirections.Any(r => r.Kind is RedirectionKind.Read or RedirectionKind.ReadWrite or RedirectionKind.Document or RedirectionKind.Text))
            return false;
        var last = commands[to];
        for (; to > 0 && commands[to].ReadsPipe; to--)
        {
            var from = commands[to - 1];
            if (from.End > commands[to].Start || commands[to].Start > source.Length || source.AsSpan(from.End, commands[to].Start - from.End).Trim() is not "|")
                return false;
            var rest = from.Words.Skip(1).ToArray();
            if (!rest.All(w => w.IsLiteral || w.Traits == WordTraits.Pattern))
                return false;
            if (Lists(from.Name, rest))
                return foreign.WhyWords(from, 1, "") is null && (from.Name != "ls" || ArePatterns(rest) || foreign.LeadsByPattern(last, "*") is null);
            if (!LineFilters.Are(from.Words) && !(from.Name == "tr" && rest is [{ Text: "\\n" }, { Text: "\\0" or " " }]))
                return false;
        }

        return false;
    }

    // Its names are those that the pattern was looked at for; of a folder they may be anything that lies where they are used.
    private static bool ArePatterns(ShellWord[] rest) => rest.Any(w => w.Traits == WordTraits.Pattern) && rest.All(w => w.Text.StartsWith('-') || w.Traits == WordTraits.Pattern);

    private static bool Lists(string name, ShellWord[] rest) => name switch
    {
        "ls" => rest.All(w => !w.Text.StartsWith('-') || w.Text.AsSpan(1).Trim("1AtrSUXvd").IsEmpty),
        "echo" => rest.All(IsName),
        "printf" => rest.Length > 0 && rest[0].Text is "%s\\n" or "%s\\0" && rest.Skip(1).All(IsName),
        "grep" or "egrep" or "fgrep" or "rg" => OnlyTellsFiles(rest) && ReadOnlyPrograms.Find(name)!.WhyNot(rest) is null,
        "fd" or "fdfind" => rest.Length > 1 && rest[0].Text is "-t" or "--type" && rest[1].Text is "f" or "file" && !ShellEscapes.MayBe(name, rest) && !rest.Any(w => w.Text.StartsWith("--fo", StringComparison.Ordinal) || w.Text.StartsWith("--path", StringComparison.Ordinal)),
        _ => false,
    };

    private static bool IsName(ShellWord word) => !word.Text.StartsWith('-') && !word.Text.AsSpan().ContainsAny(" \t\n") && !word.Text.AsSpan().ContainsAny("\\'\"");

    /// <summary>Whether a search tells the files it finds something in, and follows no link to them: <c>-l</c>, and not where that is the value of another option.</summary>
    private static bool OnlyTellsFiles(ShellWord[] rest)
    {
        var tells = false;
        for (var i = 0; i < rest.Length; i++)
        {
            var word = rest[i].Text;
            tells |= word is "--files-with-matches" or "--files";
            if (word is not ['-', not '-', ..])
                continue;
            for (var at = 1; at < word.Length; at++)
            {
                if (word[at] is 'R' or 'L')
                    return false;
                tells |= word[at] == 'l';
                if (!"efmABCDdgtTMj".Contains(word[at], StringComparison.Ordinal))
                    continue;
                // Its value is the rest of the word, or the next one.
                i += at == word.Length - 1 ? 1 : 0;
                break;
            }
        }

        return tells && !rest.Any(w => w.Text is "--follow" or "--dereference-recursive");
    }
}
