namespace Pith.Transcripts;

/// <summary>A body of the Anthropic Messages API: system, tools, messages. Several on lines of their own are threads.</summary>
internal sealed class AnthropicRequest : Dialect
{
    private int _thread = -1;

    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        _thread++;
        var model = default(JsonValue);
        var system = default(JsonValue);
        var tools = default(JsonValue);
        var messages = default(JsonValue);
        foreach (var field in value.Fields())
        {
            if (field.Is("model"u8))
                model = field.Value;
            else if (field.Is("system"u8))
                system = field.Value;
            else if (field.Is("tools"u8))
                tools = field.Value;
            else if (field.Is("messages"u8))
                messages = field.Value;
        }

        if (tools.IsArray)
            sink.Record(new RecordView { Kind = RecordKind.Metadata, Type = "tools"u8, Thread = _thread, Offset = place.Offset, Line = place.Line, Model = model.Bytes, Raw = tools.Raw });
        if (!system.IsNothing)
        {
            sink.Record(new RecordView { Kind = RecordKind.Turn, Role = Role.System, Type = "system"u8, Thread = _thread, Offset = place.Offset, Line = place.Line, Model = model.Bytes });
            AnthropicContent.Read(system, sink);
        }

        foreach (var message in messages.Elements())
            Message(message, model.Bytes, sink, place, _thread);
    }

    /// <summary>One message of a body.</summary>
    /// <param name="message">With its role and content.</param>
    /// <param name="model">The model that the body names.</param>
    /// <param name="sink">Takes the turn and its blocks.</param>
    /// <param name="place">Where the body stands.</param>
    /// <param name="thread">Which body of its file it is.</param>
    public static void Message(JsonValue message, ReadOnlySpan<byte> model, ITranscriptSink sink, Place place = default, int thread = 0)
    {
        var role = default(JsonValue);
        var content = default(JsonValue);
        foreach (var field in message.Fields())
        {
            if (field.Is("role"u8))
                role = field.Value;
            else if (field.Is("content"u8))
                content = field.Value;
        }

        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = AnthropicContent.RoleOf(role),
            Thread = thread,
            Offset = place.Offset,
            Line = place.Line,
            Type = "message"u8,
            Model = model,
        });
        AnthropicContent.Read(content, sink);
    }
}
