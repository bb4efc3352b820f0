using Pith.Budgets.Policies;

namespace Pith.Budgets.Runs;

/// <summary>Area of one policy and class.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Areas">One a class; NaN where it needs more budgets.</param>
public sealed record AreaRow(string Policy, PolicyKind Kind, IReadOnlyList<double> Areas);
