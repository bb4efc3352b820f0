using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of <c>date</c> that print: an operand sets the clock, however it is quoted, save one that begins with <c>+</c>.</summary>
internal static class DateReading
{
    /// <summary>Why these arguments may do more than print, or null.</summary>
    public static string? WhyNot(IReadOnlyList<ShellWord> words)
    {
        var options = true;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            // The value of an option is never an operand.
            if (options && word is { IsLiteral: true, Text: "--" })
                options = false;
            else if (options && word is { IsLiteral: true, Text: ['-', not '-', ..] } && word.Text.IndexOfAny(['d', 'r', 'I']) is > 0 and var at && word.Text[at] != 'I')
                i += at == word.Text.Length - 1 ? 1 : 0;
            else if (options && word is { IsLiteral: true, Text: "--date" or "--reference" })
                i++;
            else if (word.Splits || word.Text is not ['+', ..] && !(options && word.Text is ['-', _, ..]))
                return "date with an operand may set the clock";
        }

        return null;
    }
}
