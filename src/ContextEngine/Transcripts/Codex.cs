namespace Pith.Transcripts;

/// <summary>
/// Codex rollouts. <c>response_item</c> is what the model saw; <c>event_msg</c> repeats it for the screen and is never
/// counted; <c>compacted</c> starts the context anew with its <c>replacement_history</c>.
/// </summary>
internal sealed class Codex : Dialect
{
    private bool _instructed;

    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        var type = default(JsonValue);
        var payload = default(JsonValue);
        var timestamp = default(JsonValue);
        foreach (var field in value.Fields())
        {
            if (field.Is("type"u8))
                type = field.Value;
            else if (field.Is("payload"u8))
                payload = field.Value;
            else if (field.Is("timestamp"u8))
                timestamp = field.Value;
        }

        if (type.Is("response_item"u8))
            Item(payload, timestamp, place, sink);
        else if (type.Is("event_msg"u8))
            Event(payload, place, sink);
        else if (type.Is("compacted"u8))
            Compacted(payload, timestamp, place, sink);
        else if (type.Is("session_meta"u8))
            Session(payload, timestamp, place, sink);
        else if (type.Is("turn_context"u8))
            Metadata("turn_context"u8, place, sink, model: payload.Field("model"u8).Bytes);
        else
            Metadata(type.Bytes, place, sink);
    }

    private static void Event(JsonValue payload, Place place, ITranscriptSink sink)
    {
        var isCount = payload.Field("type"u8).Is("token_count"u8);
        var usage = isCount ? UsageFields.Read(payload.Field("info"u8).Field("last_token_usage"u8)) : default;
        Metadata(isCount ? "event_msg/token_count"u8 : "event_msg"u8, place, sink, usage);
    }

    /// <summary>The system prompt stands in the first record; files that were resumed repeat it.</summary>
    private void Session(JsonValue payload, JsonValue timestamp, Place place, ITranscriptSink sink)
    {
        var instructions = payload.Field("base_instructions"u8);
        var text = instructions.IsObject ? instructions.Field("text"u8) : instructions;
        if (_instructed || !text.IsString)
        {
            Metadata("session_meta"u8, place, sink);
            return;
        }

        _instructed = true;
        Turn(Role.System, "session_meta"u8, timestamp, place, sink);
        Text(text.Piece, sink);
    }

    private static void Compacted(JsonValue payload, JsonValue timestamp, Place place, ITranscriptSink sink)
    {
        var message = payload.Field("message"u8);
        sink.Record(new RecordView { Kind = RecordKind.Boundary, Type = "compacted"u8, Offset = place.Offset, Line = place.Line, Timestamp = timestamp.Bytes });
        foreach (var item in payload.Field("replacement_history"u8).Elements())
            Item(item, timestamp, place, sink);
        if (message.Bytes.IsEmpty)
            return;
        sink.Record(new RecordView { Kind = RecordKind.Turn, Role = Role.User, Flags = RecordFlags.Summary, Type = "compacted"u8, Offset = place.Offset, Line = place.Line, Timestamp = timestamp.Bytes });
        Text(message.Piece, sink);
    }

    private static void Item(JsonValue item, JsonValue timestamp, Place place, ITranscriptSink sink)
    {
        var parts = new Parts();
        foreach (var field in item.Fields())
            parts.Take(field);
        if (parts.Type.Is("message"u8))
        {
            var role = parts.Role.Is("assistant"u8) ? Role.Assistant : parts.Role.Is("user"u8) ? Role.User : Role.System;
            Turn(role, "response_item/message"u8, timestamp, place, sink);
            ChatMessages.Content(parts.Content, sink);
        }
        else if (parts.Type.Is("reasoning"u8))
        {
            Turn(Role.Assistant, "response_item/reasoning"u8, timestamp, place, sink);
            foreach (var part in parts.Summary.Elements())
                sink.Block(new BlockView { Kind = BlockKind.Thinking, Text = part.Field("text"u8).Piece });
        }
        else if (parts.Type.Bytes.EndsWith("_call"u8))
        {
            Turn(Role.Assistant, "response_item/call"u8, timestamp, place, sink);
            var arguments = parts.Arguments.IsNothing ? parts.Action : parts.Arguments;
            sink.Block(new BlockView { Kind = BlockKind.Call, Text = arguments.IsNothing ? default : arguments.Piece, CallId = parts.CallId.Bytes, Tool = parts.Name.IsString ? parts.Name.Piece : parts.Type.Piece });
        }
        else if (parts.Type.Bytes.EndsWith("_output"u8))
        {
            Turn(Role.User, "response_item/output"u8, timestamp, place, sink);
            Output(parts, sink);
        }
        else if (parts.Type.Is("compaction"u8))
        {
            Metadata("compaction"u8, place, sink); // its content is encrypted
        }
        else
        {
            Turn(Role.Assistant, "response_item"u8, timestamp, place, sink);
            Text(new JsonPiece(item.Raw, false), sink);
        }
    }

    private static void Output(Parts parts, ITranscriptSink sink)
    {
        var text = parts.Output.IsObject && parts.Output.Field("content"u8) is { IsString: true } inner ? inner : parts.Output;
        if (!text.IsArray)
        {
            sink.Block(new BlockView { Kind = BlockKind.Result, Text = text.IsNothing ? default : text.Piece, CallId = parts.CallId.Bytes, IsError = Failed(text.Bytes) });
            return;
        }

        foreach (var part in text.Elements())
        {
            var words = part.Field("text"u8);
            sink.Block(new BlockView { Kind = BlockKind.Result, Text = words.IsString ? words.Piece : new JsonPiece(part.Raw, false), CallId = parts.CallId.Bytes, IsError = Failed(words.Bytes) });
        }
    }

    /// <summary>Codex writes the exit code into the first lines of the output, in one of three ways.</summary>
    private static bool Failed(ReadOnlySpan<byte> output)
    {
        var head = output[..Math.Min(output.Length, 400)];
        return NotZero(head, "Exit code: "u8) || NotZero(head, "exited with code "u8) || NotZero(output[^Math.Min(output.Length, 120)..], "\\\"exit_code\\\":"u8);
    }

    private static bool NotZero(ReadOnlySpan<byte> text, ReadOnlySpan<byte> label) =>
        text.IndexOf(label) is var at and >= 0 && at + label.Length < text.Length && text[at + label.Length] != '0';

    private static void Turn(Role role, ReadOnlySpan<byte> type, JsonValue timestamp, Place place, ITranscriptSink sink) =>
        sink.Record(new RecordView { Kind = RecordKind.Turn, Role = role, Type = type, Offset = place.Offset, Line = place.Line, Timestamp = timestamp.Bytes });

    private ref struct Parts
    {
        public JsonValue Type, Role, Content, Summary, Name, Arguments, Action, CallId, Output;

        public void Take(JsonField field)
        {
            if (field.Is("type"u8))
                Type = field.Value;
            else if (field.Is("role"u8))
                Role = field.Value;
            else if (field.Is("content"u8))
                Content = field.Value;
            else if (field.Is("summary"u8))
                Summary = field.Value;
            else if (field.Is("name"u8))
                Name = field.Value;
            else if (field.Is("arguments"u8) || field.Is("input"u8))
                Arguments = field.Value;
            else if (field.Is("action"u8))
                Action = field.Value;
            else if (field.Is("call_id"u8))
                CallId = field.Value;
            else if (field.Is("output"u8) || field.Is("tools"u8))
                Output = field.Value;
        }
    }
}
