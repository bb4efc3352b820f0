namespace Pith.Budgets.Runs;

/// <summary>What a run found.</summary>
public sealed class BudgetReport
{
    /// <summary>What was asked for.</summary>
    public required BudgetOptions Options { get; init; }

    /// <summary>The sessions that were cut at least once.</summary>
    public required IReadOnlyList<SessionFacts> Sessions { get; init; }

    /// <summary>One table a budget, rising.</summary>
    public required IReadOnlyList<BudgetTable> Tables { get; init; }

    /// <summary>Area under recall against the logarithm of the budget, from the smallest to the largest with cuts; empty with one budget.</summary>
    public required IReadOnlyList<AreaRow> Areas { get; init; }

    /// <summary>Loss by generation.</summary>
    public required IReadOnlyList<ChainRow> Chains { get; init; }

    /// <summary>The replay in dollars; the first row is no compaction.</summary>
    public required IReadOnlyList<DollarRow> Dollars { get; init; }

    /// <summary>Safety and progress, one row a policy.</summary>
    public required IReadOnlyList<(string Policy, Checks Checks)> Checks { get; init; }

    /// <summary>Speed; empty unless asked for.</summary>
    public required IReadOnlyList<SpeedRow> Speeds { get; init; }

    /// <summary>Where a control beats every policy in a class that it must lose; empty when the measure holds.</summary>
    public required IReadOnlyList<string> ControlWins { get; init; }

    /// <summary>Where the whole past does not score 1; must be empty.</summary>
    public required IReadOnlyList<string> SelfCheckFailures { get; init; }
}
