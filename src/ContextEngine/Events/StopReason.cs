namespace Pith.Events;

/// <summary>Why a model stopped, in one vocabulary for all providers.</summary>
public enum StopReason
{
    /// <summary>A reason this version does not know; the provider's own word stands beside it.</summary>
    Other,

    /// <summary>It had finished.</summary>
    EndTurn,

    /// <summary>It waits for the results of its calls.</summary>
    ToolUse,

    /// <summary>The limit of the answer's length was reached.</summary>
    MaxTokens,

    /// <summary>A stop sequence of the request appeared.</summary>
    StopSequence,

    /// <summary>A long turn was interrupted by the provider; sending the answer back lets it go on.</summary>
    PauseTurn,

    /// <summary>The provider refused to answer.</summary>
    Refusal,

    /// <summary>The context window is full.</summary>
    WindowExceeded,

    /// <summary>The answer is a summary that was asked for.</summary>
    Compaction,
}
