using Pith.Tools.Sandboxes;

namespace Pith.Cli.Runs;

/// <summary>Where an agent works, and what holds it there. The agents that it starts work there too, unless they get a work tree of their own.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Worktree">What decides in a work tree; null in the run's own folder.</param>
/// <param name="Sandbox">What commands are held to; null for nothing.</param>
internal sealed record AgentGround(string Folder, WorktreeAuthority? Worktree, Sandbox? Sandbox);
