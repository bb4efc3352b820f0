namespace Pith.Transcripts;

/// <summary>
/// Takes what a dialect finds, in file order: one <see cref="Record"/>, then its blocks. Push and not pull because a
/// record's facts may stand behind its content in the JSON; a sink sees them in the useful order without a copy.
/// Implementations must not throw and must not keep a window.
/// </summary>
public interface ITranscriptSink
{
    /// <summary>A record begins.</summary>
    /// <param name="record">Valid until the call returns.</param>
    void Record(in RecordView record);

    /// <summary>A block of the record that began last.</summary>
    /// <param name="block">Valid until the call returns.</param>
    void Block(in BlockView block);
}
