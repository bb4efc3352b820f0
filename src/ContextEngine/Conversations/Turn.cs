using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>One message of the conversation; records that share a message id are one turn.</summary>
public readonly record struct Turn
{
    /// <summary>Who speaks.</summary>
    public Role Role { get; init; }

    /// <summary>Number in the file's thread, from 1; boundaries do not reset it.</summary>
    public int Number { get; init; }

    /// <summary>Position of the first block in <see cref="ContextIndex.Blocks"/>.</summary>
    public int FirstBlock { get; init; }

    /// <summary>How many blocks the turn has.</summary>
    public int BlockCount { get; init; }

    /// <summary>Bytes from the start of the stream to the turn's first record.</summary>
    public long Offset { get; init; }

    /// <summary>Symbol of the API's message id; -1 where the format has none.</summary>
    public int MessageId { get; init; }

    /// <summary>Symbol of the recording time as it stands in the file; -1 where unknown.</summary>
    public int Timestamp { get; init; }

    /// <summary>What the provider reported for the message, once.</summary>
    public Usage Usage { get; init; }
}
