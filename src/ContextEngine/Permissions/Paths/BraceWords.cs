namespace Pith.Permissions.Paths;

/// <summary>What braces make of a word, as bash does it: <c>a{b,c}</c> is two words, <c>{x}</c> none but itself.</summary>
internal static class BraceWords
{
    /// <summary>More words than these nobody wants to look at one by one.</summary>
    private const int Most = 128;

    /// <summary>What a sequence such as <c>{a..z}</c> makes stands as this pattern: neither a letter nor a digit, nor what lies between the two cases, names another folder.</summary>
    private const string Sequence = "[0]";

    /// <summary>All the words; null where they are too many, or where shells disagree.</summary>
    /// <param name="word">A word without quotes.</param>
    public static List<string>? Of(string word)
    {
        if (word.Length > RealPath.Longest)
            return null;
        List<string> open = [word], done = [];
        while (open.Count > 0)
        {
            var next = open[^1];
            open.RemoveAt(open.Count - 1);
            if (First(next) is not { } brace)
                done.Add(next);
            else if (Parts(next[(brace.Start + 1)..brace.End]) is { } parts)
                open.AddRange(parts.Select(p => next[..brace.Start] + p + next[(brace.End + 1)..]));
            else
                return null;
            if (open.Count + done.Count > Most)
                return null;
        }

        return done;
    }

    /// <summary>The first pair that makes words: one with a comma between, or two dots.</summary>
    private static (int Start, int End)? First(string word)
    {
        for (var start = word.IndexOf('{', StringComparison.Ordinal); start >= 0; start = word.IndexOf('{', start + 1))
        {
            var (depth, makes) = (0, false);
            for (var i = start; i < word.Length; i++)
            {
                depth += word[i] == '{' ? 1 : word[i] == '}' ? -1 : 0;
                makes |= depth == 1 && (word[i] == ',' || word[i] == '.' && i + 1 < word.Length && word[i + 1] == '.' && IsSequence(word, start, i));
                if (depth == 0 && makes)
                    return (start, i);
                if (depth == 0)
                    break;
            }
        }

        return null;
    }

    private static bool IsSequence(string word, int start, int dots) =>
        word.IndexOf('}', dots) is > 0 and var end && !word.AsSpan(start + 1, end - start - 1).ContainsAny('{', ',');

    /// <summary>The parts between the commas; of a sequence what stands for it, of one that is no sequence to bash the braces themselves.</summary>
    private static List<string>? Parts(string inner)
    {
        var (depth, from, parts) = (0, 0, new List<string>());
        for (var i = 0; i < inner.Length; i++)
        {
            depth += inner[i] == '{' ? 1 : inner[i] == '}' ? -1 : 0;
            if (depth == 0 && inner[i] == ',')
            {
                parts.Add(inner[from..i]);
                from = i + 1;
            }
        }

        if (parts.Count > 0)
            return [.. parts, inner[from..]];
        return inner.Split("..") is { Length: 2 or 3 } ends && Array.TrueForAll(ends, e => e.TrimStart('-').Length > 0 && e.TrimStart('-').All(char.IsAsciiLetterOrDigit)) ? [Sequence] : null;
    }
}
