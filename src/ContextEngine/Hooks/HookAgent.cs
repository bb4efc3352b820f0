namespace Pith.Hooks;

/// <summary>The sub-agent that an event happens to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
public sealed record HookAgent(string Id, string Kind);
