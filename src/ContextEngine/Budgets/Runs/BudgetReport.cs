using Pith.Budgets.Needs;
using Pith.Budgets.Policies;

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

/// <summary>A session of a run.</summary>
/// <param name="Name">As given.</param>
/// <param name="Messages">Messages up to the first compaction.</param>
/// <param name="Calls">Calls of tools.</param>
/// <param name="Tokens">Tokens of four characters.</param>
public sealed record SessionFacts(string Name, int Messages, int Calls, long Tokens);

/// <summary>All rows at one budget.</summary>
/// <param name="Budget">Tokens.</param>
/// <param name="Cuts">Cuts behind it.</param>
/// <param name="Sessions">Sessions behind it.</param>
/// <param name="Rows">Policies, then controls, then oracles.</param>
public sealed record BudgetTable(int Budget, int Cuts, int Sessions, IReadOnlyList<PolicyRow> Rows);

/// <summary>One policy at one budget.</summary>
public sealed record PolicyRow(string Policy, PolicyKind Kind)
{
    /// <summary>One cell a class, in the order of <see cref="NeedClass"/>.</summary>
    public required IReadOnlyList<ClassCell> Cells { get; init; }

    /// <summary>Mean tokens of the views, four characters each.</summary>
    public required double Tokens { get; init; }

    /// <summary>Mean tokens of the views by o200k_base.</summary>
    public required double ExactTokens { get; init; }

    /// <summary>Views longer than 1.02 budgets and 50 tokens.</summary>
    public required int Overshoots { get; init; }

    /// <summary>Tokens of needed lines over tokens kept.</summary>
    public required double Precision { get; init; }

    /// <summary>Mean dollars a cut to bring back the lines that are missing.</summary>
    public required double ReloadDollars { get; init; }

    /// <summary>Of needed lines held that belong to a path: the share that stands under it.</summary>
    public required double PlacedShare { get; init; }

    /// <summary>Mean place of the needed lines in the view, 0 oldest to 1 newest.</summary>
    public required double Position { get; init; }

    /// <summary>Share of planted constraints that stay verbatim; NaN for controls and oracles.</summary>
    public double Planted { get; init; } = double.NaN;

    /// <summary>The cell of a class.</summary>
    /// <param name="of">The class.</param>
    public ClassCell this[NeedClass of] => Cells[(int)of];
}

/// <summary>One class under one policy at one budget.</summary>
/// <param name="Class">The class.</param>
/// <param name="Recall">Verbatim recall.</param>
/// <param name="Recoverable">Mean recall with handles followed.</param>
/// <param name="Lead">The first policy's recall less this one's, paired by cut.</param>
/// <param name="OfLineOracle">Share of what the best of line and span oracle reaches.</param>
/// <param name="OfGroupOracle">Share of what whole groups with hindsight reach; may pass 1.</param>
/// <param name="PerSession">Mean recall of each session that needs the class, by position in the report.</param>
public sealed record ClassCell(NeedClass Class, Estimate Recall, double Recoverable, Estimate Lead, double OfLineOracle, double OfGroupOracle, IReadOnlyList<(int Session, double Recall)> PerSession);

/// <summary>Area of one policy and class.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Areas">One a class; NaN where it needs more budgets.</param>
public sealed record AreaRow(string Policy, PolicyKind Kind, IReadOnlyList<double> Areas);

/// <summary>Decay of one policy in the chained mode.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Losses">By class, then by generation from 1: recall of a single compaction at the same cut less that of the chain.</param>
/// <param name="Slopes">By class: loss a generation, by least squares through all of them.</param>
public sealed record ChainRow(string Policy, IReadOnlyList<IReadOnlyList<Estimate>> Losses, IReadOnlyList<double> Slopes);

/// <summary>The replay in dollars of one policy.</summary>
/// <param name="Policy">The policy; <c>none</c> for no compaction.</param>
/// <param name="Ratio">Mean multiple of no compaction.</param>
/// <param name="Sessions">Position in the report and outcome of each session that passes the trigger.</param>
public sealed record DollarRow(string Policy, Estimate Ratio, IReadOnlyList<(int Session, DollarOutcome Outcome)> Sessions);

/// <summary>Speed of one policy at one size.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Tokens">Size of the context.</param>
/// <param name="Milliseconds">A compaction from nothing.</param>
/// <param name="Bytes">Allocated by it.</param>
/// <param name="NextMilliseconds">With one turn more.</param>
/// <param name="NextBytes">Allocated by that.</param>
public sealed record SpeedRow(string Policy, int Tokens, double Milliseconds, long Bytes, double NextMilliseconds, long NextBytes);
