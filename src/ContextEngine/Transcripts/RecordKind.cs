namespace Pith.Transcripts;

/// <summary>What a record means for the context of the agent.</summary>
public enum RecordKind : byte
{
    /// <summary>Part of a conversation: a message, or one piece of it. Blocks follow.</summary>
    Turn,

    /// <summary>
    /// The context starts anew here (a compaction). What came before stays in the file but not in the context,
    /// except turns named by <see cref="RecordView.Preserved"/>. Blocks that follow, if any, are the replacement.
    /// </summary>
    Boundary,

    /// <summary>True but not part of any context: titles, snapshots, progress, usage reports, repeats of other records.</summary>
    Metadata,

    /// <summary>Could not be read; <see cref="RecordView.Reason"/> says why. Reading goes on behind it.</summary>
    Malformed,
}
