namespace Pith.Agents.SubAgents;

/// <summary>A sub-agent that is about to be started.</summary>
/// <param name="Id">Its id: eight hexadecimal digits.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Model">The model asked for by the call or the kind; null for that of its parent.</param>
/// <param name="CallId">The call that starts it.</param>
/// <param name="ParentId">The agent that calls; empty for the main one.</param>
public sealed record SubAgentOrder(string Id, AgentKind Kind, string? Model, string CallId, string ParentId);
