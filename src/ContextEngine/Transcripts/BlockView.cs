namespace Pith.Transcripts;

/// <summary>One block of a record: a window, valid until the sink returns.</summary>
public readonly ref struct BlockView
{
    /// <summary>What the block is.</summary>
    public BlockKind Kind { get; init; }

    /// <summary>
    /// Text: the words. Thinking: the reasoning. Result: the text the model saw (several text parts arrive as several
    /// blocks with one <see cref="CallId"/>). Call: the arguments as JSON text. Image: base64 data or an address.
    /// </summary>
    public JsonPiece Text { get; init; }

    /// <summary>Call and Result: the id that joins them; empty where the format has none (then they join in order).</summary>
    public ReadOnlySpan<byte> CallId { get; init; }

    /// <summary>Call: the tool's name. Result: the same where the record repeats it, else empty.</summary>
    public JsonPiece Tool { get; init; }

    /// <summary>Result: whether the tool reported failure.</summary>
    public bool IsError { get; init; }

    /// <summary>Thinking: the provider's signature (opaque, sent back unchanged); empty where there is none.</summary>
    public ReadOnlySpan<byte> Signature { get; init; }

    /// <summary>Image: media type such as <c>image/png</c>; empty where unknown.</summary>
    public ReadOnlySpan<byte> MediaType { get; init; }
}
