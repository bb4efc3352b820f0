namespace Pith.Events;

/// <summary>
/// What one answer took, in tokens, as counters that never overlap: every token is in exactly one of them. Providers
/// differ (OpenAI counts cached tokens into the input and reasoning into the output, Anthropic counts neither apart);
/// the difference ends where their streams are read.
/// </summary>
/// <param name="Fresh">Input that no cache held and none was asked to hold.</param>
/// <param name="CacheWrite5m">Input written to the cache of five minutes.</param>
/// <param name="CacheWrite1h">Input written to the cache of one hour.</param>
/// <param name="CacheRead">Input read from a cache.</param>
/// <param name="Output">Tokens produced, but for <paramref name="Reasoning"/>.</param>
/// <param name="Reasoning">Tokens produced as reasoning, where the provider tells them apart; else they are in <paramref name="Output"/>.</param>
public readonly record struct TokenUsage(long Fresh, long CacheWrite5m, long CacheWrite1h, long CacheRead, long Output, long Reasoning)
{
    /// <summary>All that was sent.</summary>
    public long Input => Fresh + CacheWrite5m + CacheWrite1h + CacheRead;

    /// <summary>All that was produced.</summary>
    public long Produced => Output + Reasoning;

    /// <summary>The sum, counter by counter.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new(
        left.Fresh + right.Fresh,
        left.CacheWrite5m + right.CacheWrite5m,
        left.CacheWrite1h + right.CacheWrite1h,
        left.CacheRead + right.CacheRead,
        left.Output + right.Output,
        left.Reasoning + right.Reasoning);
}
