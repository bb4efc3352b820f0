using Pith.Budgets.Needs;

namespace Pith.Budgets.Scores;

/// <summary>How a view did at one cut.</summary>
public sealed class Score
{
    /// <summary>How many classes there are.</summary>
    public static int Classes { get; } = Enum.GetValues<NeedClass>().Length;

    private readonly double[] _verbatim = new double[Classes];
    private readonly double[] _recoverable = new double[Classes];

    internal Score()
    {
        Array.Fill(_verbatim, double.NaN);
        Array.Fill(_recoverable, double.NaN);
    }

    /// <summary>Tokens of the view as the policy returned it.</summary>
    public int Tokens { get; internal set; }

    /// <summary>The same by a real vocabulary, o200k_base.</summary>
    public int ExactTokens { get; internal set; }

    /// <summary>Whether the view was longer than 1.02 budgets and 50 tokens, so that only its newest part was scored.</summary>
    public bool Overshot { get; internal set; }

    /// <summary>Tokens of the needed lines that the view holds.</summary>
    public int UsefulTokens { get; internal set; }

    /// <summary>What it would cost to bring back the lines that are missing, in dollars.</summary>
    public double ReloadDollars { get; internal set; }

    /// <summary>Of the needed lines that stand in the view and belong to a path: how many stand under it; NaN where there is none.</summary>
    public double PlacedShare { get; internal set; } = double.NaN;

    /// <summary>Mean place of the needed lines in the view, from 0 (oldest) to 1 (newest); NaN where there is none.</summary>
    public double Position { get; internal set; } = double.NaN;

    /// <summary>Share of the needed items that stand in the view; NaN where nothing of the class is needed.</summary>
    /// <param name="of">The class.</param>
    public double Verbatim(NeedClass of) => _verbatim[(int)of];

    /// <summary>The same, counting what one handle in the view leads to.</summary>
    /// <param name="of">The class.</param>
    public double Recoverable(NeedClass of) => _recoverable[(int)of];

    internal void Set(NeedClass of, double verbatim, double recoverable) => (_verbatim[(int)of], _recoverable[(int)of]) = (verbatim, recoverable);
}
