namespace Pith.Transcripts;

/// <summary>Facts about a record that decide what may be done with it.</summary>
[Flags]
public enum RecordFlags : byte
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Written by the harness, not by a person: reminders, caveats, hook output, attachments.</summary>
    Meta = 1,

    /// <summary>The summary that a compaction left behind.</summary>
    Summary = 2,

    /// <summary>Belongs to a sub-agent whose turns stand in the parent's file.</summary>
    Sidechain = 4,

    /// <summary>Made up by the client, not by a model (for example an error shown as a message).</summary>
    Synthetic = 8,
}
