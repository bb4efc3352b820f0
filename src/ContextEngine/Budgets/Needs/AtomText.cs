namespace Pith.Budgets.Needs;

/// <summary>An atom where it stands: a path, an identifier or a long number that looks like code.</summary>
/// <param name="Start">Position of its first character.</param>
/// <param name="End">Position behind its last.</param>
/// <param name="Text">The atom, its ends trimmed.</param>
internal readonly record struct AtomText(int Start, int End, string Text)
{
    private const int Shortest = 6;

    /// <summary>Whether it names a place in a tree; all others are symbols.</summary>
    public bool IsPath => Text.Contains('/');

    /// <summary>The atoms of a text, left to right. Linear, but for runs of path characters with no slash behind.</summary>
    public static List<AtomText> In(string text)
    {
        var atoms = new List<AtomText>();
        var (runEnd, lastSlash) = (0, -1);
        for (var i = 0; i < text.Length;)
        {
            if (i >= runEnd)
                (runEnd, lastSlash) = Run(text, i);
            var end = i < lastSlash && IsSegment(text[i]) ? PathEnd(text, i) : -1;
            if (end < 0 && (char.IsAsciiLetter(text[i]) || text[i] == '_'))
                end = IdentifierEnd(text, i);
            if (end < 0 && char.IsAsciiDigit(text[i]) && (i == 0 || !IsWord(text[i - 1])))
                end = NumberEnd(text, i);
            if (end < 0)
            {
                i++;
                continue;
            }

            Add(text, i, end, atoms);
            i = end;
        }

        return atoms;
    }

    private static void Add(string text, int start, int end, List<AtomText> atoms)
    {
        var (first, last) = (start, end);
        while (first < last && text[first] is '.' or '-' or '/')
            first++;
        while (last > first && text[last - 1] is '.' or '-' or '/')
            last--;
        var atom = text.AsSpan(first, last - first);
        if (atom.Length >= Shortest && LooksLikeCode(atom) && !atom.SequenceEqual("oldText") && !atom.SequenceEqual("newText"))
            atoms.Add(new AtomText(first, last, atom.ToString()));
    }

    /// <summary>The run of path characters at a place, and its last slash: without one there is no path in it.</summary>
    private static (int End, int LastSlash) Run(string text, int at)
    {
        var slash = -1;
        var i = at;
        for (; i < text.Length && (IsSegment(text[i]) || text[i] == '/'); i++)
            slash = text[i] == '/' ? i : slash;
        return (Math.Max(i, at + 1), slash);
    }

    /// <summary>One or more segments that end in a slash, then a final one.</summary>
    private static int PathEnd(string text, int at)
    {
        var end = -1;
        for (var start = at; ;)
        {
            var i = start;
            while (i < text.Length && IsSegment(text[i]))
                i++;
            if (i == start || i == text.Length || text[i] != '/')
                return end;
            start = i + 1;
            for (i = start; i < text.Length && IsSegment(text[i]) && text[i] != '~';)
                i++;
            end = i > start ? i : end;
        }
    }

    private static int IdentifierEnd(string text, int at)
    {
        var i = at;
        while (i < text.Length && IsWord(text[i]))
            i++;
        while (i + 1 < text.Length && text[i] is '.' or ':' && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] == '_'))
            for (i += 2; i < text.Length && IsWord(text[i]);)
                i++;
        return i;
    }

    private static int NumberEnd(string text, int at)
    {
        var i = at;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i - at < 3 || i < text.Length && IsWord(text[i]) ? -1 : i;
    }

    private static bool LooksLikeCode(ReadOnlySpan<char> atom)
    {
        var lower = false;
        foreach (var c in atom)
        {
            if (c is '/' or '_' or '.' || char.IsAsciiDigit(c) || lower && char.IsAsciiLetterUpper(c))
                return true;
            lower = char.IsAsciiLetterLower(c);
        }

        return false;
    }

    private static bool IsSegment(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '@' or '~' or '-';

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
