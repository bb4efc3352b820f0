namespace Pith.Transcripts;

/// <summary>
/// SWE-agent trajectories. <c>history</c> is the conversation as the model saw it; the steps of <c>trajectory</c> repeat
/// it, newer ones with a whole copy each, and are read only where there is no history.
/// </summary>
internal sealed class SweAgent : Dialect
{
    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        var history = default(JsonValue);
        var trajectory = default(JsonValue);
        foreach (var field in value.Fields())
        {
            if (field.Is("history"u8))
                history = field.Value;
            else if (field.Is("trajectory"u8))
                trajectory = field.Value;
        }

        if (history.IsArray)
        {
            ChatMessages.ReadAll(history, 0, place, default, sink);
            return;
        }

        foreach (var step in trajectory.Elements())
        {
            Turn(Role.Assistant, place, sink);
            Text(step.Field("response"u8).Piece, sink);
            Turn(Role.User, place, sink);
            Text(step.Field("observation"u8).Piece, sink);
        }
    }

    private static void Turn(Role role, Place place, ITranscriptSink sink) =>
        sink.Record(new RecordView { Kind = RecordKind.Turn, Role = role, Flags = role == Role.User ? RecordFlags.Meta : 0, Type = "step"u8, Offset = place.Offset, Line = place.Line });
}
