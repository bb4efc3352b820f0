namespace Pith.Agents;

/// <summary>What one answer cost.</summary>
/// <param name="Number">Its number in the run, from 1.</param>
/// <param name="Model">The model that gave it.</param>
/// <param name="Tokens">Sent and produced.</param>
/// <param name="Dollars">By the catalog's prices; 0 where they are not known.</param>
public readonly record struct SpendingTurn(int Number, string Model, long Tokens, decimal Dollars);
