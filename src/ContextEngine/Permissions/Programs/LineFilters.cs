using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Programs in a pipe that let whole lines of it through, or leave them out, and read nothing else: what goes on is what came, and less of it.</summary>
internal static class LineFilters
{
    private static readonly SearchValues<char> OfLines = SearchValues.Create("0123456789,p");

    /// <summary>Whether a command is one. What its options or operands might be is not guessed: a number may be a file.</summary>
    /// <param name="words">The command.</param>
    public static bool Are(IReadOnlyList<ShellWord> words) =>
        words.Count > 0 && words.All(w => w.IsLiteral) && words[0].Text switch
        {
            "tac" or "shuf" => words.Count == 1,
            "head" or "tail" => words.Count switch
            {
                1 => true,
                2 => words[1].Text is ['-', 'n', .. var glued] ? IsNumber(glued) : words[1].Text is ['-', .. var number] && IsNumber(number),
                3 => words[1].Text == "-n" && IsNumber(words[2].Text.AsSpan().TrimStart(words[0].Text == "tail" ? "+-" : "-")),
                _ => false,
            },
            "sort" => Behind(words, 1) is -1 && Options(words, "urnRVf"),
            "uniq" => Behind(words, 1) is -1 && Options(words, "udi"),
            "grep" or "egrep" or "fgrep" => Behind(words, 1) == words.Count - 1 && Options(words, "viEFwxP"),
            "sed" => words.Count == 3 && words[1].Text == "-n" && words[2].Text is [.., 'p'] script && !script.AsSpan().ContainsAnyExcept(OfLines),
            _ => false,
        };

    // The first operand, or -1.
    private static int Behind(IReadOnlyList<ShellWord> words, int at)
    {
        while (at < words.Count && words[at].Text.StartsWith('-'))
            at++;
        return at < words.Count ? at : -1;
    }

    private static bool Options(IReadOnlyList<ShellWord> words, string letters)
    {
        for (var at = 1; at < words.Count && words[at].Text.StartsWith('-'); at++)
            if (words[at].Text.Length < 2 || words[at].Text.AsSpan(1).ContainsAnyExcept(letters))
                return false;
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
