namespace Pith.Compaction.Summaries;

/// <summary>What became of a model's summary.</summary>
public enum SummaryFate : byte
{
    /// <summary>It stands in the context.</summary>
    Used,

    /// <summary>Nothing had to be summarised: the context fits as it is.</summary>
    NotNeeded,

    /// <summary>The model failed.</summary>
    Failed,

    /// <summary>The model did not answer in time.</summary>
    TimedOut,

    /// <summary>It said nothing under any of the three headings that the source bears out.</summary>
    Empty,

    /// <summary>It was longer than allowed.</summary>
    Inflated,

    /// <summary>With it the context would not fit.</summary>
    TooLong,
}
