namespace Pith.Budgets.Runs;

/// <summary>The replay in dollars of one policy.</summary>
/// <param name="Policy">The policy; <c>none</c> for no compaction.</param>
/// <param name="Ratio">Mean multiple of no compaction.</param>
/// <param name="Sessions">Position in the report and outcome of each session that passes the trigger.</param>
public sealed record DollarRow(string Policy, Estimate Ratio, IReadOnlyList<(int Session, DollarOutcome Outcome)> Sessions);
