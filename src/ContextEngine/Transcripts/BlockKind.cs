namespace Pith.Transcripts;

/// <summary>What a block of a turn is.</summary>
public enum BlockKind : byte
{
    /// <summary>Words, of a person or of the model.</summary>
    Text,

    /// <summary>The model's reasoning; may carry a provider's signature.</summary>
    Thinking,

    /// <summary>A tool call: a name, an id and its arguments as JSON.</summary>
    Call,

    /// <summary>What a tool returned to the call with the same id.</summary>
    Result,

    /// <summary>A picture or document in base64, or its address.</summary>
    Image,
}
