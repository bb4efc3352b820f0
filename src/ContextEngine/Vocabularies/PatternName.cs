using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>What people call the split patterns.</summary>
public static class PatternName
{
    /// <summary>Every name, in the order to show them.</summary>
    public static IReadOnlyList<string> All { get; } = ["o200k", "cl100k", "llama3", "qwen2", "qwen3.5", "gpt2", "starcoder", "tekken", "deepseek3"];

    /// <summary>The pattern of a name.</summary>
    public static SplitPattern Parse(string name) => name switch
    {
        "o200k" => SplitPattern.O200k,
        "cl100k" => SplitPattern.Cl100k,
        "llama3" => SplitPattern.Llama3,
        "qwen2" => SplitPattern.Qwen2,
        "qwen3.5" => SplitPattern.Qwen35,
        "gpt2" => SplitPattern.Gpt2,
        "starcoder" => SplitPattern.StarCoder,
        "tekken" => SplitPattern.Tekken,
        "deepseek3" => SplitPattern.DeepSeek3,
        _ => throw new ArgumentException($"there is no pattern {name}", nameof(name)),
    };
}
