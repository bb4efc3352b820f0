namespace Pith.Transcripts;

/// <summary>How a transcript is read.</summary>
public readonly record struct ReaderOptions()
{
    /// <summary>
    /// Longest line, or document, in bytes that is held in memory; longer ones become malformed records. Costs that much
    /// memory only when a line is that long.
    /// </summary>
    public int MaxLine { get; init; } = 64 << 20;

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; init; } = "standard input";
}
