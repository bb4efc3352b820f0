namespace Pith.Transcripts;

/// <summary>
/// Claude Code's JSONL. One API message may stand in several records; side chains and a sub-agent's progress stand
/// inline and are threads of their own; <c>compact_boundary</c> starts the context anew.
/// </summary>
internal sealed class ClaudeCode : Dialect
{
    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        var head = new Head();
        foreach (var field in value.Fields())
            head.Take(field);
        var type = head.Type.Bytes;
        if (type.SequenceEqual("user"u8) || type.SequenceEqual("assistant"u8))
            Message(head, head.Message, place, head.IsSidechain.IsTrue ? 1 : 0, sink);
        else if (type.SequenceEqual("system"u8))
            System(head, place, sink);
        else if (type.SequenceEqual("attachment"u8))
            Attachment(head, place, sink);
        else if (type.SequenceEqual("progress"u8) && head.Data.Field("type"u8).Is("agent_progress"u8))
            Progress(head, place, sink);
        else
            Metadata(type, place, sink);
    }

    private static void Message(Head head, JsonValue message, Place place, int thread, ITranscriptSink sink)
    {
        var id = default(JsonValue);
        var model = default(JsonValue);
        var usage = default(JsonValue);
        var content = message.IsString ? message : default;
        foreach (var field in message.Fields())
        {
            if (field.Is("id"u8))
                id = field.Value;
            else if (field.Is("model"u8))
                model = field.Value;
            else if (field.Is("usage"u8))
                usage = field.Value;
            else if (field.Is("content"u8))
                content = field.Value;
        }

        var flags = RecordFlags.None;
        if (head.IsMeta.IsTrue)
            flags |= RecordFlags.Meta;
        if (head.IsCompactSummary.IsTrue)
            flags |= RecordFlags.Summary;
        if (thread > 0)
            flags |= RecordFlags.Sidechain;
        if (model.Is("<synthetic>"u8))
            flags |= RecordFlags.Synthetic;
        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = head.Type.Is("assistant"u8) ? Role.Assistant : Role.User,
            Flags = flags,
            Thread = thread,
            Offset = place.Offset,
            Line = place.Line,
            Type = head.Type.Bytes,
            Id = head.Uuid.Bytes,
            MessageId = head.Type.Is("assistant"u8) ? id.Bytes : [],
            Timestamp = head.Timestamp.Bytes,
            Model = model.Bytes,
            Usage = UsageFields.Read(usage),
            HasDraftOutput = !head.Version.Bytes.StartsWith("pith"u8) && !ClientVersion.IsAtLeast(head.Version.Bytes, 2, 1, 101),
        });
        AnthropicContent.Read(content, sink);
    }

    private static void System(Head head, Place place, ITranscriptSink sink)
    {
        if (head.Subtype.Is("compact_boundary"u8))
        {
            var preserved = head.CompactMetadata.Field("preservedMessages"u8).Field("uuids"u8);
            sink.Record(new RecordView
            {
                Kind = RecordKind.Boundary,
                Offset = place.Offset,
                Line = place.Line,
                Type = "system/compact_boundary"u8,
                Id = head.Uuid.Bytes,
                Timestamp = head.Timestamp.Bytes,
                Preserved = preserved.IsArray ? preserved.Raw : [],
            });
        }
        else if (head.Subtype.Is("instructions"u8)) // what pith itself writes
        {
            sink.Record(new RecordView { Kind = RecordKind.Turn, Role = Role.System, Offset = place.Offset, Line = place.Line, Type = "system/instructions"u8, Id = head.Uuid.Bytes });
            Text(head.Content.Piece, sink);
        }
        else
        {
            Metadata("system"u8, place, sink);
        }
    }

    /// <summary>Attachments are text that the model saw, put there by the harness; a queued command is the user speaking.</summary>
    private static void Attachment(Head head, Place place, ITranscriptSink sink)
    {
        var text = default(JsonValue);
        var queued = false;
        foreach (var field in head.Attachment.Fields())
        {
            if (field.Is("type"u8))
                queued = field.Value.Is("queued_command"u8);
            else if (field.Is("prompt"u8) || field.Is("snippet"u8) || field.Is("content"u8) && text.IsNothing)
                text = field.Value;
        }

        while (text.IsObject) // nested: content.content, content.file.content
            text = text.Field("content"u8) is { IsNothing: false } inner ? inner : text.Field("file"u8);
        if (text.IsNothing || text.IsArray && text.Raw.Length <= 2)
        {
            Metadata("attachment"u8, place, sink);
            return;
        }

        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = Role.User,
            Flags = queued ? RecordFlags.None : RecordFlags.Meta,
            Thread = head.IsSidechain.IsTrue ? 1 : 0,
            Offset = place.Offset,
            Line = place.Line,
            Type = "attachment"u8,
            Id = head.Uuid.Bytes,
            Timestamp = head.Timestamp.Bytes,
        });
        AnthropicContent.Read(text, sink);
    }

    /// <summary>A whole message of a sub-agent, shown to the user as progress: never the parent's context.</summary>
    private static void Progress(Head head, Place place, ITranscriptSink sink)
    {
        var inner = new Head();
        foreach (var field in head.Data.Field("message"u8).Fields())
            inner.Take(field);
        if (inner.Message.IsNothing)
            Metadata("progress"u8, place, sink);
        else
            Message(inner, inner.Message, place, thread: 2, sink);
    }

    private ref struct Head
    {
        public JsonValue Type, Subtype, Uuid, Timestamp, Message, Content, IsSidechain, IsMeta, IsCompactSummary, CompactMetadata, Attachment, Data, Version;

        public void Take(JsonField field)
        {
            if (field.Is("type"u8))
                Type = field.Value;
            else if (field.Is("message"u8))
                Message = field.Value;
            else if (field.Is("uuid"u8))
                Uuid = field.Value;
            else if (field.Is("timestamp"u8))
                Timestamp = field.Value;
            else if (field.Is("isSidechain"u8))
                IsSidechain = field.Value;
            else if (field.Is("isMeta"u8))
                IsMeta = field.Value;
            else if (field.Is("isCompactSummary"u8))
                IsCompactSummary = field.Value;
            else if (field.Is("subtype"u8))
                Subtype = field.Value;
            else if (field.Is("content"u8))
                Content = field.Value;
            else if (field.Is("compactMetadata"u8))
                CompactMetadata = field.Value;
            else if (field.Is("attachment"u8))
                Attachment = field.Value;
            else if (field.Is("data"u8))
                Data = field.Value;
            else if (field.Is("version"u8))
                Version = field.Value;
        }
    }
}
