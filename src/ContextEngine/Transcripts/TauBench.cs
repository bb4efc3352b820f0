namespace Pith.Transcripts;

/// <summary>tau-bench results: a list of runs, each a thread.</summary>
internal sealed class TauBench : Dialect
{
    private int _thread = -1;

    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        foreach (var run in value.Elements())
            if (run.Field("traj"u8) is { IsArray: true } messages)
                ChatMessages.ReadAll(messages, ++_thread, place, default, sink);
    }
}
