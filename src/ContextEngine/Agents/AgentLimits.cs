namespace Pith.Agents;

/// <summary>Hard limits of a run.</summary>
public readonly record struct AgentLimits()
{
    /// <summary>Most answers of the model.</summary>
    public int Turns { get; init; } = int.MaxValue;

    /// <summary>Most US dollars; null for no limit.</summary>
    public decimal? Dollars { get; init; }

    /// <summary>Most tokens, sent and produced; null for no limit.</summary>
    public long? Tokens { get; init; }

    /// <summary>Most time spent on prompts; null for no limit. What runs when it ends is cancelled.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Most tokens of one answer.</summary>
    public int AnswerTokens { get; init; } = 32_000;
}
