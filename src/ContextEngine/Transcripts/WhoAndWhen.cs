namespace Pith.Transcripts;

/// <summary>Who&amp;When: one multi-agent chat a file. Every speaker but the human and the terminal is a model.</summary>
internal sealed class WhoAndWhen : Dialect
{
    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        foreach (var message in value.Field("history"u8).Elements())
        {
            var role = message.Field("role"u8);
            var isUser = role.Is("human"u8) || role.Is("user"u8);
            sink.Record(new RecordView { Kind = RecordKind.Turn, Role = isUser ? Role.User : Role.Assistant, Type = role.Bytes, Offset = place.Offset, Line = place.Line });
            ChatMessages.Content(message.Field("content"u8), sink);
        }
    }
}
