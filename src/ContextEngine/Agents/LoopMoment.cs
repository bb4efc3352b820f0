using Pith.Events;
using Pith.Hooks;
using Pith.Permissions;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>A moment of a run at which others may have a say. The hierarchy is closed.</summary>
public abstract record LoopMoment
{
    private LoopMoment()
    {
    }

    /// <summary>The sub-agent that it happens to; null for the main one.</summary>
    public HookAgent? By { get; init; }

    /// <summary>The folder that the paths of a call begin at; null where nobody says.</summary>
    public string? Root { get; init; }

    /// <summary>Where a command would start; null where nobody says.</summary>
    public string? Place { get; init; }

    /// <summary>The user has said something; it is in no log yet.</summary>
    /// <param name="Prompt">UTF-8.</param>
    public sealed record Prompted(ReadOnlyMemory<byte> Prompt) : LoopMoment;

    /// <summary>A call is about to be decided on.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Needs">What it needs.</param>
    public sealed record Calling(ToolCall Call, IReadOnlyList<Need> Needs) : LoopMoment;

    /// <summary>A person would be asked about a call.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Needs">What it needs.</param>
    /// <param name="Reason">What is asked.</param>
    public sealed record Asking(ToolCall Call, IReadOnlyList<Need> Needs, string Reason) : LoopMoment;

    /// <summary>A call was refused.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Needs">What it needs.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(ToolCall Call, IReadOnlyList<Need> Needs, string Reason) : LoopMoment;

    /// <summary>A call has run.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Needs">What it needed.</param>
    /// <param name="Result">What the model is about to see of its result.</param>
    public sealed record Called(ToolCall Call, IReadOnlyList<Need> Needs, ToolResult Result) : LoopMoment;

    /// <summary>All calls of an answer have their results.</summary>
    /// <param name="Calls">The calls, as they ran.</param>
    /// <param name="Results">What the model is about to see of their results, in the same order.</param>
    public sealed record AllCalled(IReadOnlyList<ToolCall> Calls, IReadOnlyList<ToolResult> Results) : LoopMoment;

    /// <summary>The model has finished.</summary>
    /// <param name="IsAgain">Whether it goes on only because it was told to at such a moment before.</param>
    /// <param name="Said">The text of its last answer.</param>
    public sealed record Finishing(bool IsAgain, string Said) : LoopMoment;

    /// <summary>The run ends with a failure.</summary>
    /// <param name="Reason">One sentence.</param>
    /// <param name="Kind">What kind of failure, where the provider gave one.</param>
    public sealed record Failed(string Reason, FaultKind? Kind) : LoopMoment;

    /// <summary>The conversation is about to be made smaller.</summary>
    /// <param name="Trigger"><c>auto</c> or <c>manual</c>.</param>
    /// <param name="Instructions">What the user wants kept; empty for nothing.</param>
    public sealed record Compacting(string Trigger, string Instructions) : LoopMoment;

    /// <summary>It was made smaller.</summary>
    /// <param name="Trigger"><c>auto</c> or <c>manual</c>.</param>
    public sealed record Compacted(string Trigger) : LoopMoment;

    /// <summary>A sub-agent begins.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Kind">Its kind.</param>
    public sealed record AgentStarted(string Id, string Kind) : LoopMoment;

    /// <summary>A sub-agent has finished.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="IsAgain">Whether it goes on only because it was told to at such a moment before.</param>
    /// <param name="Said">The text of its last answer.</param>
    public sealed record AgentFinishing(string Id, string Kind, bool IsAgain, string Said) : LoopMoment;
}
