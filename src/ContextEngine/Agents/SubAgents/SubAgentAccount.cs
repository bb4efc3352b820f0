namespace Pith.Agents.SubAgents;

/// <summary>What a sub-agent took, those that it started included.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind's name.</param>
/// <param name="Description">What it was to do, in the caller's few words.</param>
/// <param name="Account">What it took.</param>
public sealed record SubAgentAccount(string Id, string Kind, string Description, AgentAccount Account);
