namespace Pith.Permissions.Programs;

/// <summary>A few dozen words as one text with blanks between them: a set of as many would take more bytes than all that is asked of it.</summary>
internal static class WordTable
{
    /// <summary>Whether the word stands in the table.</summary>
    public static bool Has(ReadOnlySpan<char> table, ReadOnlySpan<char> word) => Any(table, word, isWhole: true);

    /// <summary>Whether the last word of a text stands in the table.</summary>
    public static bool HasLast(ReadOnlySpan<char> table, ReadOnlySpan<char> text) => Any(table, text, isWhole: false);

    private static bool Any(ReadOnlySpan<char> table, ReadOnlySpan<char> text, bool isWhole)
    {
        for (var end = 0; end >= 0; table = table[(end + 1)..])
        {
            end = table.IndexOf(' ');
            var word = end < 0 ? table : table[..end];
            if (text.EndsWith(word) && (text.Length == word.Length || !isWhole && !char.IsAsciiLetterOrDigit(text[^(word.Length + 1)]) && text[^(word.Length + 1)] != '_'))
                return true;
        }

        return false;
    }
}
