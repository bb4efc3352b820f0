namespace Pith.Permissions.Programs;

/// <summary>The words that braces make of one: <c>a{b,c}</c> is <c>ab</c> and <c>ac</c>.</summary>
internal static class BraceWords
{
    /// <summary>Longer ones nobody writes; they would nest deeper than a stack holds.</summary>
    private const int Longest = 500;

    /// <summary>All of them; null for more than so many, for sequences, and for what shells do not agree about.</summary>
    public static List<string>? Of(string text, int most)
    {
        if (text.Length > Longest)
            return null;
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return text.Contains('}') ? null : [text];
        var (depth, start, close) = (0, open + 1, -1);
        var parts = new List<string>();
        for (var i = open; i < text.Length && close < 0; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth == 0)
                close = i;
            if (depth == 0 || depth == 1 && text[i] == ',')
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        if (close < 0 || parts.Count < 2 || Of(text[(close + 1)..], most) is not { } ends)
            return null;
        var all = new List<string>();
        foreach (var part in parts)
        {
            if (Of(part, most) is not { } middles || all.Count + middles.Count * ends.Count > most)
                return null;
            foreach (var middle in middles)
                all.AddRange(ends.Select(e => text[..open] + middle + e));
        }

        return all;
    }
}
