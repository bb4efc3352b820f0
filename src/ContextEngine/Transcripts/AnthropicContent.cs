namespace Pith.Transcripts;

/// <summary>Content of the Messages API: a string, nothing, or a list of blocks. Shared by every format that embeds it.</summary>
internal static class AnthropicContent
{
    public static void Read(JsonValue content, ITranscriptSink sink)
    {
        if (content.IsString)
            sink.Block(new BlockView { Kind = BlockKind.Text, Text = content.Piece });
        foreach (var block in content.Elements())
            if (block.IsString)
                sink.Block(new BlockView { Kind = BlockKind.Text, Text = block.Piece });
            else
                Block(block, sink);
    }

    /// <summary>A system message may stand amid the others: tools that are added later come so.</summary>
    public static Role RoleOf(JsonValue role) =>
        role.Is("assistant"u8) ? Role.Assistant : role.Is("system"u8) ? Role.System : Role.User;

    private static void Block(JsonValue block, ITranscriptSink sink)
    {
        var parts = new Parts();
        foreach (var field in block.Fields())
            parts.Take(field);
        var type = parts.Type;
        if (type.SequenceEqual("text"u8))
            sink.Block(new BlockView { Kind = BlockKind.Text, Text = parts.Text.Piece });
        else if (type.SequenceEqual("thinking"u8))
            sink.Block(new BlockView { Kind = BlockKind.Thinking, Text = parts.Thinking.IsString ? parts.Thinking.Piece : default, Signature = parts.Signature.Bytes });
        else if (type.SequenceEqual("redacted_thinking"u8) || type.SequenceEqual("fallback"u8))
            sink.Block(new BlockView { Kind = BlockKind.Thinking });
        else if (type.SequenceEqual("tool_use"u8) || type.EndsWith("_tool_use"u8))
            sink.Block(new BlockView { Kind = BlockKind.Call, Text = parts.Input.Piece, CallId = parts.Id.Bytes, Tool = parts.Name.Piece });
        else if (type.EndsWith("tool_result"u8))
            Result(parts, sink);
        else if (type.SequenceEqual("image"u8) || type.SequenceEqual("document"u8))
            Image(parts, block, sink);
        else if (type.SequenceEqual("compaction"u8))
            sink.Block(new BlockView { Kind = BlockKind.Text, Text = parts.Content.Piece });
        else
            sink.Block(new BlockView { Kind = BlockKind.Text, Text = new JsonPiece(block.Raw, false) }); // unknown, but the model saw it
    }

    /// <summary>One block of text however many parts the result has; pictures follow as blocks of their own.</summary>
    private static void Result(Parts parts, ITranscriptSink sink)
    {
        var any = false;
        if (parts.Content.IsString || parts.Content.IsObject)
            any = Emit(parts, parts.Content.Piece, sink);
        foreach (var part in parts.Content.Elements())
        {
            var inner = new Parts();
            foreach (var field in part.Fields())
                inner.Take(field);
            if (inner.Type.SequenceEqual("text"u8))
                any = Emit(parts, inner.Text.Piece, sink);
            else if (inner.Type.SequenceEqual("image"u8))
                Image(inner, part, sink);
            else
                any = Emit(parts, new JsonPiece(part.Raw, false), sink);
        }

        if (!any)
            Emit(parts, default, sink);
    }

    private static bool Emit(Parts parts, JsonPiece text, ITranscriptSink sink)
    {
        sink.Block(new BlockView { Kind = BlockKind.Result, Text = text, CallId = parts.ToolUseId.Bytes, IsError = parts.IsError.IsTrue });
        return true;
    }

    private static void Image(Parts parts, JsonValue block, ITranscriptSink sink)
    {
        var data = default(JsonValue);
        var media = default(JsonValue);
        var type = default(JsonValue);
        foreach (var field in parts.Source.Fields())
        {
            if (field.Is("data"u8) || field.Is("url"u8))
                data = field.Value;
            else if (field.Is("media_type"u8))
                media = field.Value;
            else if (field.Is("type"u8))
                type = field.Value;
        }

        if (type.Is("text"u8))
            sink.Block(new BlockView { Kind = BlockKind.Text, Text = data.Piece });
        else if (data.IsString)
            sink.Block(new BlockView { Kind = BlockKind.Image, Text = data.Piece, MediaType = media.Bytes });
        else
            sink.Block(new BlockView { Kind = BlockKind.Text, Text = new JsonPiece(block.Raw, false) });
    }

    /// <summary>The fields that blocks use, whatever their type.</summary>
    private ref struct Parts
    {
        public ReadOnlySpan<byte> Type;
        public JsonValue Text, Thinking, Signature, Input, Id, Name, Content, ToolUseId, IsError, Source;

        public void Take(JsonField field)
        {
            if (field.Is("type"u8))
                Type = field.Value.Bytes;
            else if (field.Is("text"u8))
                Text = field.Value;
            else if (field.Is("thinking"u8))
                Thinking = field.Value;
            else if (field.Is("signature"u8))
                Signature = field.Value;
            else if (field.Is("input"u8))
                Input = field.Value;
            else if (field.Is("id"u8))
                Id = field.Value;
            else if (field.Is("name"u8))
                Name = field.Value;
            else if (field.Is("content"u8))
                Content = field.Value;
            else if (field.Is("tool_use_id"u8))
                ToolUseId = field.Value;
            else if (field.Is("is_error"u8))
                IsError = field.Value;
            else if (field.Is("source"u8))
                Source = field.Value;
        }
    }
}
