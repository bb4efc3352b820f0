namespace Pith.Compaction;

/// <summary>What one tier did.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Segments">Blocks it changed.</param>
/// <param name="TokensBefore">Their tokens before.</param>
/// <param name="TokensAfter">Their tokens after; for the memory tier what it added.</param>
/// <param name="Note">What happened, in a few words.</param>
public readonly record struct TierReport(Tiers Tier, int Segments, int TokensBefore, int TokensAfter, string Note);
