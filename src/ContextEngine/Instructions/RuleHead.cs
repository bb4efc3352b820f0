namespace Pith.Instructions;

/// <summary>The head of a file of <c>.claude/rules</c>: lines between two <c>---</c>, of which <c>paths</c> counts, a text or a list.</summary>
internal static class RuleHead
{
    private const int MostGlobs = 64;

    /// <summary>The globs; the text behind the head; and what is wrong with the head, as a phrase, or null.</summary>
    public static (IReadOnlyList<string> Globs, string Body, string? Wrong) Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, l => l.TrimEnd() == "---") : -1;
        if (end < 0)
            return ([], text, lines[0].TrimEnd() == "---" ? "the head that begins with --- has no end, so all of it counts as text" : null);
        var globs = new List<string>();
        var (inPaths, wrong) = (false, (string?)null);
        foreach (var line in lines.AsSpan(1, end - 1))
        {
            if (line.StartsWith("paths:", StringComparison.Ordinal))
            {
                inPaths = true;
                if (line.Count(c => c == '[') != line.Count(c => c == ']'))
                    wrong = "'paths' in its head has a bracket without its other half";
                foreach (var item in Items(line["paths:".Length..].Trim().TrimStart('[').TrimEnd(']')))
                    Add(globs, item);
            }
            else if (line.TrimStart() is ['-', ' ', ..] item && inPaths)
                Add(globs, item[2..]);
            else
                inPaths &= line.Trim().Length == 0 || line.TrimStart().StartsWith('#');
        }

        if (globs.Find(g => g.AsSpan().ContainsAny("{}[]")) is { } open && open.Count(c => c == '{') + open.Count(c => c == '[') != open.Count(c => c == '}') + open.Count(c => c == ']'))
            wrong ??= $"'paths' in its head has {open}, a bracket without its other half";
        return (globs, string.Join('\n', lines[(end + 1)..]), wrong ?? (inPaths && globs.Count == 0 ? "'paths' in its head names nothing, so it is about all files" : null));
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
