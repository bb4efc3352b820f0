using System.Text.RegularExpressions;

namespace Pith.Compaction.Memories;

/// <summary>
/// What a sentence of the agent does: choose, or explain. Told by the words such sentences have in English; a sentence
/// in other words, or another language, is not found, and none is made up.
/// </summary>
internal static partial class Speech
{
    private const int Longest = 400;

    [GeneratedRegex(@"\b(?:instead of|rather than|(?:I|we)(?:'ve| have)? decided|decided (?:to|against|on)|going with|let's go with|I'll go with|chose|opted (?:for|to)|better to|the (?:simplest|cleanest|safest) (?:way|fix|option|solution))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Choosing { get; }

    [GeneratedRegex(@"\b(?:turns out|root cause|the (?:reason|problem|issue|cause|bug) (?:is|was)|because|caused by|due to|that's why|that is why|found that)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Explaining { get; }

    /// <summary>The sentences of a text that choose or explain, each with whether it chooses.</summary>
    public static IEnumerable<(string Sentence, bool Chooses)> Of(string text)
    {
        var isCode = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            if (isCode || line.Length > 4000)
                continue;
            foreach (var sentence in Sentences(line))
                if (sentence.Length is > 12 and <= Longest && sentence[^1] is not (':' or '?')) // a question or a heading settles nothing
                {
                    if (Choosing.IsMatch(sentence))
                        yield return (sentence, true);
                    else if (Explaining.IsMatch(sentence))
                        yield return (sentence, false);
                }
        }
    }

    private static IEnumerable<string> Sentences(string line)
    {
        var start = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (i + 1 < line.Length && !(line[i] is '.' or '!' or '?' && line[i + 1] == ' '))
                continue;
            yield return line[start..(i + 1)].Trim(' ', '\t', '\r', '-', '*', '#', '>').Replace("**", "", StringComparison.Ordinal); // marks are not words
            start = i + 1;
        }
    }
}
