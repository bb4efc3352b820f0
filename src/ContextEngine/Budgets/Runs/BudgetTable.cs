namespace Pith.Budgets.Runs;

/// <summary>All rows at one budget.</summary>
/// <param name="Budget">Tokens.</param>
/// <param name="Cuts">Cuts behind it.</param>
/// <param name="Sessions">Sessions behind it.</param>
/// <param name="Rows">Policies, then controls, then oracles.</param>
public sealed record BudgetTable(int Budget, int Cuts, int Sessions, IReadOnlyList<PolicyRow> Rows);
