using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Policies;

/// <summary>A policy that knows the need set: an upper bound, never a score.</summary>
internal interface IOracle
{
    string Name { get; }

    Context Compact(Past past, NeedSet needs, int budget);
}
