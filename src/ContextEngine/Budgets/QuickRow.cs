namespace Pith.Budgets;

/// <summary>Recall at one cut.</summary>
/// <param name="Turn">Number of the first turn of the future.</param>
/// <param name="Pith">Of pith's view.</param>
/// <param name="Truncated">Of the newest whole groups.</param>
/// <param name="Whole">Of everything: must be 1 in every class, or the measure is wrong.</param>
public readonly record struct QuickRow(int Turn, Recall Pith, Recall Truncated, Recall Whole);
