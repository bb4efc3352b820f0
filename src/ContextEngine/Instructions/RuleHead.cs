namespace Pith.Instructions;

/// <summary>The head of a file of <c>.claude/rules</c>: lines between two <c>---</c>, of which <c>paths</c> counts, a text or a list.</summary>
internal static class RuleHead
{
    private const int MostGlobs = 64;

    /// <summary>The globs; and the text behind the head.</summary>
    public static (IReadOnlyList<string> Globs, string Body) Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, l => l.TrimEnd() == "---") : -1;
        if (end < 0)
            return ([], text);
        var globs = new List<string>();
        var inPaths = false;
        foreach (var line in lines.AsSpan(1, end - 1))
        {
            if (line.StartsWith("paths:", StringComparison.Ordinal))
            {
                inPaths = true;
                foreach (var item in Items(line["paths:".Length..].Trim().TrimStart('[').TrimEnd(']')))
                    Add(globs, item);
            }
            else if (line.TrimStart() is ['-', ' ', ..] item && inPaths)
                Add(globs, item[2..]);
            else
                inPaths &= line.Trim().Length == 0 || line.TrimStart().StartsWith('#');
        }

        return (globs, string.Join('\n', lines[(end + 1)..]));
    }

    private static void Add(List<string> globs, string item)
    {
        var plain = item.Trim().Trim('"', '\'').Trim();
        if (plain.Length > 0)
            globs.AddRange(Expand(plain).Take(MostGlobs));
    }

    /// <summary>Commas outside braces separate.</summary>
    private static IEnumerable<string> Items(string list)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length)
                depth += list[i] == '{' ? 1 : list[i] == '}' ? -1 : 0;
            if (i < list.Length && (list[i] != ',' || depth > 0))
                continue;
            yield return list[start..i];
            start = i + 1;
        }
    }

    /// <summary><c>*.{ts,tsx}</c> as its two globs.</summary>
    private static IEnumerable<string> Expand(string glob)
    {
        var open = glob.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : glob.IndexOf('}', open);
        if (close < 0)
            return [glob];
        return glob[(open + 1)..close].Split(',').SelectMany(middle => Expand(glob[..open] + middle.Trim() + glob[(close + 1)..]));
    }
}
