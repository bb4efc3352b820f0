namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>The counting loop for the patterns of vocabularies that a user brings.</summary>
    private int WalkOther(ReadOnlySpan<byte> utf8, int limit, PieceMemo memo) => pattern switch
    {
        SplitPattern.Llama3 => Choose<Llama3Grammar<Llama3Rules>>(utf8, limit, memo),
        SplitPattern.Qwen2 => Choose<Llama3Grammar<Qwen2Rules>>(utf8, limit, memo),
        SplitPattern.Qwen35 => Choose<Llama3Grammar<Qwen35Rules>>(utf8, limit, memo),
        SplitPattern.Gpt2 => Walk<Gpt2Grammar<NumbersInText>, NoTextBlock>(utf8, limit, memo),
        SplitPattern.StarCoder => Walk<Gpt2Grammar<NumbersAlone>, NoTextBlock>(utf8, limit, memo),
        SplitPattern.Gpt2NumberRuns => Walk<Gpt2Grammar<NumbersInRuns>, NoTextBlock>(utf8, limit, memo),
        SplitPattern.Tekken => Walk<TekkenGrammar, NoTextBlock>(utf8, limit, memo),
        SplitPattern.DeepSeek3 => Walk<DeepSeek3Grammar, NoTextBlock>(utf8, limit, memo),
        SplitPattern.Marks => Walk<MarkGrammar, NoTextBlock>(utf8, limit, memo),
        _ => Walk<WholeGrammar, NoTextBlock>(utf8, limit, memo),
    };
}
