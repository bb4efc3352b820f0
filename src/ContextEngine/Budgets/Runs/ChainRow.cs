namespace Pith.Budgets.Runs;

/// <summary>Decay of one policy in the chained mode.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Losses">By class, then by generation from 1: recall of a single compaction at the same cut less that of the chain.</param>
/// <param name="Slopes">By class: loss a generation, by least squares through all of them.</param>
public sealed record ChainRow(string Policy, IReadOnlyList<IReadOnlyList<Estimate>> Losses, IReadOnlyList<double> Slopes);
