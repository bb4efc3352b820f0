using System.Text;
using System.Text.RegularExpressions;

namespace Pith.Compaction.Wishes;

/// <summary>What an instruction names: what stands in quotes, paths and identifiers, and the words that say what it is about.</summary>
internal static partial class InstructionNames
{
    private const int ShortestWord = 4;

    /// <summary>Words that say how to keep, not what.</summary>
    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "about", "above", "after", "also", "always", "anything", "been", "before", "best", "both", "careful", "compact", "compacting", "compaction", "context", "conversation", "detail", "details",
        "each", "else", "especially", "every", "everything", "exact", "exactly", "focus", "from", "have", "important", "including", "information", "into", "keep", "kept", "lose", "make", "mention", "mentioned",
        "more", "most", "must", "need", "never", "note", "only", "other", "over", "part", "please", "preserve", "priority", "related", "remember", "retain", "should", "some", "summarise", "summarize", "summary",
        "sure", "that", "their", "them", "then", "there", "these", "they", "thing", "things", "this", "those", "throw", "verbatim", "want", "well", "were", "what", "when", "where", "which", "while", "will", "with", "without", "would", "your",
    };

    [GeneratedRegex("\"([^\"]{2,200})\"|`([^`]{2,200})`|“([^”]{2,200})”", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted { get; }

    /// <summary>The names, each with what finding it is worth: a plain word 1, a name 3.</summary>
    public static IReadOnlyList<(byte[] Name, int Worth)> Of(string instructions)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match quoted in Quoted.Matches(instructions))
            names[quoted.Groups.Values.Skip(1).First(g => g.Success).Value] = 3;
        foreach (var atom in new AtomScanner(Encoding.UTF8.GetBytes(instructions)))
            names[Encoding.UTF8.GetString(atom)] = 3;
        foreach (var word in instructions.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            if (word.Length >= ShortestWord && !Empty.Contains(word) && !names.Keys.Any(n => n.Contains(word, StringComparison.Ordinal)))
                names[word] = Array.Exists(word[1..].ToCharArray(), char.IsUpper) || word.Contains('_', StringComparison.Ordinal) ? 3 : 1;
        return [.. names.Select(n => (Encoding.UTF8.GetBytes(n.Key), n.Value))];
    }

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ',', ';', ':', '.', '!', '?', '(', ')', '[', ']', '{', '}', '"', '`', '\'', '“', '”', '/', '<', '>', '='];
}
