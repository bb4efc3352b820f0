using Pith.Conversations;

namespace Pith.Compaction.Summaries;

/// <summary>What is asked of a model, and for how long.</summary>
public readonly record struct SummaryOptions()
{
    /// <summary>What the user wants to be kept in mind, as typed behind <c>/compact</c>; added to the instruction, never in its place.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>How the request is written, where that is not the form of the context; null where it is.</summary>
    public IViewWriter? RequestForm { get; init; }

    /// <summary>How long to wait for the answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Share of the budget that a summary may take; a longer one is refused, not cut.</summary>
    public double LongestShare { get; init; } = 0.1;
}
