using Pith.Agents.SubAgents;
using Pith.Events;

namespace Pith.Agents;

public sealed partial class AgentLoop
{
    /// <summary>Where sub-agents get theirs from.</summary>
    internal Purse Purse => _purse;

    /// <summary>Sets aside half of what is left of the limits for an agent beside the conversation; <see cref="Settle"/> takes it back.</summary>
    /// <param name="own">Limits of its own.</param>
    public AgentLimits Allot(AgentLimits own) => _purse.Allot(own);

    /// <summary>Takes back what an agent was given, and books what it took.</summary>
    /// <param name="allotted">What <see cref="Allot"/> gave.</param>
    /// <param name="account">What it took.</param>
    public void Settle(AgentLimits allotted, SubAgentAccount account) => _purse.Settle(allotted, account);

    /// <summary>Whether an answer beside the conversation, at its worst, costs no more than what is left of the limits.</summary>
    /// <param name="model">The model that would give it.</param>
    /// <param name="bytes">Bytes of its prompt.</param>
    /// <param name="answer">Tokens of its answer at the most.</param>
    public bool Affords(string model, long bytes, int answer) => _purse.Affords(model, bytes, answer);

    /// <summary>Books what such an answer took: it counts towards the limits and stands in the account.</summary>
    public void Book(TokenUsage usage, string model) => _purse.Book(usage, model);
}
