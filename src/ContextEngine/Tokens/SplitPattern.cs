namespace Pith.Tokens;

/// <summary>A published split pattern that the engine has an exact state machine for. The numbers stand in compiled vocabularies.</summary>
public enum SplitPattern : byte
{
    /// <summary>None: a text is one piece.</summary>
    None = 0,

    /// <summary>o200k_base; also Llama 4 and gpt-oss.</summary>
    O200k = 1,

    /// <summary>cl100k_base as its own core has it: white space at the end of a text stays whole.</summary>
    Cl100k = 2,

    /// <summary>Llama 3: cl100k_base, but line ends cut white space also at the end of a text.</summary>
    Llama3 = 3,

    /// <summary>Qwen 2 to 3: as Llama 3, and every number stands alone.</summary>
    Qwen2 = 4,

    /// <summary>Qwen 3.5: as Qwen 2, and marks belong to words.</summary>
    Qwen35 = 5,

    /// <summary>GPT-2, r50k_base and p50k_base; also GPT-NeoX, OLMo, Phi-2.</summary>
    Gpt2 = 6,

    /// <summary>StarCoder, SmolLM, Command R: GPT-2 between numbers that each stand alone.</summary>
    StarCoder = 7,

    /// <summary>GPT-2 between runs of numbers.</summary>
    Gpt2NumberRuns = 8,

    /// <summary>Mistral's Tekken: o200k_base without contractions, and every number stands alone.</summary>
    Tekken = 9,

    /// <summary>DeepSeek V3: three splits, one after the other.</summary>
    DeepSeek3 = 10,

    /// <summary>SentencePiece: U+2581 begins a piece, unless it stands behind another.</summary>
    Marks = 11,
}
