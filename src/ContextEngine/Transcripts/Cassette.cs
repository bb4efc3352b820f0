using System.Buffers;

namespace Pith.Transcripts;

/// <summary>
/// HTTP exchanges with the Anthropic API, recorded as YAML cassettes. Each request holds its whole conversation, so a
/// request that only continues the one before replaces it: the last one of each conversation is a thread, with the
/// answer it got.
/// </summary>
internal sealed class Cassette : Dialect
{
    private int _thread = -1;

    /// <summary>Reads a cassette in YAML; on failure says which line was not understood.</summary>
    public bool TryReadYaml(ReadOnlySpan<byte> yaml, Place place, ITranscriptSink sink, out int line)
    {
        var json = new ArrayBufferWriter<byte>(yaml.Length);
        if (!YamlSubset.TryConvert(yaml, json, out line))
            return false;
        Read(JsonValue.Of(json.WrittenSpan), place, sink);
        return true;
    }

    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        var pendingRequest = default(JsonValue);
        var pendingResponse = default(JsonValue);
        var pendingCount = 0;
        foreach (var interaction in value.Field("interactions"u8).Elements())
        {
            var request = interaction.Field("request"u8).Field("parsed_body"u8);
            var count = 0;
            foreach (var _ in request.Field("messages"u8).Elements())
                count++;
            if (count == 0)
                continue;
            if (count <= pendingCount)
                Emit(pendingRequest, pendingResponse, place, sink);
            pendingRequest = request;
            pendingResponse = interaction.Field("response"u8).Field("parsed_body"u8);
            pendingCount = count;
        }

        if (pendingCount > 0)
            Emit(pendingRequest, pendingResponse, place, sink);
    }

    private void Emit(JsonValue request, JsonValue response, Place place, ITranscriptSink sink)
    {
        _thread++;
        var model = request.Field("model"u8);
        var system = request.Field("system"u8);
        if (request.Field("tools"u8) is { IsArray: true } tools)
            sink.Record(new RecordView { Kind = RecordKind.Metadata, Type = "tools"u8, Thread = _thread, Offset = place.Offset, Line = place.Line, Model = model.Bytes, Raw = tools.Raw });
        if (!system.IsNothing)
            Turn(Role.System, "system"u8, model, default, system, place, sink);
        foreach (var message in request.Field("messages"u8).Elements())
            Turn(AnthropicContent.RoleOf(message.Field("role"u8)), "message"u8, model, default, message.Field("content"u8), place, sink);
        if (response.Field("content"u8) is { IsArray: true } content)
            Turn(Role.Assistant, "response"u8, model, response.Field("usage"u8), content, place, sink);
    }

    private void Turn(Role role, ReadOnlySpan<byte> type, JsonValue model, JsonValue usage, JsonValue content, Place place, ITranscriptSink sink)
    {
        sink.Record(new RecordView
        {
            Kind = RecordKind.Turn,
            Role = role,
            Thread = _thread,
            Type = type,
            Model = model.Bytes,
            Usage = UsageFields.Read(usage),
            Offset = place.Offset,
            Line = place.Line,
        });
        AnthropicContent.Read(content, sink);
    }
}
