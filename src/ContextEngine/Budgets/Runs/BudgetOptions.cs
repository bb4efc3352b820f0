using Pith.Budgets.Policies;
using Pith.Models;

namespace Pith.Budgets.Runs;

/// <summary>What a run of the benchmark does. Equal options and recordings give equal reports, but for <see cref="Speed"/>.</summary>
public readonly record struct BudgetOptions()
{
    /// <summary>Budgets in tokens of four characters, rising.</summary>
    public required IReadOnlyList<int> Budgets { get; init; }

    /// <summary>The policies; controls and oracles run with every report.</summary>
    public IReadOnlyList<IContextPolicy> Policies { get; init; } = PolicyCatalog.All;

    /// <summary>Whether to cut as the pilot did, far apart, instead of densely.</summary>
    public bool PilotCuts { get; init; }

    /// <summary>Later calls that a need set looks at.</summary>
    public int Horizon { get; init; } = int.MaxValue;

    /// <summary>Tokens at which the replay in dollars compacts.</summary>
    public int Trigger { get; init; } = 50_000;

    /// <summary>Prices of the replay and of reloads.</summary>
    public required Model Prices { get; init; }

    /// <summary>Whether to measure milliseconds and allocations too, which differ from run to run.</summary>
    public bool Speed { get; init; }

    /// <summary>Generations of the chained mode.</summary>
    public int Generations { get; init; } = 10;

    /// <summary>Sessions drawn anew so many times for each interval.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Sessions worked on at a time; -1 for as many as the machine has cores.</summary>
    public int Cores { get; init; } = -1;

    /// <summary>The budget of the chained mode and of the speed run: 16,000 where it is among the budgets, else the smallest.</summary>
    public int ChainBudget => Budgets.Contains(16_000) ? 16_000 : Budgets[0];
}
