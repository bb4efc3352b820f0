namespace Pith.Compaction.Epochs;

/// <summary>
/// Where the water stands. Every share is of <see cref="High"/>. The defaults are the cheapest marks at which every call of
/// the corpus finds at least as much of what it repeats as under plain truncation to a half (bench/results/epochs.md).
/// </summary>
public readonly record struct EpochPolicy()
{
    /// <summary>Tokens of conversation that a request may have at most: a boundary must come before.</summary>
    public required int High { get; init; }

    /// <summary>What a boundary leaves.</summary>
    public double LowShare { get; init; } = 0.3;

    /// <summary>What a boundary leaves while the cache is cold; 1 for no boundary then.</summary>
    public double ColdLowShare { get; init; } = 0.3;

    /// <summary>A boundary that would free less of the context is not worth the edit: the floor on the gain.</summary>
    public double LeastGain { get; init; } = 0.25;

    /// <summary>From which share of the high water on a warm boundary may come before it must, if it pays.</summary>
    public double EarlyShare { get; init; } = 1;

    /// <summary>Boundaries in a row that freed too little, after which none is tried below the high water.</summary>
    public int Breaker { get; init; } = 2;
}
