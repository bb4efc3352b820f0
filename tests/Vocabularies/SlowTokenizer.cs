using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pith.Tests.Vocabularies;

/// <summary>
/// Slow and obvious: published expressions run by the framework's own engine over one stand-in for each character, and
/// merging of the pair that stands first in the list, over and over.
/// </summary>
internal sealed class SlowTokenizer(string[] splits, Dictionary<(string, string), int> merges)
{
    public const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    public const string Llama3 = @"'(?:[sS\u017F]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string Qwen2 = @"'(?:[sS\u017F]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string Qwen35 = @"'(?:[sS\u017F]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string Tekken = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string DeepSeek3 = @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    public const string Numbers = @"\p{N}", NumberRuns = @"\p{N}+", NumbersByThree = @"\p{N}{1,3}", Ideographs = "[一-龥\u3040-ゟ゠-ヿ]+";

    private readonly Regex[] splits = [.. splits.Select(s => new Regex(s, RegexOptions.CultureInvariant))];

    /// <summary>The pieces of a valid text, split by each expression in turn; what no match takes is a piece too.</summary>
    public List<string> Pieces(string text)
    {
        List<Rune[]> pieces = [[.. text.EnumerateRunes()]];
        foreach (var split in splits)
            pieces = [.. pieces.SelectMany(p => Split(split, p))];
        return [.. pieces.Select(p => string.Concat(p.Select(r => r.ToString())))];
    }

    /// <summary>How many tokens a list of parts becomes.</summary>
    public int Merge(List<string> parts)
    {
        while (true)
        {
            var (best, at) = (int.MaxValue, -1);
            for (var i = 0; i + 1 < parts.Count; i++)
                if (merges.TryGetValue((parts[i], parts[i + 1]), out var rank) && rank < best)
                    (best, at) = (rank, i);
            if (at < 0)
                return parts.Count;
            parts[at] += parts[at + 1];
            parts.RemoveAt(at + 1);
        }
    }

    /// <summary>The tokens of a text by a byte-level vocabulary.</summary>
    public int Count(string text) => Pieces(text).Sum(p => Merge([.. Encoding.UTF8.GetBytes(p).Select(b => SmallVocabulary.Spell([b]))]));

    private static IEnumerable<Rune[]> Split(Regex split, Rune[] piece)
    {
        var at = 0;
        foreach (Match match in split.Matches(string.Concat(piece.Select(StandIn))))
        {
            if (match.Index > at)
                yield return piece[at..match.Index];
            if (match.Length > 0)
                yield return piece[match.Index..(match.Index + match.Length)];
            at = match.Index + match.Length;
        }

        if (at < piece.Length)
            yield return piece[at..];
    }

    private static char StandIn(Rune rune) => rune.IsBmp ? (char)rune.Value : Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => 'É',
        UnicodeCategory.LowercaseLetter => 'é',
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => 'ا',
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => '\u0301',
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => '٣',
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol => '€',
        _ => '\uE000',
    };
}
