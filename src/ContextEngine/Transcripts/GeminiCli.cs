namespace Pith.Transcripts;

/// <summary>Gemini CLI's chat file: one document; calls carry their results.</summary>
internal sealed class GeminiCli : Dialect
{
    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        foreach (var message in value.Field("messages"u8).Elements())
            Message(message, place, sink);
    }

    private static void Message(JsonValue message, Place place, ITranscriptSink sink)
    {
        var parts = new Parts();
        foreach (var field in message.Fields())
            parts.Take(field);
        if (!parts.Type.Is("user"u8) && !parts.Type.Is("gemini"u8))
        {
            Metadata(parts.Type.Bytes, place, sink); // notices for the screen
            return;
        }

        Turn(parts, parts.Type.Is("user"u8) ? Role.User : Role.Assistant, UsageFields.Read(parts.Tokens), place, sink);
        foreach (var thought in parts.Thoughts.Elements())
            sink.Block(new BlockView { Kind = BlockKind.Thinking, Text = thought.Field("description"u8).Piece });
        ChatMessages.Content(parts.Content, sink);
        foreach (var call in parts.ToolCalls.Elements())
            sink.Block(new BlockView { Kind = BlockKind.Call, Text = call.Field("args"u8).Piece, CallId = call.Field("id"u8).Bytes, Tool = call.Field("name"u8).Piece });
        if (!parts.ToolCalls.IsArray)
            return;
        Turn(parts, Role.User, default, place, sink);
        foreach (var call in parts.ToolCalls.Elements())
            Results(call, sink);
    }

    private static void Turn(Parts parts, Role role, Usage usage, Place place, ITranscriptSink sink) =>
        sink.Record(new RecordView { Kind = RecordKind.Turn, Role = role, Type = parts.Type.Bytes, Offset = place.Offset, Line = place.Line, Timestamp = parts.Timestamp.Bytes, Model = parts.Model.Bytes, Usage = usage });

    private static void Results(JsonValue call, ITranscriptSink sink)
    {
        var id = call.Field("id"u8);
        var failed = call.Field("status"u8) is { IsString: true } status && !status.Is("success"u8);
        foreach (var part in call.Field("result"u8).Elements())
        {
            var response = part.Field("functionResponse"u8).Field("response"u8);
            var output = response.Field("output"u8) is { IsNothing: false } given ? given : response.Field("error"u8);
            sink.Block(new BlockView { Kind = BlockKind.Result, Text = output.IsNothing ? new JsonPiece(part.Raw, false) : output.Piece, CallId = id.Bytes, IsError = failed });
        }
    }

    private ref struct Parts
    {
        public JsonValue Type, Content, Thoughts, ToolCalls, Tokens, Model, Timestamp;

        public void Take(JsonField field)
        {
            if (field.Is("type"u8))
                Type = field.Value;
            else if (field.Is("content"u8))
                Content = field.Value;
            else if (field.Is("thoughts"u8))
                Thoughts = field.Value;
            else if (field.Is("toolCalls"u8))
                ToolCalls = field.Value;
            else if (field.Is("tokens"u8))
                Tokens = field.Value;
            else if (field.Is("model"u8))
                Model = field.Value;
            else if (field.Is("timestamp"u8))
                Timestamp = field.Value;
        }
    }
}
