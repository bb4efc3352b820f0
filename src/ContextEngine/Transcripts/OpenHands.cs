namespace Pith.Transcripts;

/// <summary>
/// OpenHands evaluation outputs: one run a line, its <c>history</c> a flat list of events. An action that came from a
/// model's tool call is a call; the observation it caused is its result. Older files pair the two in lists.
/// </summary>
internal sealed class OpenHands : Dialect
{
    private int _thread = -1;

    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        _thread++;
        foreach (var entry in value.Field("history"u8).Elements())
        {
            if (entry.IsObject)
                Event(entry, place, sink);
            foreach (var paired in entry.Elements())
                Event(paired, place, sink);
        }
    }

    private void Event(JsonValue entry, Place place, ITranscriptSink sink)
    {
        var parts = new Parts();
        foreach (var field in entry.Fields())
            parts.Take(field);
        if (parts.Action.IsString && !parts.Action.Bytes.IsEmpty)
            Action(parts, place, sink);
        else if (parts.Observation.IsString && !parts.Observation.Bytes.IsEmpty)
            Observation(parts, place, sink);
        else
            Metadata("event"u8, place, sink);
    }

    private void Action(Parts parts, Place place, ITranscriptSink sink)
    {
        var name = parts.Call.Field("function_name"u8);
        var byAgent = parts.Source.Is("agent"u8);
        if (parts.Action.Is("system"u8))
        {
            Turn(Role.System, parts, place, sink);
            Text(Words(parts), sink);
        }
        else if (parts.Action.Is("message"u8) || parts.Action.Is("finish"u8) && !name.IsString)
        {
            Turn(byAgent ? Role.Assistant : Role.User, parts, place, sink);
            Text(Words(parts), sink);
        }
        else if (byAgent)
        {
            Turn(Role.Assistant, parts, place, sink);
            if (parts.Args.Field("thought"u8) is { IsString: true } thought)
                Text(thought.Piece, sink);
            sink.Block(new BlockView { Kind = BlockKind.Call, Text = parts.Args.Piece, CallId = parts.Call.Field("tool_call_id"u8).Bytes, Tool = name.IsString ? name.Piece : parts.Action.Piece });
        }
        else
        {
            Metadata(parts.Action.Bytes, place, sink);
        }
    }

    private void Observation(Parts parts, Place place, ITranscriptSink sink)
    {
        Turn(Role.User, parts, place, sink);
        var id = parts.Call.Field("tool_call_id"u8);
        var content = parts.Content.IsNothing ? default : parts.Content.Piece;
        if (!id.IsString && !parts.Cause.IsNothing && parts.Source.Is("environment"u8))
        {
            Text(content, sink);
            return;
        }

        var code = parts.Extras.Field("metadata"u8).Field("exit_code"u8).Number;
        sink.Block(new BlockView { Kind = BlockKind.Result, Text = content, CallId = id.Bytes, IsError = code > 0 || parts.Observation.Is("error"u8) });
    }

    private static JsonPiece Words(Parts parts) =>
        parts.Args.Field("content"u8) is { IsString: true } content ? content.Piece : parts.Message.IsString ? parts.Message.Piece : default;

    private void Turn(Role role, Parts parts, Place place, ITranscriptSink sink)
    {
        var response = parts.Call.Field("model_response"u8);
        var meta = role == Role.User && parts.Observation.IsString;
        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = role,
            Flags = meta ? RecordFlags.Meta : RecordFlags.None,
            Thread = _thread,
            Type = parts.Action.IsString ? parts.Action.Bytes : parts.Observation.Bytes,
            Timestamp = parts.Timestamp.Bytes,
            Model = role == Role.Assistant ? response.Field("model"u8).Bytes : [],
            Usage = role == Role.Assistant ? UsageFields.Read(response.Field("usage"u8)) : default,
            Offset = place.Offset,
            Line = place.Line,
        });
    }

    private ref struct Parts
    {
        public JsonValue Action, Observation, Args, Content, Extras, Source, Message, Cause, Call, Timestamp;

        public void Take(JsonField field)
        {
            if (field.Is("action"u8))
                Action = field.Value;
            else if (field.Is("observation"u8))
                Observation = field.Value;
            else if (field.Is("args"u8))
                Args = field.Value;
            else if (field.Is("content"u8))
                Content = field.Value;
            else if (field.Is("extras"u8))
                Extras = field.Value;
            else if (field.Is("source"u8))
                Source = field.Value;
            else if (field.Is("message"u8))
                Message = field.Value;
            else if (field.Is("cause"u8))
                Cause = field.Value;
            else if (field.Is("tool_call_metadata"u8))
                Call = field.Value;
            else if (field.Is("timestamp"u8))
                Timestamp = field.Value;
        }
    }
}
