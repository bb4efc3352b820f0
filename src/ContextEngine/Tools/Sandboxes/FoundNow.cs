namespace Pith.Tools.Sandboxes;

/// <summary>What may have come into being since the last command, as it was found for the next.</summary>
/// <param name="Started">What git and hooks start; null where nobody looked.</param>
/// <param name="Kept">What rules keep from being edited; null where nobody looked.</param>
internal readonly record struct FoundNow(IReadOnlyList<string>? Started, IReadOnlyList<string>? Kept);
