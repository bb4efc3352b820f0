namespace Pith.Tokens;

/// <summary>
/// How far an estimate may be off: an interval of this half-width held the truth 90 times in 100 on sessions that the
/// fit had not seen.
/// </summary>
/// <param name="Floor">Tokens, whatever the size: what wraps a step and no transcript records.</param>
/// <param name="Share">Tokens for each estimated token.</param>
public readonly record struct Spread(double Floor, double Share)
{
    /// <summary>Half the width of the interval, rounded up.</summary>
    /// <param name="tokens">The estimated part; what a provider reported is no part of it.</param>
    public long Around(double tokens) => tokens <= 0 ? 0 : (long)Math.Ceiling(Floor + Share * tokens);
}
