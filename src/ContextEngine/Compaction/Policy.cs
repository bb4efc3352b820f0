namespace Pith.Compaction;

/// <summary>What a plan may do. A plan is a function of an index and a policy alone.</summary>
public readonly record struct Policy()
{
    /// <summary>Tokens the view may use, in the index's unit.</summary>
    public required int Budget { get; init; }

    /// <summary>Which tiers may run.</summary>
    public Tiers Tiers { get; init; } = Tiers.All;

    /// <summary>Bytes a preview of a large result may take, its handle included; less under a small budget (0.15 a token), files that were read excepted.</summary>
    public int PreviewBytes { get; init; } = 8192;

    /// <summary>Share of a budget of 16,000 for the newest exchanges, verbatim, once the rest is replaced; a tenth more for each doubling.</summary>
    public double TailShare { get; init; } = 0.35;

    /// <summary>Share of the budget for the ledger.</summary>
    public double LedgerShare { get; init; } = 0.06;

    /// <summary>Share of the budget for one line per call of the work that is gone.</summary>
    public double LogShare { get; init; } = 0.01;

    /// <summary>Share of what is left for lines that goes to names under the heads of their files.</summary>
    public double NamesShare { get; init; } = 0.1;

    /// <summary>Share of the budget above which a pinned request keeps only its beginning and a handle.</summary>
    public double ClipShare { get; init; } = 0.125;

    /// <summary>Micro-compact runs when the context is at most this many budgets long; beyond, whole results are the wrong unit.</summary>
    public double MicroReach { get; init; } = 1.1;

    /// <summary>Collapse runs when the context is at most this many budgets long; beyond, a log would crowd out the lines.</summary>
    public double CollapseReach { get; init; } = 1.2;

    /// <summary>What the user wants kept on top of what is kept anyway.</summary>
    public Wishes.UserWishes Wishes { get; init; } = Compaction.Wishes.UserWishes.None;

    /// <summary>Share of the budget that the user's pins may take; what is longer keeps its beginning and a handle.</summary>
    public double PinShare { get; init; } = 0.25;

    /// <summary>Share of the budget for lines that the user's instructions name.</summary>
    public double InstructedShare { get; init; } = 0.15;

    /// <summary>Weights of <see cref="Selection.LineFeatures"/>: those that are shipped, or others while they are fitted.</summary>
    internal ReadOnlyMemory<float> Weights { get; init; } = Selection.LineWeights.Shipped;
}
