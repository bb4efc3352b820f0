using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of <c>jq</c> that see nothing but their input: no file, no module of one, and no environment to look for a secret in.</summary>
internal static class JqFilter
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("rcesSjCMan");

    /// <summary>Whether its words are a filter and options of how it prints.</summary>
    /// <param name="arguments">The words behind the name.</param>
    /// <param name="mayName">Whether files may be named, which it then prints.</param>
    public static bool Is(IReadOnlyList<ShellWord> arguments, bool mayName = false)
    {
        var (filters, isOver) = (0, false);
        for (var i = 0; i < arguments.Count; i++)
        {
            var text = arguments[i].Text;
            if (isOver || !text.StartsWith('-'))
            {
                if (++filters == 1 ? !arguments[i].IsLiteral && mayName || SaysMore(text) : !mayName)
                    return false;
            }
            else if (text is "--arg" or "--argjson")
                i += 2;
            else if (text is "--indent")
                i++;
            else if (text == "--")
                isOver = true;
            else if (text is not ("--raw-output" or "--compact-output" or "--exit-status" or "--slurp" or "--sort-keys" or "--tab" or "--null-input") && !(text is ['-', not '-', ..] && !text.AsSpan(1).ContainsAnyExcept(Letters)))
                return false;
        }

        return filters > 0;
    }

    /// <summary>Whether a filter says a word, which is no field, that reads the environment, a module, or tells where it reads.</summary>
    private static bool SaysMore(string filter)
    {
        foreach (var word in (ReadOnlySpan<string>)["env", "import", "include", "modulemeta", "input_filename"])
            for (var at = -1; (at = filter.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0;)
                if (!(at > 0 && (filter[at - 1] == '.' || IsLetter(filter[at - 1])) || at + word.Length < filter.Length && IsLetter(filter[at + word.Length])))
                    return true;
        return false;
    }

    private static bool IsLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
