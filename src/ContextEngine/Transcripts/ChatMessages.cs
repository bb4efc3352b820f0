namespace Pith.Transcripts;

/// <summary>Messages in OpenAI's chat form. Shared by every format that embeds lists of them.</summary>
internal static class ChatMessages
{
    public static void ReadAll(JsonValue messages, int thread, Place place, JsonValue model, ITranscriptSink sink)
    {
        foreach (var message in messages.Elements())
            Read(message, thread, place, model, sink);
    }

    public static void Read(JsonValue message, int thread, Place place, JsonValue model, ITranscriptSink sink)
    {
        var parts = new Parts();
        foreach (var field in message.Fields())
            parts.Take(field);
        var role = RoleOf(parts.Role);
        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = role,
            Thread = thread,
            Offset = place.Offset,
            Line = place.Line,
            Type = parts.Role.Bytes,
            Timestamp = parts.Timestamp.Bytes,
            Model = parts.Model.IsString ? parts.Model.Bytes : model.Bytes,
            Usage = role == Role.Assistant ? UsageFields.Read(parts.Usage) : default,
        });
        if (!parts.Reasoning.IsNothing)
            sink.Block(new BlockView { Kind = BlockKind.Thinking, Text = parts.Reasoning.Piece });
        var isResult = parts.Role.Is("tool"u8) || parts.Role.Is("function"u8);
        if (isResult)
            Result(parts, sink);
        else
            Content(parts.Content, sink);
        foreach (var call in parts.ToolCalls.Elements())
            Call(call, sink);
        if (parts.FunctionCall.IsObject)
            Call(parts.FunctionCall, sink);
    }

    /// <summary>People call their speakers many things; who is not the model and not the system is the user.</summary>
    private static Role RoleOf(JsonValue role) =>
        role.Is("system"u8) || role.Is("developer"u8) ? Role.System
        : role.Is("assistant"u8) || role.Is("model"u8) || role.Is("ai"u8) ? Role.Assistant
        : Role.User;

    public static void Content(JsonValue content, ITranscriptSink sink)
    {
        if (content.IsString)
            sink.Block(new BlockView { Kind = BlockKind.Text, Text = content.Piece });
        foreach (var part in content.Elements())
        {
            var url = part.Field("image_url"u8);
            if (url.IsNothing)
                Text(part, sink);
            else
                Image(url.IsObject ? url.Field("url"u8) : url, sink);
        }
    }

    private static void Text(JsonValue part, ITranscriptSink sink)
    {
        var text = part.IsString ? part : part.Field("text"u8);
        sink.Block(new BlockView { Kind = BlockKind.Text, Text = text.IsString ? text.Piece : new JsonPiece(part.Raw, false) });
    }

    private static void Image(JsonValue url, ITranscriptSink sink)
    {
        var bytes = url.Bytes;
        var comma = bytes.IndexOf(";base64,"u8);
        if (!bytes.StartsWith("data:"u8) || comma < 0)
            sink.Block(new BlockView { Kind = BlockKind.Image, Text = url.Piece });
        else
            sink.Block(new BlockView { Kind = BlockKind.Image, Text = new JsonPiece(bytes[(comma + 8)..], false), MediaType = bytes[5..comma] });
    }

    private static void Result(Parts parts, ITranscriptSink sink)
    {
        var id = parts.ToolCallId.IsString ? parts.ToolCallId : parts.Id;
        foreach (var first in parts.ToolCallIds.Elements())
        {
            id = first;
            break;
        }

        if (!parts.Content.IsArray)
        {
            sink.Block(new BlockView { Kind = BlockKind.Result, Text = parts.Content.IsNothing ? default : parts.Content.Piece, CallId = id.Bytes, Tool = parts.Name.Piece, IsError = parts.Error.IsTrue });
            return;
        }

        foreach (var part in parts.Content.Elements())
        {
            var text = part.IsString ? part : part.Field("text"u8);
            sink.Block(new BlockView { Kind = BlockKind.Result, Text = text.IsString ? text.Piece : new JsonPiece(part.Raw, false), CallId = id.Bytes, Tool = parts.Name.Piece, IsError = parts.Error.IsTrue });
        }
    }

    private static void Call(JsonValue call, ITranscriptSink sink)
    {
        var id = default(JsonValue);
        var name = default(JsonValue);
        var arguments = default(JsonValue);
        foreach (var field in call.Fields())
        {
            if (field.Is("id"u8))
                id = field.Value;
            else if (field.Is("name"u8))
                name = field.Value;
            else if (field.Is("arguments"u8) || field.Is("input"u8))
                arguments = field.Value;
            else if (field.Is("function"u8) || field.Is("custom"u8))
            {
                name = field.Value.Field("name"u8);
                arguments = field.Value.Field("arguments"u8) is { IsNothing: false } given ? given : field.Value.Field("input"u8);
            }
        }

        sink.Block(new BlockView { Kind = BlockKind.Call, Text = arguments.IsNothing ? default : arguments.Piece, CallId = id.Bytes, Tool = name.Piece });
    }

    private ref struct Parts
    {
        public JsonValue Role, Content, ToolCalls, FunctionCall, ToolCallId, ToolCallIds, Id, Name, Error, Usage, Timestamp, Model, Reasoning;

        public void Take(JsonField field)
        {
            if (field.Is("role"u8))
                Role = field.Value;
            else if (field.Is("content"u8))
                Content = field.Value;
            else if (field.Is("tool_calls"u8))
                ToolCalls = field.Value;
            else if (field.Is("function_call"u8))
                FunctionCall = field.Value;
            else if (field.Is("tool_call_id"u8))
                ToolCallId = field.Value;
            else if (field.Is("tool_call_ids"u8))
                ToolCallIds = field.Value;
            else if (field.Is("id"u8))
                Id = field.Value;
            else if (field.Is("name"u8))
                Name = field.Value;
            else if (field.Is("error"u8))
                Error = field.Value;
            else if (field.Is("usage"u8))
                Usage = field.Value;
            else if (field.Is("timestamp"u8))
                Timestamp = field.Value;
            else if (field.Is("model"u8))
                Model = field.Value;
            else if (field.Is("reasoning"u8) || field.Is("reasoning_content"u8))
                Reasoning = field.Value;
        }
    }
}
