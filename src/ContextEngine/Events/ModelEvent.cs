namespace Pith.Events;

/// <summary>
/// One thing that happens while a model answers. The hierarchy is closed. An answer is <see cref="Started"/>, deltas and
/// blocks, <see cref="Spent"/> and <see cref="Stopped"/>; or it ends with <see cref="Failed"/>. Text is UTF-8.
/// </summary>
public abstract record ModelEvent
{
    private ModelEvent()
    {
    }

    /// <summary>The answer has begun.</summary>
    /// <param name="Id">The provider's name for it; empty when it has none.</param>
    /// <param name="Model">The model that answers, as the provider names it.</param>
    public sealed record Started(string Id, string Model) : ModelEvent;

    /// <summary>More of a text.</summary>
    /// <param name="Block">Which block of the answer, from 0.</param>
    /// <param name="Text">What was added.</param>
    public sealed record TextDelta(int Block, ReadOnlyMemory<byte> Text) : ModelEvent;

    /// <summary>More of the reasoning.</summary>
    /// <param name="Block">Which block of the answer, from 0.</param>
    /// <param name="Text">What was added.</param>
    public sealed record ThinkingDelta(int Block, ReadOnlyMemory<byte> Text) : ModelEvent;

    /// <summary>A call of a tool has begun; its input follows.</summary>
    /// <param name="Block">Which block of the answer, from 0.</param>
    /// <param name="Id">The provider's name for the call.</param>
    /// <param name="Name">The tool's name.</param>
    public sealed record CallStarted(int Block, string Id, string Name) : ModelEvent;

    /// <summary>More of a call's input: a piece of JSON that need not be whole.</summary>
    /// <param name="Block">Which block of the answer, from 0.</param>
    /// <param name="Json">What was added.</param>
    public sealed record CallInput(int Block, ReadOnlyMemory<byte> Json) : ModelEvent;

    /// <summary>A call is whole. It may be run once the answer has <see cref="Stopped"/>, never before.</summary>
    /// <param name="Block">Which block of the answer, from 0.</param>
    /// <param name="Id">The provider's name for the call.</param>
    /// <param name="Name">The tool's name.</param>
    /// <param name="Input">One JSON object, or whatever the model wrote instead.</param>
    public sealed record CallComplete(int Block, string Id, string Name, ReadOnlyMemory<byte> Input) : ModelEvent;

    /// <summary>A block is whole, in the form in which it must be sent back.</summary>
    /// <param name="Block">Which block of the answer, from 0.</param>
    /// <param name="Raw">One JSON object, a content block of the Messages API: strings keep the provider's own escapes, unknown fields stay.</param>
    public sealed record BlockComplete(int Block, ReadOnlyMemory<byte> Raw) : ModelEvent;

    /// <summary>What the answer took. Comes once, before <see cref="Stopped"/>.</summary>
    /// <param name="Usage">The counters.</param>
    public sealed record Spent(TokenUsage Usage) : ModelEvent;

    /// <summary>The answer is whole: the provider itself said so.</summary>
    /// <param name="Reason">Why the model stopped.</param>
    /// <param name="Word">The provider's own word for it.</param>
    public sealed record Stopped(StopReason Reason, string Word) : ModelEvent;

    /// <summary>The answer failed for good. Nothing follows, and nothing of it counts.</summary>
    /// <param name="Kind">What kind of failure.</param>
    /// <param name="Message">One sentence for people that names the place and the way out.</param>
    /// <param name="Status">The HTTP status; 0 where there was none, or it was 200.</param>
    public sealed record Failed(FaultKind Kind, string Message, int Status) : ModelEvent;

    /// <summary>An attempt failed and the next one waits. What came of the answer so far is void: the next attempt starts anew.</summary>
    /// <param name="Attempt">The attempt that failed, from 1.</param>
    /// <param name="Attempts">How many there are at most.</param>
    /// <param name="Delay">How long the wait is.</param>
    /// <param name="Fault">What happened.</param>
    public sealed record Retrying(int Attempt, int Attempts, TimeSpan Delay, Failed Fault) : ModelEvent;

    /// <summary>A model failed for good and the next one of the chain is asked. What came of the answer so far is void.</summary>
    /// <param name="From">The model that failed.</param>
    /// <param name="To">The model that is asked now.</param>
    /// <param name="Fault">What happened.</param>
    public sealed record FellBack(string From, string To, Failed Fault) : ModelEvent;

    /// <summary>An event of the provider's stream as it came, before what it means. Given only where it was asked for.</summary>
    /// <param name="Raw">One JSON object.</param>
    public sealed record Received(ReadOnlyMemory<byte> Raw) : ModelEvent;

    /// <summary>Something this version does not know. Not a fault.</summary>
    /// <param name="Name">What the provider calls it.</param>
    /// <param name="Raw">Its JSON as it came.</param>
    public sealed record Unknown(string Name, ReadOnlyMemory<byte> Raw) : ModelEvent;
}
