using Pith.Permissions;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>Decides whether a call may run. Asked once for each call, one after another, before any of an answer's group runs.</summary>
/// <param name="tool">The tool.</param>
/// <param name="call">The call.</param>
/// <param name="needs">What it needs of the world.</param>
/// <param name="cancel">Ends the wait for a person.</param>
public delegate ValueTask<GateAnswer> CallGate(ITool tool, ToolCall call, IReadOnlyList<Need> needs, CancellationToken cancel);
