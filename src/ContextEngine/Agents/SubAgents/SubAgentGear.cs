using Pith.Hooks;
using Pith.Providers;
using Pith.Store;
using Pith.Tools;

namespace Pith.Agents.SubAgents;

/// <summary>What a sub-agent works with. Disposing ends what its tools left running and closes its log.</summary>
/// <param name="Head">Model, system text and cache of a fresh conversation; its tools are those below, as far as its kind may see them.</param>
/// <param name="Provider">The model, for this conversation alone.</param>
/// <param name="Tools">The tools that its parent could have.</param>
/// <param name="Gate">Decides on its calls, no wider than its parent's.</param>
/// <param name="Log">Keeps its conversation.</param>
/// <param name="Release">Ends it.</param>
public sealed record SubAgentGear(RequestHead Head, IModelProvider Provider, IReadOnlyList<ITool> Tools, CallGate Gate, IConversationLog Log, Action Release) : IDisposable
{
    /// <summary>Has a say about what its calls came to; about the calls themselves the gate asks it.</summary>
    public LoopHook Hook { get; init; } = static (_, _) => new(HookOutcome.Nothing);

    /// <summary>Takes large results.</summary>
    public BlobStore? Store { get; init; }

    /// <summary>When its conversation is made smaller.</summary>
    public EpochOptions Epochs { get; init; } = new();

    /// <summary>What is to be said beside its report, once it has ended: a worktree that was kept. Empty for nothing.</summary>
    public Func<string> Remark { get; init; } = static () => "";

    /// <inheritdoc/>
    public void Dispose() => Release();
}
