using Pith.Hooks;

namespace Pith.Agents;

/// <summary>Has a say at the moments of a run. Contract: throws nothing but <see cref="OperationCanceledException"/>.</summary>
/// <param name="moment">What happens.</param>
/// <param name="cancel">Ends the wait.</param>
public delegate ValueTask<HookOutcome> LoopHook(LoopMoment moment, CancellationToken cancel);
