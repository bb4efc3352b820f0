namespace Pith.Instructions;

/// <summary>The <c>@path</c> of a text: behind white space or at its beginning, outside code spans. <c>\ </c> stands for a blank.</summary>
internal static class ImportPaths
{
    public static IEnumerable<string> In(string prose)
    {
        for (var i = 0; i < prose.Length; i++)
        {
            if (prose[i] == '`')
                i = SpanEnd(prose, i) - 1;
            else if (prose[i] == '@' && (i == 0 || char.IsWhiteSpace(prose[i - 1]) || prose[i - 1] is '(' or '[' or '"' or '\''))
            {
                var end = i + 1;
                while (end < prose.Length && (!char.IsWhiteSpace(prose[end]) || prose[end] == ' ' && prose[end - 1] == '\\') && prose[end] != '`')
                    end++;
                if (prose[(i + 1)..end].TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '"', '\'').Replace("\\ ", " ", StringComparison.Ordinal) is { Length: > 0 } path)
                    yield return path;
                i = end - 1;
            }
        }
    }

    /// <summary>Whether a word behind <c>@</c> can only be meant as a file: people and packages are named that way too.</summary>
    public static bool LooksLikeFile(string path) =>
        path is ['~', '/', ..] or ['.', ..] or ['/', ..] || path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>Behind a code span, or behind its backticks where they open none before the paragraph ends.</summary>
    private static int SpanEnd(string text, int start)
    {
        var open = start;
        while (open < text.Length && text[open] == '`')
            open++;
        var length = open - start;
        var limit = text.IndexOf("\n\n", open, StringComparison.Ordinal) is >= 0 and var blank ? blank : text.Length;
        for (var i = open; i < limit;)
        {
            var next = text.IndexOf('`', i, limit - i);
            if (next < 0)
                break;
            i = next;
            while (i < limit && text[i] == '`')
                i++;
            if (i - next == length)
                return i;
        }

        return open;
    }
}
