using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>The published split expressions by their text. Texts that differ and mean the same have a line each.</summary>
internal static class SplitRegex
{
    private const string Contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string ShortContraction = "'(?i:[sdmt]|ll|ve|re)";
    private const string Spaces = @"|\s+(?!\S)|\s+";
    private const string LinesAndSpaces = @"|\s*[\r\n]+" + Spaces;
    private const string O200kWords = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+";
    private const string O200kCapitals = @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*";
    private const string O200kOthers = @"| ?[^\s\p{L}\p{N}]+[\r\n/]*" + LinesAndSpaces;

    /// <summary>The pattern of some splits, one after the other, or <see cref="SplitPattern.None"/>.</summary>
    public static SplitPattern PatternOf(string[] splits) => splits switch
    {
        [var one] => Of(one),
        [@"\p{N}{1,3}", "[一-龥\u3040-ゟ゠-ヿ]+", var rest] when IsDeepSeek(rest) => SplitPattern.DeepSeek3,
        _ => SplitPattern.None,
    };

    private static SplitPattern Of(string regex) => regex switch
    {
        O200kWords + Contraction + "?|" + O200kCapitals + Contraction + "?|" + @"\p{N}{1,3}" + O200kOthers => SplitPattern.O200k,
        O200kWords + "|" + O200kCapitals + @"|\p{N}" + O200kOthers => SplitPattern.Tekken,
        Contraction + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*" + LinesAndSpaces => SplitPattern.Llama3,
        ShortContraction + @"|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]" + Spaces => SplitPattern.Llama3,
        Contraction + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*" + LinesAndSpaces => SplitPattern.Qwen2,
        Contraction + @"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*" + LinesAndSpaces => SplitPattern.Qwen35,
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+" + Spaces => SplitPattern.Gpt2,
        _ => SplitPattern.None,
    };

    private static bool IsDeepSeek(string regex) =>
        regex.Replace(@"\r", "\r", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal)
        == "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+";
}
