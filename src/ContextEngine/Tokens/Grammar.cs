namespace Pith.Tokens;

/// <summary>The grammar of a pattern, chosen at run time: for what is not worth a loop of its own.</summary>
internal static unsafe class Grammar
{
    /// <inheritdoc cref="IGrammar.Next"/>
    public static byte* Next(SplitPattern pattern, byte* p, byte* end)
    {
        var classes = CharacterClasses.Unicode;
        return pattern switch
        {
            SplitPattern.O200k => O200kGrammar.Next(p, end, classes),
            SplitPattern.Cl100k => Cl100kGrammar.Next(p, end, classes),
            SplitPattern.Llama3 => Llama3Grammar<Llama3Rules>.Next(p, end, classes),
            SplitPattern.Qwen2 => Llama3Grammar<Qwen2Rules>.Next(p, end, classes),
            SplitPattern.Qwen35 => Llama3Grammar<Qwen35Rules>.Next(p, end, classes),
            SplitPattern.Gpt2 => Gpt2Grammar<NumbersInText>.Next(p, end, classes),
            SplitPattern.StarCoder => Gpt2Grammar<NumbersAlone>.Next(p, end, classes),
            SplitPattern.Gpt2NumberRuns => Gpt2Grammar<NumbersInRuns>.Next(p, end, classes),
            SplitPattern.Tekken => TekkenGrammar.Next(p, end, classes),
            SplitPattern.DeepSeek3 => DeepSeek3Grammar.Next(p, end, classes),
            SplitPattern.Marks => MarkGrammar.Next(p, end, classes),
            _ => WholeGrammar.Next(p, end, classes),
        };
    }
}
