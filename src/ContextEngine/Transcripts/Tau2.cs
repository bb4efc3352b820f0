namespace Pith.Transcripts;

/// <summary>tau2-bench results: a list of simulations, each a thread.</summary>
internal sealed class Tau2 : Dialect
{
    private int _thread = -1;

    public override void Read(JsonValue value, Place place, ITranscriptSink sink)
    {
        foreach (var simulation in value.Field("simulations"u8).Elements())
            ChatMessages.ReadAll(simulation.Field("messages"u8), ++_thread, place, default, sink);
    }
}
