namespace Pith.Requests;

/// <summary>What a provider counted when it refused.</summary>
public enum RefusalUnit : byte
{
    /// <summary>Tokens of its own tokenizer.</summary>
    Tokens,

    /// <summary>Bytes of the body, or of its texts.</summary>
    Bytes,

    /// <summary>Characters of one text.</summary>
    Characters,
}
