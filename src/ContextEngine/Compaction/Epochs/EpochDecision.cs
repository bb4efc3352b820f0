namespace Pith.Compaction.Epochs;

/// <summary>A decision before a call, with the money behind it. Dollars are 0 where prices are not known.</summary>
public readonly record struct EpochDecision
{
    /// <summary>What to do.</summary>
    public EpochMove Move { get; init; }

    /// <summary>Tokens that the conversation may have after it.</summary>
    public int Target { get; init; }

    /// <summary>Why, as part of a sentence.</summary>
    public string Reason { get; init; }

    /// <summary>Whether the cache is cold.</summary>
    public bool IsCold { get; init; }

    /// <summary>Input of this call in dollars without a boundary.</summary>
    public decimal StayDollars { get; init; }

    /// <summary>Input of this call in dollars with one.</summary>
    public decimal BoundaryDollars { get; init; }

    /// <summary>What each later call costs less.</summary>
    public decimal SavedPerCall { get; init; }

    /// <summary>Later calls after which a boundary has paid for itself; 0 when it does at once, infinite when it never does.</summary>
    public double BreakEvenCalls { get; init; }

    /// <summary>Later calls that are counted on: as many as there were, and no fewer than five.</summary>
    public int ExpectedCalls { get; init; }
}
