namespace Pith.Transcripts;

/// <summary>Turns one JSON value of a file into records and blocks. Keeps what must be known across lines.</summary>
internal abstract class Dialect
{
    /// <summary>Reads a value that is valid JSON.</summary>
    /// <param name="value">One line's value, or the whole document.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="sink">Takes what is found.</param>
    public abstract void Read(JsonValue value, Place place, ITranscriptSink sink);

    /// <summary>A record that is no part of any context.</summary>
    protected static void Metadata(ReadOnlySpan<byte> type, Place place, ITranscriptSink sink, Usage usage = default, ReadOnlySpan<byte> model = default) =>
        sink.Record(new RecordView { Kind = RecordKind.Metadata, Type = type, Offset = place.Offset, Line = place.Line, Usage = usage, Model = model });

    protected static void Text(JsonPiece text, ITranscriptSink sink) => sink.Block(new BlockView { Kind = BlockKind.Text, Text = text });
}
