namespace Pith.Budgets;

/// <summary>Shares of what the future needed that a view holds; NaN where nothing of the class was needed.</summary>
/// <param name="Line">Needed lines.</param>
/// <param name="Edit">Later edits all of whose needed lines are there.</param>
/// <param name="Exact">Later edits whose old text stands there verbatim.</param>
public readonly record struct Recall(double Line, double Edit, double Exact);
