using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>One block of a view, ready to be written in any form.</summary>
public readonly record struct ViewBlock
{
    /// <summary>What the block is.</summary>
    public BlockKind Kind { get; init; }

    /// <summary>Well-formed UTF-8: words, arguments (a compact JSON object), a result, or an image's base64 or address.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>Calls and results: the id that joins them, already of a form every API takes.</summary>
    public string CallId { get; init; }

    /// <summary>Calls: the tool's name, already of a form every API takes.</summary>
    public string Tool { get; init; }

    /// <summary>Results: whether the tool reported failure.</summary>
    public bool IsError { get; init; }

    /// <summary>Thinking: the provider's signature. Images: the media type.</summary>
    public ReadOnlyMemory<byte> Extra { get; init; }
}
