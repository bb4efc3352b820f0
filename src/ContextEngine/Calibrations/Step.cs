using Pith.Tokens;

namespace Pith.Calibrations;

/// <summary>Two consecutive calls of a conversation: what was said between their reports, and how far the context grew.</summary>
public sealed class Step
{
    /// <summary>The session it comes from, by whatever name the caller gave.</summary>
    public required string Session { get; init; }

    /// <summary>The model of both calls.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens the context grew by.</summary>
    public long Growth { get; init; }

    /// <summary>The context of the second call.</summary>
    public long Context { get; init; }

    /// <summary>Output tokens reported for the first call.</summary>
    public long Output { get; init; }

    /// <summary>Whether that may be a placeholder.</summary>
    public bool HasDraftOutput { get; init; }

    /// <summary>Whether nothing but results stands between the calls; else the user or the system spoke too.</summary>
    public bool IsResultsOnly { get; init; }

    /// <summary>What the first call answered.</summary>
    public ContextParts Answer { get; init; }

    /// <summary>What came between.</summary>
    public ContextParts Between { get; init; }

    /// <summary>The growth as an estimate gives it: the reported output where it can be believed, else the answer's estimate, and what came between.</summary>
    /// <param name="estimator">The weights.</param>
    /// <param name="estimated">The part that was not reported.</param>
    /// <param name="isBlind">Whether the output had to be estimated, or may be a placeholder although it looks right.</param>
    public double Estimate(Estimator estimator, out double estimated, out bool isBlind)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        estimated = estimator.Estimate(Between);
        isBlind = HasDraftOutput || Output == 0;
        if (HasDraftOutput ? estimator.IsPlausible(Output, Answer) : Output > 0)
            return estimated + Output;
        return estimated += estimator.Estimate(Answer);
    }
}
