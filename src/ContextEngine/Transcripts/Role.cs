namespace Pith.Transcripts;

/// <summary>Who speaks in a turn. Tool results belong to <see cref="User"/>, as in the Messages API.</summary>
public enum Role : byte
{
    /// <summary>Instructions that stand before the conversation.</summary>
    System,

    /// <summary>A person, or the results of the tools that the assistant called.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
