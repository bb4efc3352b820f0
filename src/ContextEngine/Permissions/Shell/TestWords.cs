namespace Pith.Permissions.Shell;

/// <summary>The words of <c>test</c> and <c>[</c>: behind <c>-v</c> and <c>-R</c> a subscript is evaluated, whoever brings the option.</summary>
internal static class TestWords
{
    /// <summary>Whether a subscript may be evaluated that stands in the words, or that they become.</summary>
    /// <param name="words">The command with its name.</param>
    public static bool MayEvaluate(IReadOnlyList<ShellWord> words)
    {
        var end = words[0].Text == "[" ? words.Count - 1 : words.Count;
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            // A pattern may bring as many words as there are files, of any name.
            if (word.Splits || word.Has(WordTraits.Pattern) && word.MayBeOption || word is { IsLiteral: true, Text: "-v" or "-R" })
                return true;
            if (i + 1 < end && !word.IsLiteral && !word.Has(WordTraits.Number) && word.MayBeOption && (!words[i + 1].IsLiteral || words[i + 1].Text.Contains('[')))
                return true;
        }

        return false;
    }
}
