namespace Pith.Agents;

/// <summary>When a conversation may become smaller.</summary>
public readonly record struct EpochOptions()
{
    /// <summary>Whether it may by itself: before a request that would not fit, after a refusal for length, while the cache is cold.</summary>
    public bool IsAutomatic { get; init; } = true;

    /// <summary>Whether it may at all, also when the user asks: the off switch.</summary>
    public bool IsAllowed { get; init; } = true;

    /// <summary>Tokens to take for the model's window, where that is larger; 0 for the model's own.</summary>
    public int Window { get; init; }

    /// <summary>The high water, as a share of the window less the answer. Can only be lowered.</summary>
    public double HighShare { get; init; } = 0.9;

    /// <summary>What every boundary is to keep with priority, such as the compact instructions of an instruction file.</summary>
    public string Instructions { get; init; } = "";
}
