using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>What compiling a vocabulary gives, ready to be written to the cache.</summary>
/// <param name="Recipe">What happens to a text before anything is merged.</param>
/// <param name="Added">Added tokens.</param>
/// <param name="IsForMicrosoft">Whether <paramref name="Block"/> is a SentencePiece model rather than a block of the engine's.</param>
/// <param name="Block">The vocabulary.</param>
/// <param name="Ids">The vocabulary's own ids by the engine's; empty where not known.</param>
internal sealed record CompiledParts(TextRecipe Recipe, List<AddedToken> Added, bool IsForMicrosoft, byte[] Block, int[] Ids)
{
    /// <summary>Parts for the engine.</summary>
    public static CompiledParts ForEngine(TextRecipe recipe, List<AddedToken> added, BroughtTokens tokens) =>
        new(recipe, added, IsForMicrosoft: false, VocabularyBlock.Build(tokens.Tokens), tokens.Ids);
}
