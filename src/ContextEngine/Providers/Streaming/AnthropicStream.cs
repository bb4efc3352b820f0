using System.Globalization;
using Pith.Events;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>Reads the stream of the Anthropic Messages API. Events, blocks and deltas of kinds not yet invented pass through.</summary>
internal sealed class AnthropicStream(bool givesRaw = false) : IStreamDecoder
{
    /// <summary>The most that one answer may hold; 128k tokens of output are about half a megabyte.</summary>
    public const long MaxAnswerBytes = 64 << 20;

    private readonly Dictionary<int, BlockAssembly> _open = [];
    private TokenUsage _usage;
    private string _stopWord = "";
    private long _size;

    public bool IsComplete { get; private set; }

    public void Read(ReadOnlySpan<byte> data, List<ModelEvent> events)
    {
        var record = JsonValue.Of(data);
        var type = record.Field("type"u8);
        if (givesRaw)
            events.Add(new ModelEvent.Received(record.Raw.ToArray()));
        if (type.Is("content_block_delta"u8))
            Append(record, events);
        else if (type.Is("content_block_start"u8))
            Open(record, events);
        else if (type.Is("content_block_stop"u8))
            Close(record, events);
        else if (type.Is("message_start"u8))
            Start(record.Field("message"u8), events);
        else if (type.Is("message_delta"u8))
        {
            _usage = UsageReading.Anthropic(record.Field("usage"u8), _usage);
            if (record.Field("delta"u8).Field("stop_reason"u8) is { IsString: true } reason)
                _stopWord = JsonText.Word(reason);
        }
        else if (type.Is("message_stop"u8))
            Stop(events);
        else if (type.Is("error"u8))
            events.Add(ErrorReading.Failure(record, 0));
        else if (!type.Is("ping"u8))
            events.Add(new ModelEvent.Unknown(JsonText.Word(type), record.Raw.ToArray()));
    }

    /// <summary>This protocol has an end of its own; the body's says nothing.</summary>
    public void End(List<ModelEvent> events)
    {
    }

    internal static StopReason ReasonOf(string word) => word switch
    {
        "end_turn" => StopReason.EndTurn,
        "tool_use" => StopReason.ToolUse,
        "max_tokens" => StopReason.MaxTokens,
        "stop_sequence" => StopReason.StopSequence,
        "pause_turn" => StopReason.PauseTurn,
        "refusal" => StopReason.Refusal,
        "model_context_window_exceeded" => StopReason.WindowExceeded,
        "compaction" => StopReason.Compaction,
        _ => StopReason.Other,
    };

    private void Start(JsonValue message, List<ModelEvent> events)
    {
        _usage = UsageReading.Anthropic(message.Field("usage"u8), _usage);
        events.Add(new ModelEvent.Started(JsonText.Word(message.Field("id"u8)), JsonText.Word(message.Field("model"u8))));
    }

    private void Open(JsonValue record, List<ModelEvent> events)
    {
        var index = (int)record.Field("index"u8).Number;
        var block = new BlockAssembly(record.Field("content_block"u8));
        _open[index] = block;
        if (block.Kind == "tool_use")
            events.Add(new ModelEvent.CallStarted(index, block.Id, block.Name));
    }

    private void Append(JsonValue record, List<ModelEvent> events)
    {
        var index = (int)record.Field("index"u8).Number;
        var delta = record.Field("delta"u8);
        var block = Block(index);
        if (delta.Field("partial_json"u8) is { IsString: true } json)
        {
            var piece = JsonText.Bytes(json);
            block.AppendInput(piece);
            if (block.Kind == "tool_use" && piece.Length > 0)
                events.Add(new ModelEvent.CallInput(index, piece));
        }
        else
        {
            block.Append(delta);
            if (delta.Field("type"u8).Is("text_delta"u8))
                events.Add(new ModelEvent.TextDelta(index, JsonText.Bytes(delta.Field("text"u8))));
            else if (delta.Field("type"u8).Is("thinking_delta"u8))
                events.Add(new ModelEvent.ThinkingDelta(index, JsonText.Bytes(delta.Field("thinking"u8))));
        }

        _size += delta.Raw.Length;
        if (_size > MaxAnswerBytes)
            throw new StreamFaultException(FaultKind.TooLarge, $"the answer is longer than {MaxAnswerBytes} bytes");
    }

    private void Close(JsonValue record, List<ModelEvent> events)
    {
        var index = (int)record.Field("index"u8).Number;
        var block = Block(index);
        _open.Remove(index);
        if (block.Kind == "tool_use")
            events.Add(new ModelEvent.CallComplete(index, block.Id, block.Name, block.Input));
        events.Add(new ModelEvent.BlockComplete(index, block.Complete()));
    }

    private void Stop(List<ModelEvent> events)
    {
        if (_open.Count > 0)
            throw new StreamFaultException(FaultKind.Malformed, "the provider ended its answer inside a block");
        IsComplete = true;
        events.Add(new ModelEvent.Spent(_usage));
        events.Add(new ModelEvent.Stopped(ReasonOf(_stopWord), _stopWord));
    }

    private BlockAssembly Block(int index) => _open.TryGetValue(index, out var block)
        ? block
        : throw new StreamFaultException(FaultKind.Malformed, string.Create(CultureInfo.InvariantCulture, $"the provider added to block {index}, which it has not begun"));
}
