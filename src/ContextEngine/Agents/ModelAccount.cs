using Pith.Events;

namespace Pith.Agents;

/// <summary>What one model of a run took.</summary>
/// <param name="Model">As it calls itself.</param>
/// <param name="Usage">Tokens, summed.</param>
/// <param name="Dollars">By the catalog's prices; null where they are not known.</param>
public readonly record struct ModelAccount(string Model, TokenUsage Usage, decimal? Dollars);
