namespace Pith.Permissions.Shell;

/// <summary>The format of <c>printf</c>: <c>%n</c> sets the variable that the next word names.</summary>
internal static class PrintfFormat
{
    /// <summary>Where the format stands in the words; their number where there is none.</summary>
    /// <param name="words">The words.</param>
    /// <param name="from">Where those behind the name begin.</param>
    /// <param name="names">Told of each variable that an option names.</param>
    public static int At(IReadOnlyList<ShellWord> words, int from, Action<ShellWord>? names = null)
    {
        var at = from;
        for (; at < words.Count && words[at] is { IsLiteral: true, Text: ['-', 'v', .. var rest] } word; at++)
            if (rest.Length > 0)
                names?.Invoke(word with { Text = rest });
            else if (++at < words.Count)
                names?.Invoke(words[at]);
        return Math.Min(at < words.Count && words[at] is { IsLiteral: true, Text: "--" } ? at + 1 : at, words.Count);
    }

    /// <summary>Whether a format may set a variable: it says so, or is only known when it runs.</summary>
    public static bool MaySet(ShellWord format) => format.IsLiteral ? Sets(format.Text) : !format.Has(WordTraits.Number);

    /// <summary>Whether <c>%n</c> stands in a format, with whatever flags, width and size.</summary>
    public static bool Sets(string format)
    {
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
                continue;
            for (i++; i < format.Length && format[i] is '-' or '+' or ' ' or '#' or '\'' or '*' or '.' or '$' or (>= '0' and <= '9'); i++)
            {
            }

            while (i < format.Length && format[i] is 'h' or 'l' or 'L' or 'j' or 'z' or 't')
                i++;
            if (i < format.Length && format[i] == 'n')
                return true;
        }

        return false;
    }
}
