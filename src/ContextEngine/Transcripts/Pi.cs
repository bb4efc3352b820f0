namespace Pith.Transcripts;

/// <summary>pi's session files. A <c>compaction</c> entry starts the context anew with its summary.</summary>
internal sealed class Pi : Dialect
{
    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        var type = default(JsonValue);
        var message = default(JsonValue);
        var timestamp = default(JsonValue);
        var summary = default(JsonValue);
        var id = default(JsonValue);
        foreach (var field in value.Fields())
        {
            if (field.Is("type"u8))
                type = field.Value;
            else if (field.Is("message"u8))
                message = field.Value;
            else if (field.Is("timestamp"u8))
                timestamp = field.Value;
            else if (field.Is("summary"u8))
                summary = field.Value;
            else if (field.Is("id"u8))
                id = field.Value;
        }

        if (type.Is("message"u8) && message.IsObject)
            Message(message, id, timestamp, place, sink);
        else if (type.Is("compaction"u8))
        {
            sink.Record(new RecordView { Kind = RecordKind.Boundary, Type = "compaction"u8, Offset = place.Offset, Line = place.Line, Timestamp = timestamp.Bytes });
            sink.Record(new RecordView { Kind = RecordKind.Turn, Role = Role.User, Flags = RecordFlags.Summary, Type = "compaction"u8, Offset = place.Offset, Line = place.Line, Timestamp = timestamp.Bytes });
            Text(summary.Piece, sink);
        }
        else
        {
            Metadata(type.Bytes, place, sink);
        }
    }

    private static void Message(JsonValue message, JsonValue id, JsonValue timestamp, Place place, ITranscriptSink sink)
    {
        var parts = new Parts();
        foreach (var field in message.Fields())
            parts.Take(field);
        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = parts.Role.Is("assistant"u8) ? Role.Assistant : Role.User,
            Offset = place.Offset,
            Line = place.Line,
            Type = parts.Role.Bytes,
            Id = id.Bytes,
            Timestamp = timestamp.Bytes,
            Model = parts.Model.Bytes,
            Usage = UsageFields.Read(parts.Usage),
        });
        if (parts.Role.Is("toolResult"u8))
            Result(parts, sink);
        else if (parts.Role.Is("bashExecution"u8))
        {
            Text(parts.Command.Piece, sink);
            Text(parts.Output.Piece, sink);
        }
        else
        {
            if (parts.Content.IsString)
                Text(parts.Content.Piece, sink);
            foreach (var part in parts.Content.Elements())
                Part(part, sink);
        }
    }

    private static void Result(Parts parts, ITranscriptSink sink)
    {
        var any = false;
        foreach (var part in parts.Content.Elements())
        {
            if (part.Field("text"u8) is not { IsString: true } text)
            {
                Part(part, sink);
                continue;
            }

            any = true;
            sink.Block(new BlockView { Kind = BlockKind.Result, Text = text.Piece, CallId = parts.ToolCallId.Bytes, Tool = parts.ToolName.Piece, IsError = parts.IsError.IsTrue });
        }

        if (!any)
            sink.Block(new BlockView { Kind = BlockKind.Result, Text = parts.Content.IsString ? parts.Content.Piece : default, CallId = parts.ToolCallId.Bytes, Tool = parts.ToolName.Piece, IsError = parts.IsError.IsTrue });
    }

    private static void Part(JsonValue part, ITranscriptSink sink)
    {
        var type = default(JsonValue);
        var text = default(JsonValue);
        var signature = default(JsonValue);
        var id = default(JsonValue);
        var name = default(JsonValue);
        var arguments = default(JsonValue);
        var media = default(JsonValue);
        foreach (var field in part.Fields())
        {
            if (field.Is("type"u8))
                type = field.Value;
            else if (field.Is("text"u8) || field.Is("thinking"u8) || field.Is("data"u8))
                text = field.Value;
            else if (field.Is("thinkingSignature"u8))
                signature = field.Value;
            else if (field.Is("id"u8))
                id = field.Value;
            else if (field.Is("name"u8))
                name = field.Value;
            else if (field.Is("arguments"u8))
                arguments = field.Value;
            else if (field.Is("mimeType"u8))
                media = field.Value;
        }

        if (type.Is("toolCall"u8))
            sink.Block(new BlockView { Kind = BlockKind.Call, Text = arguments.Piece, CallId = id.Bytes, Tool = name.Piece });
        else if (type.Is("thinking"u8))
            sink.Block(new BlockView { Kind = BlockKind.Thinking, Text = text.Piece, Signature = signature.Bytes });
        else if (type.Is("image"u8))
            sink.Block(new BlockView { Kind = BlockKind.Image, Text = text.Piece, MediaType = media.Bytes });
        else
            Text(text.IsNothing ? new JsonPiece(part.Raw, false) : text.Piece, sink);
    }

    private ref struct Parts
    {
        public JsonValue Role, Content, Model, Usage, ToolCallId, ToolName, IsError, Command, Output;

        public void Take(JsonField field)
        {
            if (field.Is("role"u8))
                Role = field.Value;
            else if (field.Is("content"u8))
                Content = field.Value;
            else if (field.Is("model"u8))
                Model = field.Value;
            else if (field.Is("usage"u8))
                Usage = field.Value;
            else if (field.Is("toolCallId"u8))
                ToolCallId = field.Value;
            else if (field.Is("toolName"u8))
                ToolName = field.Value;
            else if (field.Is("isError"u8))
                IsError = field.Value;
            else if (field.Is("command"u8))
                Command = field.Value;
            else if (field.Is("output"u8))
                Output = field.Value;
        }
    }
}
