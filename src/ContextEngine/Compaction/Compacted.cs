using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>A plan, the bytes it gives and what they cost.</summary>
/// <param name="Plan">What was decided.</param>
/// <param name="Bytes">The view in the chosen form.</param>
/// <param name="Tokens">Tokens of <paramref name="Bytes"/>, counted as they stand.</param>
/// <param name="Fits">Whether that is within the budget asked for.</param>
public sealed record Compacted(Plan Plan, ReadOnlyMemory<byte> Bytes, int Tokens, bool Fits)
{
    /// <summary>What had to be put right so that a provider takes it; empty for a log in order.</summary>
    public IReadOnlyList<Repair> Repairs { get; init; } = [];
}
