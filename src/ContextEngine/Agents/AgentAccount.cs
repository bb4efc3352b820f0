using Pith.Agents.SubAgents;
using Pith.Events;

namespace Pith.Agents;

/// <summary>What a run took.</summary>
/// <param name="Turns">Answers of the model.</param>
/// <param name="Usage">Tokens, summed, those of sub-agents too.</param>
/// <param name="Dollars">By the catalog's prices; null where they are not known.</param>
public readonly record struct AgentAccount(int Turns, TokenUsage Usage, decimal? Dollars)
{
    /// <summary>The same, model by model.</summary>
    public IReadOnlyList<ModelAccount> Models { get => field ?? []; init; }

    /// <summary>What sub-agents took of it, each with those that it started.</summary>
    public IReadOnlyList<SubAgentAccount> Agents { get => field ?? []; init; }

    /// <summary>With what was taken before.</summary>
    public AgentAccount After(AgentAccount before) => new(before.Turns + Turns, before.Usage + Usage, Dollars is null ? before.Dollars : Dollars + (before.Dollars ?? 0))
    {
        Models = [.. before.Models, .. Models],
        Agents = [.. before.Agents, .. Agents],
    };
}
