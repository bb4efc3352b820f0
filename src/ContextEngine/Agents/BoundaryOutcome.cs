namespace Pith.Agents;

/// <summary>What became of a boundary that the user asked for.</summary>
/// <param name="Event">What happened; null where nothing did.</param>
/// <param name="Sentence">For people: what happened, or why nothing did and what to do.</param>
public sealed record BoundaryOutcome(AgentEvent.Compacted? Event, string Sentence);
