using Pith.Events;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>
/// Reads the stream of a Chat Completions server, of which there are many, each with its habits; the answer comes out in
/// the same events and blocks as Anthropic's. What is put right: calls without an index or with one for all, arguments in
/// one piece or as an object, a <c>finish_reason</c> that hides calls, a whole message in place of deltas, an end without
/// <c>[DONE]</c>, an empty reasoning that must be echoed.
/// </summary>
internal sealed class ChatStream : IStreamDecoder
{
    private const int ThinkingBlock = 0, TextBlock = 1, FirstCall = 2;

    private readonly ChatCalls _calls = new(FirstCall);
    private readonly ChatText _text = new("text"), _thinking = new("thinking");
    private TokenUsage _usage;
    private string _finish = "";
    private bool _hasStarted;
    private long _size;

    public bool IsComplete { get; private set; }

    public void Read(ReadOnlySpan<byte> data, List<ModelEvent> events)
    {
        if (IsComplete)
            return;
        if (data.Trim(" \t"u8).SequenceEqual("[DONE]"u8))
        {
            Finish(events);
            return;
        }

        _size += data.Length;
        if (_size > AnthropicStream.MaxAnswerBytes)
            throw new StreamFaultException(FaultKind.TooLarge, $"the answer is longer than {AnthropicStream.MaxAnswerBytes} bytes");
        var record = JsonValue.Of(data);
        if (!record.Field("error"u8).IsNothing)
        {
            events.Add(ErrorReading.Failure(record, 0));
            return;
        }

        if (!_hasStarted)
        {
            _hasStarted = true;
            events.Add(new ModelEvent.Started(JsonText.Word(record.Field("id"u8)), JsonText.Word(record.Field("model"u8))));
        }

        if (record.Field("usage"u8) is { IsObject: true } usage)
            _usage = UsageReading.Chat(usage);
        foreach (var choice in record.Field("choices"u8).Elements())
        {
            Take(choice, events);
            break; // one was asked for
        }
    }

    /// <summary>Servers that leave <c>[DONE]</c> out have said why they stopped.</summary>
    public void End(List<ModelEvent> events)
    {
        if (!IsComplete && _finish.Length > 0)
            Finish(events);
    }

    private void Take(JsonValue choice, List<ModelEvent> events)
    {
        var delta = choice.Field("delta"u8) is { IsObject: true } part ? part : choice.Field("message"u8);
        var reasoning = delta.Field("reasoning_content"u8) is { IsString: true } named ? named : delta.Field("reasoning"u8);
        if (reasoning.IsString && _thinking.Append(reasoning) is { Length: > 0 } thought)
            events.Add(new ModelEvent.ThinkingDelta(ThinkingBlock, thought));
        if (delta.Field("content"u8) is { IsString: true } content && _text.Append(content) is { Length: > 0 } words)
            events.Add(new ModelEvent.TextDelta(TextBlock, words));
        _calls.Read(delta.Field("tool_calls"u8), events);
        if (choice.Field("finish_reason"u8) is { IsString: true } finish)
            _finish = JsonText.Word(finish);
    }

    private void Finish(List<ModelEvent> events)
    {
        // A proxy that lost its server also says [DONE]; an answer of nothing at all is none.
        if (_finish.Length == 0 && !_calls.Any && _text.IsEmpty)
            return;
        IsComplete = true;
        if (_thinking.HasAny)
            events.Add(new ModelEvent.BlockComplete(ThinkingBlock, _thinking.Complete()));
        if (!_text.IsEmpty)
            events.Add(new ModelEvent.BlockComplete(TextBlock, _text.Complete()));
        _calls.Complete(events);
        events.Add(new ModelEvent.Spent(_usage));
        events.Add(new ModelEvent.Stopped(Reason(), _finish));
    }

    /// <summary>Calls count, whatever the word says, unless the answer was cut off.</summary>
    private StopReason Reason() => _finish switch
    {
        "length" => StopReason.MaxTokens,
        "content_filter" => StopReason.Refusal,
        _ when _calls.Any => StopReason.ToolUse,
        "stop" or "eos" or "tool_calls" or "" => StopReason.EndTurn,
        _ => StopReason.Other,
    };
}
