namespace Pith.Compaction.Summaries;

/// <summary>A context that a model was asked to help with.</summary>
/// <param name="Compacted">The context; the deterministic one unless the summary was used.</param>
/// <param name="Fate">What became of the summary.</param>
/// <param name="Dropped">Sentences that went because they name what does not occur in the source.</param>
/// <param name="Problem">Why the model failed, in its own words; empty where it did not.</param>
public sealed record Summarized(Compacted Compacted, SummaryFate Fate, int Dropped, string Problem);
