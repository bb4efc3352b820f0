using Pith.Events;

namespace Pith.Agents;

/// <summary>What a run took.</summary>
/// <param name="Turns">Answers of the model.</param>
/// <param name="Usage">Tokens, summed.</param>
/// <param name="Dollars">By the catalog's prices; null where they are not known.</param>
public readonly record struct AgentAccount(int Turns, TokenUsage Usage, decimal? Dollars)
{
    /// <summary>The same, model by model.</summary>
    public IReadOnlyList<ModelAccount> Models { get; init; } = [];
}
