namespace Pith.Compaction;

/// <summary>What the atoms of a line say of it.</summary>
/// <param name="Worth">Those the assistant acted upon count, by the logarithm of how often; many atoms dilute.</param>
/// <param name="Recency">How lately it mentioned one: 1 for just now, a half after eight turns, 0 for never.</param>
/// <param name="Asked">Whether a person named one, or the last part of a path.</param>
internal readonly record struct LineAtoms(double Worth, float Recency, bool Asked);
