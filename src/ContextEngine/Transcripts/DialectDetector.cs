namespace Pith.Transcripts;

/// <summary>Tells a format from one of its values, by the fields that only it has.</summary>
internal static class DialectDetector
{
    public static DialectKind Of(JsonValue value)
    {
        if (value.IsArray)
            return OfList(value);
        var names = new Names();
        foreach (var field in value.Fields())
            names.Take(field);
        return OfObject(names);
    }

    public static Dialect Create(DialectKind kind) => kind switch
    {
        DialectKind.ClaudeCode => new ClaudeCode(),
        DialectKind.Codex => new Codex(),
        DialectKind.AnthropicRequest => new AnthropicRequest(),
        DialectKind.Pi => new Pi(),
        DialectKind.GeminiCli => new GeminiCli(),
        DialectKind.CopilotCli => new CopilotCli(),
        DialectKind.SweAgent => new SweAgent(),
        DialectKind.OpenHands => new OpenHands(),
        DialectKind.TauBench => new TauBench(),
        DialectKind.Tau2 => new Tau2(),
        DialectKind.WhoAndWhen => new WhoAndWhen(),
        DialectKind.Cassette => new Cassette(),
        _ => new OpenAiChat(),
    };

    private static DialectKind OfList(JsonValue list)
    {
        foreach (var first in list.Elements())
        {
            if (first.Field("traj"u8).IsArray)
                return DialectKind.TauBench;
            return first.Field("role"u8).IsString || first.Field("messages"u8).IsArray ? DialectKind.OpenAiChat : DialectKind.Unknown;
        }

        return DialectKind.Unknown;
    }

    private static DialectKind OfObject(Names names)
    {
        var type = names.Type.Bytes;
        if (names.Interactions.IsArray)
            return DialectKind.Cassette;
        if (names.Payload.IsObject && names.Type.IsString)
            return DialectKind.Codex;
        if (names.Simulations.IsArray)
            return DialectKind.Tau2;
        if (names.History.IsArray && names.HasQuestion)
            return DialectKind.WhoAndWhen;
        if (names.History.IsArray && names.HasInstance)
            return DialectKind.OpenHands;
        if (names.History.IsArray || names.Trajectory.IsArray)
            return OfHistory(names.History);
        if (names.Messages.IsArray && names.HasProject)
            return DialectKind.GeminiCli;
        if (names.Messages.IsArray)
            return OfMessages(names);
        if (names.Data.IsObject && type.Contains((byte)'.'))
            return DialectKind.CopilotCli;
        if (type.SequenceEqual("session"u8) || type.SequenceEqual("message"u8) && names.Message.IsObject
            || type.SequenceEqual("model_change"u8) || type.SequenceEqual("thinking_level_change"u8))
            return DialectKind.Pi;
        if (names.Type.IsString && names.HasClaudeMark)
            return DialectKind.ClaudeCode;
        return names.Role.IsString ? DialectKind.OpenAiChat : DialectKind.Unknown;
    }

    /// <summary>OpenHands files without an instance id have actions and observations in their history.</summary>
    private static DialectKind OfHistory(JsonValue history)
    {
        foreach (var first in history.Elements())
            return first.IsArray || first.Field("action"u8).IsString && first.Field("role"u8).IsNothing ? DialectKind.OpenHands : DialectKind.SweAgent;
        return DialectKind.SweAgent;
    }

    /// <summary>
    /// Both APIs send <c>messages</c>. Only OpenAI's lists hold system and tool roles or tool_calls; only Anthropic's
    /// bodies have a system beside them, or blocks of tool use, results and thinking.
    /// </summary>
    private static DialectKind OfMessages(Names names)
    {
        if (names.HasSystem || names.HasThinking)
            return DialectKind.AnthropicRequest;
        foreach (var message in names.Messages.Elements())
        {
            var role = message.Field("role"u8);
            if (role.Is("system"u8) || role.Is("developer"u8) || role.Is("tool"u8) || message.Field("tool_calls"u8).IsArray)
                return DialectKind.OpenAiChat;
            foreach (var block in message.Field("content"u8).Elements())
                if (IsAnthropicBlock(block.Field("type"u8).Bytes))
                    return DialectKind.AnthropicRequest;
        }

        return names.HasMaxTokens || names.Model.Bytes.StartsWith("claude"u8) ? DialectKind.AnthropicRequest : DialectKind.OpenAiChat;
    }

    private static bool IsAnthropicBlock(ReadOnlySpan<byte> type) =>
        type.EndsWith("tool_use"u8) || type.EndsWith("tool_result"u8) || type.SequenceEqual("thinking"u8)
        || type.SequenceEqual("image"u8) || type.SequenceEqual("document"u8);

    private ref struct Names
    {
        public JsonValue Type, Payload, Messages, Message, History, Trajectory, Simulations, Data, Role, Model, Interactions;
        public bool HasQuestion, HasInstance, HasProject, HasSystem, HasThinking, HasMaxTokens, HasClaudeMark;

        public void Take(JsonField field)
        {
            if (field.Is("type"u8))
                Type = field.Value;
            else if (field.Is("payload"u8))
                Payload = field.Value;
            else if (field.Is("messages"u8))
                Messages = field.Value;
            else if (field.Is("message"u8))
                Message = field.Value;
            else if (field.Is("history"u8))
                History = field.Value;
            else if (field.Is("trajectory"u8))
                Trajectory = field.Value;
            else if (field.Is("simulations"u8))
                Simulations = field.Value;
            else if (field.Is("data"u8))
                Data = field.Value;
            else if (field.Is("role"u8))
                Role = field.Value;
            else if (field.Is("model"u8))
                Model = field.Value;
            else if (field.Is("interactions"u8))
                Interactions = field.Value;
            HasQuestion |= field.Is("question"u8) || field.Is("mistake_agent"u8);
            HasInstance |= field.Is("instance_id"u8) || field.Is("test_result"u8);
            HasProject |= field.Is("projectHash"u8) || field.Is("lastUpdated"u8);
            HasSystem |= field.Is("system"u8) || field.Is("anthropic_version"u8) || field.Is("mcp_servers"u8);
            HasThinking |= field.Is("thinking"u8);
            HasMaxTokens |= field.Is("max_tokens"u8);
            HasClaudeMark |= field.Is("uuid"u8) || field.Is("sessionId"u8) || field.Is("leafUuid"u8) || field.Is("messageId"u8) || field.Is("message"u8) || field.Is("snapshot"u8);
        }
    }
}
