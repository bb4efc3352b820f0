namespace Pith.Transcripts;

/// <summary>Tokens that a provider reported for one call. Zero where it reported nothing.</summary>
/// <param name="Input">Fresh input tokens, in neither cache column.</param>
/// <param name="CacheWrite">Input tokens written to the provider's cache.</param>
/// <param name="CacheRead">Input tokens read from the provider's cache.</param>
/// <param name="Output">Tokens the model produced.</param>
public readonly record struct Usage(long Input, long CacheWrite, long CacheRead, long Output)
{
    /// <summary>Tokens of context the call saw.</summary>
    public long Context => Input + CacheWrite + CacheRead;

    /// <summary>Whether nothing was reported.</summary>
    public bool IsEmpty => Context == 0 && Output == 0;
}
