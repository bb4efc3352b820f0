using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>What compiling a vocabulary gives, ready to be written to the cache.</summary>
/// <param name="Recipe">What happens to a text before anything is merged.</param>
/// <param name="Added">Added tokens.</param>
/// <param name="IsForMicrosoft">Whether <paramref name="Block"/> is a <see cref="MergeBlock"/> rather than a block of the engine's.</param>
/// <param name="Block">The vocabulary.</param>
/// <param name="Ids">The vocabulary's own ids by the engine's.</param>
/// <param name="Ascii">The characters of ASCII that a vocabulary made of characters has.</param>
/// <param name="Rises">Whether no merge makes a pair of lower rank than its own.</param>
internal sealed record CompiledParts(TextRecipe Recipe, List<AddedToken> Added, bool IsForMicrosoft, byte[] Block, int[] Ids, UInt128 Ascii, bool Rises)
{
    /// <summary>Parts for the engine, or where something stands against that, for Microsoft's merging.</summary>
    public static CompiledParts Of(TextRecipe recipe, List<AddedToken> added, BroughtTokens tokens, UInt128 ascii = default)
    {
        try
        {
            if (tokens.Obstacle is null)
                return new(recipe, added, false, VocabularyBlock.Build(TokenBytes.Of(tokens.Tokens), tokens.Merges(), tokens.Rises), [.. tokens.Ids], ascii, tokens.Rises);
        }
        catch (InvalidDataException)
        {
            // the merges have no places in a table of any size allowed
        }

        return new(recipe, added, true, MergeBlock.Write(tokens), [.. tokens.Ids], ascii, tokens.Rises);
    }
}
