using Pith.Compaction.Receipts;
using Pith.Providers;

namespace Pith.Agents;

/// <summary>A boundary that is ready: the request the next epoch begins with, and what it took. What left is in the store.</summary>
/// <param name="Request">The first request of the next epoch.</param>
/// <param name="Receipt">What went and what stayed.</param>
internal sealed record Boundary(ModelRequest Request, Receipt Receipt);
