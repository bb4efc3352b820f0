using Pith.Events;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>One thing that happens while an agent works. The hierarchy is closed; the last event is always <see cref="Ended"/>.</summary>
public abstract record AgentEvent
{
    private AgentEvent()
    {
    }

    /// <summary>The model is answering.</summary>
    /// <param name="Event">What came.</param>
    public sealed record Answering(ModelEvent Event) : AgentEvent;

    /// <summary>An answer is whole and in the log.</summary>
    /// <param name="Message">The message as it will be sent back; empty where the model said nothing.</param>
    /// <param name="Id">The provider's name for it.</param>
    /// <param name="Model">The model that gave it.</param>
    /// <param name="Usage">What it took.</param>
    /// <param name="StopWord">The provider's word for why it stopped.</param>
    public sealed record Answered(ReadOnlyMemory<byte> Message, string Id, string Model, TokenUsage Usage, string StopWord) : AgentEvent;

    /// <summary>A call begins to run.</summary>
    /// <param name="Call">The call.</param>
    public sealed record CallBegan(ToolCall Call) : AgentEvent;

    /// <summary>A call was refused and does not run.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Reason">Why.</param>
    public sealed record CallRefused(ToolCall Call, string Reason) : AgentEvent;

    /// <summary>A call has a result.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Result">What the model will see: a preview where the whole is large.</param>
    public sealed record CallEnded(ToolCall Call, ToolResult Result) : AgentEvent;

    /// <summary>The results of an answer's calls are in the conversation and the log.</summary>
    /// <param name="Message">The message that holds them.</param>
    public sealed record Returned(ReadOnlyMemory<byte> Message) : AgentEvent;

    /// <summary>An epoch ended: the conversation became smaller, and what left it is in the store.</summary>
    /// <param name="Before">Its tokens before, by our count.</param>
    /// <param name="After">Its tokens after.</param>
    /// <param name="Trigger"><c>auto</c>, <c>manual</c> or <c>uncollapse</c>.</param>
    public sealed record Compacted(long Before, long After, string Trigger = "auto") : AgentEvent
    {
        /// <summary>What a provider took for its summary.</summary>
        public TokenUsage Usage { get; init; }

        /// <summary>The model that wrote it; empty where code alone compacted.</summary>
        public string Model { get; init; } = "";
    }

    /// <summary>The run has ended.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Message">One sentence for people; empty when the model had finished.</param>
    /// <param name="Fault">The provider's failure, when that was it.</param>
    /// <param name="Account">What the run took.</param>
    public sealed record Ended(EndReason Reason, string Message, ModelEvent.Failed? Fault, AgentAccount Account) : AgentEvent;
}
