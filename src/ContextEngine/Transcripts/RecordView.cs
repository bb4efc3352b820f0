namespace Pith.Transcripts;

/// <summary>
/// One record of a transcript: a window, valid until the sink returns. Several records may carry one
/// <see cref="MessageId"/>; then they are pieces of one API message and their usage counts once.
/// </summary>
public readonly ref struct RecordView
{
    /// <summary>What the record means for the context.</summary>
    public RecordKind Kind { get; init; }

    /// <summary>Who speaks, for <see cref="RecordKind.Turn"/>.</summary>
    public Role Role { get; init; }

    /// <summary>Facts about the record.</summary>
    public RecordFlags Flags { get; init; }

    /// <summary>
    /// Which conversation of the file: 0 is the main one. Side chains, sub-agents and the further runs of a results
    /// file have numbers of their own, in order of appearance.
    /// </summary>
    public int Thread { get; init; }

    /// <summary>Bytes from the start of the (decompressed) stream to the record.</summary>
    public long Offset { get; init; }

    /// <summary>Line of the record's first byte, from 1.</summary>
    public long Line { get; init; }

    /// <summary>The record's own type as it stands in the file ("user", "response_item/message", …), UTF-8.</summary>
    public ReadOnlySpan<byte> Type { get; init; }

    /// <summary>Id of the record, for <see cref="Preserved"/> and for audit; empty where there is none.</summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary>Id that pieces of one API message share; empty where the format has none.</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>When it was recorded, as text in the file's own form; empty where unknown.</summary>
    public ReadOnlySpan<byte> Timestamp { get; init; }

    /// <summary>The model that answered; empty where unknown.</summary>
    public ReadOnlySpan<byte> Model { get; init; }

    /// <summary>What the provider reported; for a message of several records each carries the same.</summary>
    public Usage Usage { get; init; }

    /// <summary>
    /// Whether the output figure may be a placeholder, recorded while the answer still streamed: Claude Code did so
    /// until 2.1.100.
    /// </summary>
    public bool HasDraftOutput { get; init; }

    /// <summary>
    /// For <see cref="RecordKind.Boundary"/>: raw JSON array of the record ids that stay in the context although they
    /// stand before the boundary; empty where there are none.
    /// </summary>
    public ReadOnlySpan<byte> Preserved { get; init; }

    /// <summary>The record, or the part of it that matters, as raw JSON; empty unless a kind says otherwise.</summary>
    public ReadOnlySpan<byte> Raw { get; init; }

    /// <summary>For <see cref="RecordKind.Malformed"/>: one sentence that says what is wrong.</summary>
    public string? Reason { get; init; }
}
