namespace Pith.Transcripts;

/// <summary>Copilot CLI's events: messages of both sides and the end of each tool run; the rest is for the screen.</summary>
internal sealed class CopilotCli : Dialect
{
    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        var type = default(JsonValue);
        var data = default(JsonValue);
        var id = default(JsonValue);
        var timestamp = default(JsonValue);
        foreach (var field in value.Fields())
        {
            if (field.Is("type"u8))
                type = field.Value;
            else if (field.Is("data"u8))
                data = field.Value;
            else if (field.Is("id"u8))
                id = field.Value;
            else if (field.Is("timestamp"u8))
                timestamp = field.Value;
        }

        var role = type.Is("assistant.message"u8) ? Role.Assistant : type.Is("system.message"u8) ? Role.System : Role.User;
        var speaks = role != Role.User || type.Is("user.message"u8) || type.Is("system.notification"u8);
        var result = type.Is("tool.execution_complete"u8);
        if (!speaks && !result)
        {
            Metadata(type.Bytes, place, sink);
            return;
        }

        var model = data.Field("model"u8);
        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = role,
            Flags = type.Is("system.notification"u8) ? RecordFlags.Meta : RecordFlags.None,
            Type = type.Bytes,
            Id = id.Bytes,
            MessageId = data.Field("messageId"u8).Bytes,
            Timestamp = timestamp.Bytes,
            Model = model.Bytes,
            Usage = new Usage(0, 0, 0, data.Field("outputTokens"u8).Number),
            Offset = place.Offset,
            Line = place.Line,
        });
        if (result)
            Result(data, sink);
        else
            Words(data, sink);
    }

    private static void Words(JsonValue data, ITranscriptSink sink)
    {
        var reasoning = data.Field("reasoningText"u8);
        if (reasoning.IsString)
            sink.Block(new BlockView { Kind = BlockKind.Thinking, Text = reasoning.Piece });
        ChatMessages.Content(data.Field("content"u8), sink);
        foreach (var call in data.Field("toolRequests"u8).Elements())
            sink.Block(new BlockView { Kind = BlockKind.Call, Text = call.Field("arguments"u8).Piece, CallId = call.Field("toolCallId"u8).Bytes, Tool = call.Field("name"u8).Piece });
    }

    private static void Result(JsonValue data, ITranscriptSink sink)
    {
        var content = data.Field("result"u8).Field("content"u8);
        var text = content.IsNothing ? data.Field("error"u8) : content;
        sink.Block(new BlockView
        {
            Kind = BlockKind.Result,
            Text = text.IsNothing ? default : text.Piece,
            CallId = data.Field("toolCallId"u8).Bytes,
            Tool = data.Field("toolName"u8).Piece,
            IsError = data.Field("success"u8).Type == System.Text.Json.JsonTokenType.False,
        });
    }
}
