namespace Pith.Tokens;

/// <summary>What a walk over tokens does with each: count, write ids, or find a cut.</summary>
internal interface ITokenTake
{
    /// <summary>Takes the bytes of the next token; false to stop before it.</summary>
    bool Take(ReadOnlySpan<byte> token);
}
