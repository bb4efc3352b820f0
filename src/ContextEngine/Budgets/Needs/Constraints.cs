using System.Text.RegularExpressions;

namespace Pith.Budgets.Needs;

/// <summary>
/// Sentences of a person that bind: those with must, never, always, only, don't or do not. A sentence ends at a line break
/// or at <c>.</c>, <c>!</c> or <c>?</c> before white space; fenced code has none; under 9 and over 600 characters there is none.
/// </summary>
internal static partial class Constraints
{
    [GeneratedRegex(@"\b(must|never|always|only|don['’]t|do not)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Binding { get; }

    public static List<string> In(string text)
    {
        var found = new List<string>();
        var fenced = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else if (!fenced)
                Split(line, found);
        }

        return found;
    }

    private static void Split(string line, List<string> found)
    {
        var start = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var ends = i + 1 == line.Length || line[i] is '.' or '!' or '?' && char.IsWhiteSpace(line[i + 1]);
            if (!ends)
                continue;
            var sentence = line[start..(i + 1)].Trim();
            start = i + 1;
            if (sentence.Length is > 8 and <= 600 && Binding.IsMatch(sentence))
                found.Add(sentence);
        }
    }
}
