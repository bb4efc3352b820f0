namespace Pith.Compaction.Epochs;

/// <summary>What is known before a call of the model. Tokens are of one unit throughout, the window's.</summary>
public readonly record struct EpochState
{
    /// <summary>System prompt and tools, which stand before the conversation and never change.</summary>
    public int Fixed { get; init; }

    /// <summary>The conversation as it would be sent.</summary>
    public int Context { get; init; }

    /// <summary>Of it, what the last request had too: the cache holds it, if it is warm.</summary>
    public int Cached { get; init; }

    /// <summary>Seconds since the last call; NaN where not known, which is taken for warm.</summary>
    public double IdleSeconds { get; init; }

    /// <summary>Calls made so far in the session.</summary>
    public int Calls { get; init; }

    /// <summary>Boundaries in a row that freed too little.</summary>
    public int FutileBoundaries { get; init; }
}
