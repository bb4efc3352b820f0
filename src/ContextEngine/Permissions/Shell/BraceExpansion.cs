using System.Globalization;

namespace Pith.Permissions.Shell;

/// <summary>The words that braces make of one, as bash does it: <c>a{,.bak}</c>, <c>{a,b}/{c,d}</c>, <c>{1..3}</c>, one inside another.</summary>
internal static class BraceExpansion
{
    private const int Most = 256;

    /// <summary>Longer ones nobody writes; they would nest deeper than a stack holds.</summary>
    private const int Longest = 4096;

    /// <summary>All of them in order; null where they are more than a decision has time for.</summary>
    /// <param name="text">A word without quotes and expansions of another kind.</param>
    /// <param name="sequence">A pattern that stands for what a sequence such as <c>{a..z}</c> makes; null to have numbers counted out, and of all else nothing.</param>
    public static IReadOnlyList<string>? Of(string text, string? sequence = null)
    {
        if (text.Length > Longest)
            return null;
        if (Next(text) is not var (open, close, commas))
            return [text];
        var rest = Of(text[(close + 1)..], sequence);
        if (rest is null || Middles(text, open, close, commas, sequence) is not { } middles || (long)middles.Count * rest.Count > Most)
            return null;
        return [.. middles.SelectMany(m => rest.Select(r => text[..open] + m + r))];
    }

    private static List<string>? Middles(string text, int open, int close, List<int> commas, string? sequence)
    {
        if (commas.Count == 0)
            return sequence is null ? Range(text[(open + 1)..close]) : IsSequence(text[(open + 1)..close]) ? [sequence] : null;
        var middles = new List<string>();
        int[] ends = [open, .. commas, close];
        for (var i = 0; i + 1 < ends.Length; i++)
        {
            if (Of(text[(ends[i] + 1)..ends[i + 1]], sequence) is not { } inner || middles.Count + inner.Count > Most)
                return null;
            middles.AddRange(inner);
        }

        return middles;
    }

    /// <summary>The first braces that make words: those with a comma of their own, or a range between them.</summary>
    private static (int Open, int Close, List<int> Commas)? Next(string text)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            // Dots with braces behind them are no range, yet bash takes the braces around them away: nobody tells what that makes.
            var (depth, commas, dots) = (0, new List<int>(), false);
            for (var i = open; i < text.Length; i++)
            {
                depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
                if (text[i] == ',' && depth == 1)
                    commas.Add(i);
                dots |= depth == 1 && text[i] == '.' && text[i - 1] == '.';
                if (depth > 0)
                    continue;
                if (commas.Count > 0 || dots)
                    return (open, i, commas);
                break;
            }
        }

        return null;
    }

    /// <summary>The words of a range of numbers; null for any other, of letters or in steps, which nobody writes for files.</summary>
    private static List<string>? Range(string range)
    {
        if (range.Split("..") is not [var from, var to] || !IsPlain(from) || !IsPlain(to))
            return null;
        var (first, last) = (int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture));
        return Math.Abs(last - first) >= Most ? null : [.. Enumerable.Range(0, Math.Abs(last - first) + 1).Select(i => (first + Math.Sign(last - first) * i).ToString(CultureInfo.InvariantCulture))];
    }

    private static bool IsSequence(string range) =>
        range.Split("..") is { Length: 2 or 3 } ends && Array.TrueForAll(ends, e => e.TrimStart('-') is { Length: > 0 } end && end.All(char.IsAsciiLetterOrDigit));

    private static bool IsPlain(string number) => number.Length is > 0 and < 7 && number.All(char.IsAsciiDigit) && (number == "0" || number[0] != '0');
}
