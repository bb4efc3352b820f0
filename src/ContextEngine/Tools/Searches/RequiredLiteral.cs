using System.Text;

namespace Pith.Tools.Searches;

/// <summary>The longest text that every match of a regular expression contains: what has it not, need not be looked at.</summary>
internal static class RequiredLiteral
{
    /// <summary>The text, empty when none is certain. It is cautious: what it does not know ends the text.</summary>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="isWhole">Whether the expression is nothing but this text.</param>
    public static string Of(string pattern, out bool isWhole)
    {
        isWhole = false;
        if (pattern.Contains("(?", StringComparison.Ordinal) || HasAlternatives(pattern))
            return "";
        var (best, run) = ("", new StringBuilder());
        isWhole = true;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[i + 1]))
            {
                run.Append(pattern[++i]);
            }
            else if (c is '?' or '*' or '{')
            {
                // The character before may be missing, or is repeated: {2} too.
                isWhole = false;
                if (run.Length > 0)
                    run.Length--;
                End(run, ref best);
                i = c == '{' && pattern.IndexOf('}', i) is > 0 and var brace ? brace : i;
            }
            else if ("\\.^$|()[]+".Contains(c, StringComparison.Ordinal))
            {
                isWhole = false;
                End(run, ref best);
                i = EndOf(pattern, i);
            }
            else
            {
                run.Append(c);
            }
        }

        End(run, ref best);
        return best;
    }

    /// <summary>The texts of which every match contains one: one for each alternative on the outermost level. Empty when one of them has none.</summary>
    public static IReadOnlyList<string> OfAlternatives(string pattern)
    {
        if (pattern.Contains("(?", StringComparison.Ordinal))
            return [];
        var texts = new List<string>();
        for (var (start, i) = (0, 0); i <= pattern.Length; i++)
        {
            if (i < pattern.Length && pattern[i] != '|')
            {
                i = pattern[i] is '[' or '(' ? EndOf(pattern, i) : pattern[i] == '\\' ? i + 1 : i;
                if (i < pattern.Length)
                    continue;
            }

            texts.Add(Of(pattern[start..Math.Min(i, pattern.Length)], out _));
            start = i + 1;
        }

        return texts.Contains("") ? [] : texts;
    }

    private static void End(StringBuilder run, ref string best)
    {
        if (run.Length > best.Length)
            best = run.ToString();
        run.Clear();
    }

    // The last character of what starts here: a class, a group, an escape.
    private static int EndOf(string pattern, int at)
    {
        if (pattern[at] == '\\')
            return at + 1 < pattern.Length && "xukpPc".Contains(pattern[at + 1], StringComparison.Ordinal) ? pattern.Length : at + 1;
        if (pattern[at] == '[')
        {
            for (var i = at + 2 + (at + 1 < pattern.Length && pattern[at + 1] == '^' ? 1 : 0); i < pattern.Length; i++)
                if (pattern[i] == '\\')
                    i++;
                else if (pattern[i] == ']')
                    return i;
            return pattern.Length;
        }

        if (pattern[at] != '(')
            return at;
        for (var (i, depth) = (at, 0); i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (pattern[i] == '[')
                i = EndOf(pattern, i);
            else if (pattern[i] == '(')
                depth++;
            else if (pattern[i] == ')' && --depth == 0)
                return i;
        }

        return pattern.Length;
    }

    // On the outermost level: inside a group they do not matter, since groups are left out.
    private static bool HasAlternatives(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '|')
                return true;
            if (pattern[i] is '[' or '(')
                i = EndOf(pattern, i);
            else if (pattern[i] == '\\')
                i++;
        }

        return false;
    }
}
