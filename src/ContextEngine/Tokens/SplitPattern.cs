namespace Pith.Tokens;

/// <summary>The published patterns that cut text before merging.</summary>
internal enum SplitPattern
{
    /// <summary>cl100k_base.</summary>
    Cl100k,

    /// <summary>o200k_base.</summary>
    O200k,
}
