using Pith.Hooks;
using Pith.Store;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>What an agent works with.</summary>
public sealed record AgentOptions
{
    /// <summary>Tools that the model can call; they must be those that the request declares.</summary>
    public IReadOnlyList<ITool> Tools { get; init; } = [];

    /// <summary>Decides on every call. Without one none may run.</summary>
    public CallGate Gate { get; init; } = static (_, _, _, _) => new(GateAnswer.Deny("nobody is there to allow it"));

    /// <summary>What the model is to be told besides, asked for before every message of the user's role; its texts go into that message and stay.</summary>
    public NoteSource Notes { get; init; } = static _ => [];

    /// <summary>Has a say at the moments of the run, except about calls: there the gate asks it.</summary>
    public LoopHook Hook { get; init; } = static (_, _) => new(HookOutcome.Nothing);

    /// <summary>Keeps the conversation.</summary>
    public IConversationLog Log { get; init; } = new NoLog();

    /// <summary>Takes large results whole; without it they are cut for good.</summary>
    public BlobStore? Store { get; init; }

    /// <summary>When the conversation is made smaller. Needs a <see cref="Store"/>.</summary>
    public EpochOptions Epochs { get; init; } = new();

    /// <summary>What the user pinned; null for nothing ever.</summary>
    public PinBoard? Pins { get; init; }

    /// <summary>Tells how long the conversation has rested.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hard limits.</summary>
    public AgentLimits Limits { get; init; } = new();
}
