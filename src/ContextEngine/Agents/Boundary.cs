using Pith.Compaction.Receipts;
using Pith.Events;
using Pith.Providers;

namespace Pith.Agents;

/// <summary>A boundary that is ready: the request the next epoch begins with, and what it took. What left is in the store.</summary>
/// <param name="Request">The first request of the next epoch.</param>
/// <param name="Receipt">What went and what stayed.</param>
internal sealed record Boundary(ModelRequest Request, Receipt Receipt)
{
    /// <summary>What a provider took for its summary.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The model that wrote it; empty where code alone made the boundary.</summary>
    public string Model { get; init; } = "";
}
