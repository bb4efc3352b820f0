using Pith.Budgets.Needs;
using Pith.Budgets.Policies;

namespace Pith.Budgets.Runs;

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
