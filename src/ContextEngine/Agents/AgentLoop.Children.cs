namespace Pith.Agents;

public sealed partial class AgentLoop
{
    /// <summary>Where sub-agents get theirs from.</summary>
    internal Purse Purse => _purse;
}
