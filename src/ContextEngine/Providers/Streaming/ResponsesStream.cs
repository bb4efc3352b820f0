using Pith.Events;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>
/// Reads the stream of the Responses API. Deltas are for the eye; what counts is each item as the server gives it whole,
/// and its own terminal event: completed, incomplete or failed. What the body does after that says nothing.
/// </summary>
internal sealed class ResponsesStream : IStreamDecoder
{
    private readonly HashSet<int> _done = [];
    private bool _hasCalls, _isRefusal;
    private long _size;

    public bool IsComplete { get; private set; }

    public void Read(ReadOnlySpan<byte> data, List<ModelEvent> events)
    {
        if (IsComplete || data.SequenceEqual("[DONE]"u8))
            return;
        _size += data.Length;
        if (_size > AnthropicStream.MaxAnswerBytes)
            throw new StreamFaultException(FaultKind.TooLarge, $"the answer is longer than {AnthropicStream.MaxAnswerBytes} bytes");
        var record = JsonValue.Of(data);
        var index = (int)record.Field("output_index"u8).Number;
        var type = JsonText.Word(record.Field("type"u8));
        var delta = JsonText.Bytes(record.Field("delta"u8));
        switch (type)
        {
            case "response.output_text.delta" or "response.refusal.delta":
                events.Add(new ModelEvent.TextDelta(index, delta));
                break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta":
                events.Add(new ModelEvent.ThinkingDelta(index, delta));
                break;
            case "response.function_call_arguments.delta":
                events.Add(new ModelEvent.CallInput(index, delta));
                break;
            case "response.output_item.added" when record.Field("item"u8) is var item && item.Field("type"u8).Is("function_call"u8):
                events.Add(new ModelEvent.CallStarted(index, JsonText.Word(item.Field("call_id"u8)), JsonText.Word(item.Field("name"u8))));
                break;
            case "response.output_item.done":
                Take(record.Field("item"u8), index, events);
                break;
            case "response.created":
                var response = record.Field("response"u8);
                events.Add(new ModelEvent.Started(JsonText.Word(response.Field("id"u8)), JsonText.Word(response.Field("model"u8))));
                break;
            case "response.completed" or "response.incomplete":
                Finish(record.Field("response"u8), type == "response.incomplete", events);
                break;
            case "response.failed" or "response.cancelled":
                events.Add(ErrorReading.Failure(record.Field("response"u8), 0));
                break;
            case "error":
                events.Add(ErrorReading.Failure(record, 0));
                break;
            default:
                if (!IsKnown(type))
                    events.Add(new ModelEvent.Unknown(type, record.Raw.ToArray()));
                break;
        }
    }

    /// <summary>This protocol has an end of its own; the body's says nothing.</summary>
    public void End(List<ModelEvent> events)
    {
    }

    /// <summary>Events that say nothing which the whole items do not.</summary>
    private static bool IsKnown(string type) => type is "response.in_progress" or "response.queued" or "response.output_item.added" or "keepalive"
        || type.StartsWith("response.content_part.", StringComparison.Ordinal) || type.StartsWith("response.reasoning_", StringComparison.Ordinal)
        || type is "response.output_text.done" or "response.refusal.done" or "response.function_call_arguments.done" or "response.output_text.annotation.added";

    private void Take(JsonValue item, int index, List<ModelEvent> events)
    {
        if (!_done.Add(index))
            return;
        if (item.Field("type"u8).Is("function_call"u8))
        {
            _hasCalls = true;
            var input = JsonText.Bytes(item.Field("arguments"u8)) is { Length: > 0 } written ? written : "{}"u8.ToArray();
            events.Add(new ModelEvent.CallComplete(index, JsonText.Word(item.Field("call_id"u8)), JsonText.Word(item.Field("name"u8)), input));
            events.Add(new ModelEvent.BlockComplete(index, ResponsesItem.ToCall(item, input)));
            return;
        }

        foreach (var part in item.Field("content"u8).Elements())
            _isRefusal |= part.Field("type"u8).Is("refusal"u8);
        if (ResponsesItem.ToBlock(item) is { Length: > 0 } block)
            events.Add(new ModelEvent.BlockComplete(index, block));
    }

    private void Finish(JsonValue response, bool isIncomplete, List<ModelEvent> events)
    {
        var index = 0; // servers that send no event for an item have it here
        foreach (var item in response.Field("output"u8).Elements())
            Take(item, index++, events);
        IsComplete = true;
        var word = isIncomplete ? JsonText.Word(response.Field("incomplete_details"u8).Field("reason"u8)) : "completed";
        events.Add(new ModelEvent.Spent(UsageReading.Responses(response.Field("usage"u8))));
        events.Add(new ModelEvent.Stopped(Reason(word), word));
    }

    private StopReason Reason(string word) => word switch
    {
        "max_output_tokens" => StopReason.MaxTokens,
        "content_filter" => StopReason.Refusal,
        "completed" when _hasCalls => StopReason.ToolUse,
        "completed" => _isRefusal ? StopReason.Refusal : StopReason.EndTurn,
        _ => StopReason.Other,
    };
}
