namespace Pith.Transcripts;

/// <summary>
/// OpenAI chat: a body with <c>messages</c>, a bare list of messages, a list of bodies, or one of these a line. A line
/// that is a single message continues the conversation; everything else is a thread of its own.
/// </summary>
internal sealed class OpenAiChat : Dialect
{
    private int _thread = -1;

    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        if (value.IsObject)
            Body(value, place, sink);
        var bare = false;
        foreach (var element in value.Elements())
        {
            if (element.Field("messages"u8).IsArray)
                Body(element, place, sink);
            else
            {
                _thread += bare ? 0 : 1;
                bare = true;
                ChatMessages.Read(element, _thread, place, default, sink);
            }
        }
    }

    private void Body(JsonValue value, Place place, ITranscriptSink sink)
    {
        var messages = default(JsonValue);
        var model = default(JsonValue);
        var isMessage = false;
        foreach (var field in value.Fields())
        {
            if (field.Is("messages"u8))
                messages = field.Value;
            else if (field.Is("model"u8))
                model = field.Value;
            isMessage |= field.Is("role"u8);
        }

        if (messages.IsArray)
            ChatMessages.ReadAll(messages, ++_thread, place, model, sink);
        else if (isMessage)
            ChatMessages.Read(value, _thread = Math.Max(_thread, 0), place, model, sink);
        else
            Metadata("object"u8, place, sink);
    }
}
