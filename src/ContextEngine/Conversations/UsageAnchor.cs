using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>The last call whose usage the transcript records: up to here the context is known, and only what came after is estimated.</summary>
public readonly record struct UsageAnchor
{
    /// <summary>Number of the record that holds the report, from 1.</summary>
    public long Record { get; init; }

    /// <summary>Position in <see cref="ContextIndex.Turns"/> where the answer to the call begins.</summary>
    public int FirstTurn { get; init; }

    /// <summary>Position of its last turn; turns of others may stand between.</summary>
    public int LastTurn { get; init; }

    /// <summary>What was reported.</summary>
    public Usage Usage { get; init; }

    /// <summary>Whether the output figure may be a placeholder.</summary>
    public bool HasDraftOutput { get; init; }

    /// <summary>Whether a turn is part of the answer.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="role">Who speaks there.</param>
    public bool IsAnswer(int position, Role role) => role == Role.Assistant && position >= FirstTurn && position <= LastTurn;
}
