namespace Pith.Agents;

/// <summary>Why a run of the loop ended.</summary>
public enum EndReason
{
    /// <summary>The model had finished.</summary>
    Done,

    /// <summary>The most turns were taken.</summary>
    MaxTurns,

    /// <summary>The next answer could cost more than what is left of the dollars.</summary>
    MaxDollars,

    /// <summary>The most tokens were used.</summary>
    MaxTokens,

    /// <summary>The most time was spent.</summary>
    MaxTime,

    /// <summary>The model refused.</summary>
    Refused,

    /// <summary>The context window is full.</summary>
    WindowFull,

    /// <summary>The answer was cut off by its limit, again and again.</summary>
    OutputLimit,

    /// <summary>The answer, asked for again and again, did not fit the schema that was wanted.</summary>
    Misfit,

    /// <summary>The provider failed for good.</summary>
    Failed,

    /// <summary>A hook ended it, or refused the prompt.</summary>
    Stopped,

    /// <summary>The log takes no more: what cannot be recorded is not done.</summary>
    NotKept,
}
